package nl.tec.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that is connected (rules 6).
 *
 * @param until the last day; null: has not ended
 */
public record Membership(
        long id,
        long organisationId,
        String organisation,
        Kind kind,
        LocalDate from,
        @Nullable LocalDate until) {

    /** By what it is connected. */
    public enum Kind {
        /** Signed the letter of intent. */
        SIGNATORY,
        /** Pays a fee. */
        MEMBER,
        /** Contributes: hours, staff, places, equipment. */
        CONTRIBUTOR
    }

    public boolean activeOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
