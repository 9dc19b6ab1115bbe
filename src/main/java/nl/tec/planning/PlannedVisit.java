package nl.tec.planning;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A planned visit with the answer of its school.
 *
 * @param label of the class
 * @param subject the activity and the place, as identifiers for {@link Replanning}: {@code a7}, and {@code r12} for a room or
 *     {@code v3} for a venue without rooms
 * @param isComing whether the booking is still active
 * @param isCalledOff whether the TEC cancelled the booking and does not hold the session
 * @param note the change that the school asks for, or why it gives the visit back; empty: none
 * @param returnsAt when a visit that was given back is cancelled, until which it can be kept; null: not given back, or cancelled
 */
public record PlannedVisit(
        long id,
        long roundId,
        long wishId,
        long siteId,
        String school,
        String label,
        Bilingual title,
        World world,
        Instant start,
        Instant end,
        Bilingual place,
        Subject subject,
        long bookingId,
        long sessionId,
        boolean isComing,
        boolean isCalledOff,
        Answer answer,
        String note,
        @Nullable Instant returnsAt) {

    public record Subject(String activity, String place) {}

    /** Whether the school still has to answer it. */
    public boolean isUnanswered() {
        return isComing && answer == Answer.OPEN;
    }

    /** Returns what a school saw of the visit when it answered; another value later means that the visit was moved. */
    public String shown() {
        return id + " " + sessionId + " " + start.getEpochSecond() + " " + place.dutch();
    }

    public enum Answer {
        OPEN,
        ACCEPTED,
        /** The school asks for a change, which its note describes. */
        CHANGE_ASKED,
        GIVEN_BACK
    }
}
