package nl.tec.bookings;

/** The state of a booking (rules 3). */
public enum BookingState {
    /** The place is kept until the visitor has confirmed the mail address. */
    HELD,
    CONFIRMED,
    /** On the waiting list. */
    WAITING,
    /** A place came free and is kept until the school answers, at most until the deadline. */
    OFFERED,
    CANCELLED,
    /** Not confirmed or not answered in time, or still waiting when the session began. */
    EXPIRED;

    /** Whether it takes seats of the session. */
    public boolean holdsPlaces() {
        return this == HELD || this == CONFIRMED || this == OFFERED;
    }

    /** Whether something can still become of it. */
    public boolean active() {
        return holdsPlaces() || this == WAITING;
    }
}
