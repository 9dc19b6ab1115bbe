package nl.tec.bookings;

/** The outcome of a request or a change by a school. */
public sealed interface BookingResult {

    /** The class comes; or the change is made. */
    record Done(long bookingId) implements BookingResult {}

    /** Full: the class is on the waiting list. */
    record Waiting(long bookingId) implements BookingResult {}

    record Refused(Refusal refusal) implements BookingResult {}

    /** There is no such session, class or booking, or it is not theirs (rules 9). */
    record Unknown() implements BookingResult {}
}
