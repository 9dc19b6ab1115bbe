package nl.tec.bookings.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nl.tec.bookings.BookingKind;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * Places that somebody asks for; what can be decided without the database has been decided.
 *
 * @param sessionId of a course: its first meeting
 * @param courseId for all meetings of this course, or for none; null: for the session alone
 * @param holdUntil the places are only held until then (a visitor has to confirm); null: confirmed at once
 * @param participants 1 or more
 * @param adults who come along, beside the participants
 * @param forClass for a class; null for a visitor
 * @param accountId who asks, when signed in
 * @param key the same request sent twice has the same
 * @param whenGiven mail when there is a place; null: the caller sees to it
 * @param whenWaiting mail when there is none yet; made when it is needed, which is seldom
 */
public record SeatRequest(
        long sessionId,
        @Nullable Long courseId,
        @Nullable Instant holdUntil,
        int participants,
        int adults,
        @Nullable ForClass forClass,
        @Nullable Long accountId,
        UUID key,
        @Nullable OutboxMessage whenGiven,
        Supplier<@Nullable OutboxMessage> whenWaiting) {

    /**
     * @param session when the session is
     * @param travelMinutes one way; the class is nowhere else from leaving to coming back (rules 3)
     * @param headCounts pupils per class part
     * @param photos whether photos may be made of them
     */
    public record ForClass(
            long siteId,
            long classId,
            TimeSlot session,
            int travelMinutes,
            Map<Long, Integer> headCounts,
            boolean photos) {

        TimeSlot away() {
            return SeatRequest.away(session, travelMinutes);
        }
    }

    /** From leaving the school to coming back there. */
    static TimeSlot away(TimeSlot session, int travelMinutes) {
        return session.widened(Duration.ofMinutes(travelMinutes), Duration.ofMinutes(travelMinutes));
    }

    public BookingKind kind() {
        return forClass == null ? BookingKind.INDIVIDUAL : BookingKind.CLASS;
    }
}
