package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class booking as it stands.
 *
 * @param bookedBy who booked it, or the teacher for whom it was booked; null when that account is gone
 * @param madeFor who booked it for the school, and for whom; null: the school did so itself
 * @param recipients who is mailed about it: the school, its coordinators, who booked; empty: nobody can be reached
 * @param deadline of an offer
 * @param ahead how many wait before it; 0 when it does not wait
 * @param sequence grows with each change (iCalendar)
 * @param cancellation null while it is not cancelled
 */
public record ClassBooking(
        long id,
        BookingState state,
        int participants,
        VisitDetails details,
        @Nullable Booker bookedBy,
        @Nullable MadeFor madeFor,
        List<Recipient> recipients,
        Instant requestedAt,
        @Nullable Instant deadline,
        int ahead,
        int sequence,
        @Nullable Cancellation cancellation,
        VisitContext facts) {

    public record Booker(long accountId, String name, String email) {}

    /**
     * A booking that somebody of the hub made for a school.
     *
     * @param by the name of who made it
     * @param contact the name of whom it was made for; empty: nobody in particular, or removed after the visit
     */
    public record MadeFor(String by, String contact) {}

    /** @param language of the mails, nl or en */
    public record Recipient(String email, String language) {}

    public record Cancellation(Instant at, CancelledBy by, boolean late, String reason) {}

    /**
     * Something that happened to a booking.
     *
     * @param by who did it; null: the system
     * @param movedFrom the start of the session that a visit was moved from; null where it was not, or where that was not recorded
     * @param message the id of a message that was sent about it; null: none
     */
    public record Step(
            Instant at,
            String event,
            int participants,
            @Nullable String by,
            @Nullable Instant movedFrom,
            @Nullable Long message) {}

    /** Another booking of the class, for the same activity. */
    public record SameActivity(long bookingId, BookingState state, Instant start, Instant end) {}
}
