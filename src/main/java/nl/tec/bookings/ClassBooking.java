package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a class booking.
 *
 * @param bookedBy the account that booked it, or the teacher it was booked for; null once that account is deleted
 * @param madeFor set if somebody of the hub booked it for the school; null: the school booked it itself
 * @param recipients the recipients of mail about it: the school, its coordinators, the booker; empty: nobody can be reached
 * @param deadline of a seat offer
 * @param ahead the number of waiting bookings before it; 0 if it does not wait
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
     * @param by the name of the hub employee
     * @param contact the name of the contact at the school; empty: none, or removed after the visit
     */
    public record MadeFor(String by, String contact) {}

    /** @param language of the mails, nl or en */
    public record Recipient(String email, String language) {}

    public record Cancellation(Instant at, CancelledBy by, boolean late, String reason) {}

    /**
     * An entry in the history of a booking.
     *
     * @param adults after it; null if that was not recorded
     * @param by the name of the actor; null: the system
     * @param movedFrom the start of the session that a visit was moved from; null if it was not moved, or the start was not recorded
     * @param message the id of a message that was sent about it; null: none
     */
    public record Step(
            Instant at,
            String event,
            int participants,
            @Nullable Integer adults,
            @Nullable String by,
            @Nullable Instant movedFrom,
            @Nullable Long message) {}

    /** Another booking of the class, for the same activity. */
    public record SameActivity(long bookingId, BookingState state, Instant start, Instant end) {}
}
