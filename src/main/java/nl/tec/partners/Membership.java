package nl.tec.partners;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A term during which an organisation is connected (rules 6).
 *
 * @param until the last day; null: open-ended
 * @param feeCents the fee per year; null: none
 * @param basis the evidence on the basis of which it counts
 * @param renewed whether the next term exists
 */
public record Membership(
        long id,
        long organisationId,
        String organisation,
        Kind kind,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable Long feeCents,
        Basis basis,
        boolean renewed) {

    /** The number of days before its end from which a membership is due for renewal. */
    public static final int SOON_DAYS = 60;

    /** The way in which an organisation is connected. */
    public enum Kind {
        /** Signed the letter of intent. */
        SIGNATORY,
        /** Pays a fee. */
        MEMBER,
        /** Contributes: hours, staff, places, equipment. */
        CONTRIBUTOR
    }

    /** Whether its last day has passed. */
    public boolean over(LocalDate today) {
        return until != null && until.isBefore(today);
    }

    /** Whether it has no evidence, or only counts as legacy data from before evidence was required. */
    public boolean lacksEvidence() {
        return basis instanceof Basis.None || basis instanceof Basis.TakenOver;
    }
}
