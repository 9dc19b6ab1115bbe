package nl.tec.bookings;

import java.util.Map;
import nl.tec.accounts.Actor;

/**
 * Booking classes, for their school and for the programme manager (rules 3). Every change is written in the history, the audit log
 * and the outbox with the change itself. What is not of the actor's school is {@link BookingResult.Unknown}.
 */
public interface ClassBookings {

    /** Books a class, or puts it on the waiting list when it is full. */
    BookingResult book(BookClass command, Actor by);

    /** More pupils only where there is room; fewer frees places at once, which go to who waits. */
    BookingResult changeHeadCounts(long bookingId, Map<Long, Integer> headCounts, int adults, Actor by);

    /**
     * Moves a confirmed visit to another date of its activity where there is room; the class never is without a place. After the
     * activity's deadline it is marked late, as cancelling is.
     */
    BookingResult move(long bookingId, long sessionId, Actor by);

    /** Takes the places that were offered. */
    BookingResult accept(long bookingId, Actor by);

    /**
     * Calls the visit off (also: declines an offer, leaves the waiting list). By a school it is free until the activity's
     * deadline and marked late after it; by the TEC it needs a reason.
     */
    BookingResult cancel(long bookingId, String reason, Actor by);
}
