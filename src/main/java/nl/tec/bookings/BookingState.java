package nl.tec.bookings;

/** The state of a booking (rules 3). */
public enum BookingState {
    /** The seats are held until the visitor confirms the mail address. */
    HELD,
    CONFIRMED,
    /** On the waiting list. */
    WAITING,
    /** A seat offer: seats came free and are held until the school answers, at most until the deadline. */
    OFFERED,
    CANCELLED,
    /** Not confirmed or not answered in time, or still waiting when the session began. */
    EXPIRED;

    /** Whether it takes seats of the session. */
    public boolean holdsSeats() {
        return this == HELD || this == CONFIRMED || this == OFFERED;
    }

    /** Whether it holds seats or may still get them. */
    public boolean active() {
        return holdsSeats() || this == WAITING;
    }
}
