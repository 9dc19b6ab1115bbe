package nl.tec.bookings.internal;

/** The events of a booking that its people have to be told of. */
public enum BookingEvent {
    /** A place came free for a school: it is kept until the deadline (CLASS). */
    OFFERED,
    /** A place came free and is the visitor's at once: confirmed, or held when the address is not confirmed yet (INDIVIDUAL). */
    PROMOTED,
    /** Not answered or not confirmed in time: the places went on. */
    EXPIRED,
    /** Still on the waiting list when the session began. */
    WAITED_IN_VAIN,
    /** More or fewer participants. */
    RESIZED,
    /** The offer was accepted (CLASS) or the address confirmed (INDIVIDUAL). */
    CONFIRMED,
    CANCELLED
}
