package nl.tec.partners;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.shared.Money;

/** The evidence on the basis of which a membership or an ambassador counts (rules 6). */
public sealed interface Basis {

    /** A declaration that was signed online. */
    record Declared(long declarationId) implements Basis {

        @Override
        public String code() {
            return "DECLARED";
        }
    }

    /**
     * A declaration that was signed on paper, with its scan.
     *
     * @param who the name of the account that entered it; empty if that was deleted
     */
    record Paper(long documentId, String name, Instant at, String who) implements Basis {

        @Override
        public String code() {
            return "PAPER";
        }
    }

    /** A fee that was received. @param who the name of the account that recorded it; empty if that was deleted */
    record Fee(Money amount, LocalDate received, Instant at, String who) implements Basis {

        @Override
        public String code() {
            return "FEE";
        }
    }

    /** Legacy data from before evidence was required. */
    record TakenOver() implements Basis {

        @Override
        public String code() {
            return "TAKEN_OVER";
        }
    }

    /** No evidence yet, so that it does not count. */
    record None() implements Basis {

        @Override
        public String code() {
            return "NONE";
        }
    }

    /** Returns its code in message keys and downloads. */
    String code();
}
