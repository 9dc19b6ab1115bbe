package nl.tec.announcements;

import java.time.LocalDate;
import nl.tec.bookings.BookingFilter;

/** The subject of a message, which determines the possible addressees. Cancelled sessions have none. */
public sealed interface Target {

    record OfSession(long sessionId) implements Target {}

    /** The sessions that begin on a day. */
    record OfDay(LocalDate day) implements Target {}

    /** The upcoming sessions of an activity. */
    record OfActivity(long activityId) implements Target {}

    /** The bookings of classes that match a filter, in any state. */
    record OfBookings(BookingFilter filter) implements Target {}
}
