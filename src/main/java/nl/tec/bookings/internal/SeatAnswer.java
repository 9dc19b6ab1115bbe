package nl.tec.bookings.internal;

/** The answer to a request for seats. */
public sealed interface SeatAnswer {

    /** Seats were allocated: confirmed, or held until the visitor confirms. */
    record Given(long bookingId) implements SeatAnswer {}

    /** The session is full: the request is on the waiting list. */
    record Waiting(long bookingId) implements SeatAnswer {}

    /** The session is full, and the request declines the waiting list. @param free the free seats, which are too few */
    record Full(int free) implements SeatAnswer {}

    /** A repeated request; nothing was done again. */
    record Repeated(long bookingId) implements SeatAnswer {}

    /** The session is not open for bookings (draft, cancelled, unknown). */
    record Closed() implements SeatAnswer {}

    /** The session has begun. */
    record Begun() implements SeatAnswer {}

    /** More participants than the total capacity. */
    record TooMany(int capacity) implements SeatAnswer {}
}
