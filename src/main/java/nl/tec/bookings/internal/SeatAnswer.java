package nl.tec.bookings.internal;

/** The answer to a request for seats. */
public sealed interface SeatAnswer {

    /** There is room: confirmed, or held until the visitor confirms. */
    record Given(long bookingId) implements SeatAnswer {}

    /** Full: on the waiting list. */
    record Waiting(long bookingId) implements SeatAnswer {}

    /** Full, and it does not want to wait. @param free seats that are left: not enough */
    record Full(int free) implements SeatAnswer {}

    /** This request was answered before; nothing was done again. */
    record Repeated(long bookingId) implements SeatAnswer {}

    /** The session is not open for bookings (draft, cancelled, unknown). */
    record Closed() implements SeatAnswer {}

    /** The session has begun. */
    record Begun() implements SeatAnswer {}

    /** More participants than the session could ever hold. */
    record TooMany(int capacity) implements SeatAnswer {}
}
