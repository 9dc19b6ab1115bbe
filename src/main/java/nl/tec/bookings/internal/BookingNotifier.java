package nl.tec.bookings.internal;

import nl.tec.bookings.BookingKind;

/** Puts the mail about something that happened to a booking in the outbox, in the transaction in which it happened. One per kind. */
interface BookingNotifier {

    BookingKind kind();

    /** The booking is already as it is after what happened. */
    void tell(BookingEvent bookingEvent, long bookingId);

    /** The session of the booking has another time or place than {@code before}. */
    void moved(long bookingId, Before before);
}
