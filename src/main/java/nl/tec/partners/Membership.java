package nl.tec.partners;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One term in which an organisation is connected (rules 6).
 *
 * @param until the last day; null: without an end
 * @param feeCents a year; null: none
 * @param basis by what it counts
 * @param renewed whether the next term is there
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

    /** From so many days before its end on, a membership is one to renew. */
    public static final int SOON_DAYS = 60;

    /** By what it is connected. */
    public enum Kind {
        /** Signed the letter of intent. */
        SIGNATORY,
        /** Pays a fee. */
        MEMBER,
        /** Contributes: hours, staff, places, equipment. */
        CONTRIBUTOR
    }

    /** Whether its last day is behind us. */
    public boolean over(LocalDate today) {
        return until != null && until.isBefore(today);
    }

    /** Counts by nothing, or only because it was here before evidence was asked for. */
    public boolean lacksEvidence() {
        return basis instanceof Basis.None || basis instanceof Basis.TakenOver;
    }
}
