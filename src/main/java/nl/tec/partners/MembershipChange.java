package nl.tec.partners;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That a membership was corrected or struck out, with what it said until then (rules 6).
 *
 * @param until the last day; null: without an end
 * @param who who did it; empty: an account that is gone
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
        /** Its kind or a date was wrong. */
        CORRECTED,
        /** Never was: it counts nowhere. */
        STRUCK
    }
}
