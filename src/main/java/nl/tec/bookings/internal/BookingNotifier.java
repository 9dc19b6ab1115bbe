package nl.tec.bookings.internal;

import nl.tec.bookings.BookingKind;

/** Puts the mail about a booking event in the outbox, in the transaction of the event. One implementation per kind. */
interface BookingNotifier {

    BookingKind kind();

    /** Notifies of an event that has already been applied to the booking. */
    void tell(BookingEvent bookingEvent, long bookingId);

    /** Notifies that the session of the booking has another time or venue than {@code before}. */
    void moved(long bookingId, Before before);
}
