package nl.tec.partners;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.shared.Money;

/** By what a membership or an ambassador counts (rules 6). */
public sealed interface Basis {

    /** Signed here. */
    record Declared(long declarationId) implements Basis {

        @Override
        public String code() {
            return "DECLARED";
        }
    }

    /**
     * Signed on paper and entered here with its scan.
     *
     * @param who who entered it; empty: an account that is gone
     */
    record Paper(long documentId, String name, Instant at, String who) implements Basis {

        @Override
        public String code() {
            return "PAPER";
        }
    }

    /** A fee that was received. @param who who recorded it; empty: an account that is gone */
    record Fee(Money amount, LocalDate received, Instant at, String who) implements Basis {

        @Override
        public String code() {
            return "FEE";
        }
    }

    /** Was here before evidence was asked for. */
    record TakenOver() implements Basis {

        @Override
        public String code() {
            return "TAKEN_OVER";
        }
    }

    /** Nothing yet: it does not count. */
    record None() implements Basis {

        @Override
        public String code() {
            return "NONE";
        }
    }

    /** The name under which texts and downloads have it. */
    String code();
}
