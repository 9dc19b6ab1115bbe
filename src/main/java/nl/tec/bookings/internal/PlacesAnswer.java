package nl.tec.bookings.internal;

/** What became of a request for places. */
public sealed interface PlacesAnswer {

    /** There is room: confirmed, or held until the visitor confirms. */
    record Given(long bookingId) implements PlacesAnswer {}

    /** Full: on the waiting list. */
    record Waiting(long bookingId) implements PlacesAnswer {}

    /** This request was answered before; nothing was done again. */
    record Repeated(long bookingId) implements PlacesAnswer {}

    /** The session is not open for bookings (draft, cancelled, unknown). */
    record Closed() implements PlacesAnswer {}

    /** The session has begun. */
    record Begun() implements PlacesAnswer {}

    /** More participants than the session could ever hold. */
    record TooMany(int capacity) implements PlacesAnswer {}
}
