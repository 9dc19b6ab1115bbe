package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class booking as it stands.
 *
 * @param bookedBy who booked it; null when that account is gone
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
        List<Recipient> recipients,
        Instant requestedAt,
        @Nullable Instant deadline,
        int ahead,
        int sequence,
        @Nullable Cancellation cancellation,
        VisitContext facts) {

    public record Booker(long accountId, String name, String email) {}

    /** @param language of the mails, nl or en */
    public record Recipient(String email, String language) {}

    public record Cancellation(Instant at, CancelledBy by, boolean late, String reason) {}

    /** Something that happened to a booking. @param by who did it; null: the system */
    public record Step(
            Instant at,
            String event,
            int participants,
            @Nullable String by) {}

    /** Another booking of the class, for the same activity. */
    public record SameActivity(long bookingId, BookingState state, Instant start, Instant end) {}
}
