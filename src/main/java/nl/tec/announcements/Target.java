package nl.tec.announcements;

import java.time.LocalDate;
import nl.tec.bookings.BookingFilter;

/** The subject of a message, which decides who can be addressed. Sessions that were called off have nobody. */
public sealed interface Target {

    record OfSession(long sessionId) implements Target {}

    /** All sessions that begin on a day. */
    record OfDay(LocalDate day) implements Target {}

    /** All sessions of an activity that are still to come. */
    record OfActivity(long activityId) implements Target {}

    /** The bookings of classes that a search finds, in whatever state they are. */
    record OfBookings(BookingFilter filter) implements Target {}
}
