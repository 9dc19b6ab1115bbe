package nl.tec.bookings.internal;

/** The events of a booking that its people are notified of. */
public enum BookingEvent {
    /** A seat offer was made to a school: the seats are held until the deadline (CLASS). */
    OFFERED,
    /** A visitor got seats from the waiting list: confirmed, or held if the address is not confirmed yet (INDIVIDUAL). */
    PROMOTED,
    /** Not answered or not confirmed in time: the seats were released. */
    EXPIRED,
    /** Still on the waiting list when the session began. */
    WAITED_IN_VAIN,
    /** More or fewer participants. */
    RESIZED,
    /** The offer was accepted (CLASS) or the address confirmed (INDIVIDUAL). */
    CONFIRMED,
    CANCELLED
}
