package nl.tec.partners;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The record of a correction or deletion of a membership, with its previous values (rules 6).
 *
 * @param until the last day; null: open-ended
 * @param who the name of the account; empty if that was deleted
 */
public record MembershipChange(
        Event event,
        Membership.Kind kind,
        LocalDate from,
        @Nullable LocalDate until,
        String reason,
        Instant at,
        String who) {

    /** The kind of the change. */
    public enum Event {
        /** Its kind or a date was corrected. */
        CORRECTED,
        /** It was struck out, because it should never have been entered. */
        STRUCK
    }
}
