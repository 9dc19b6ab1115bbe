package nl.tec.bookings;

/** The outcome of a request or a change by a school. */
public sealed interface BookingResult {

    /** The class is booked, or the change is made. */
    record Done(long bookingId) implements BookingResult {}

    /** Full: the class is on the waiting list. */
    record Waiting(long bookingId) implements BookingResult {}

    record Refused(Refusal refusal) implements BookingResult {}

    /** The session, class or booking does not exist, or belongs to another school (rules 9). */
    record Unknown() implements BookingResult {}
}
