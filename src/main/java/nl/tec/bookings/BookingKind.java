package nl.tec.bookings;

/** Who a booking is for. */
public enum BookingKind {
    /** A class, booked by its school. */
    CLASS,
    /** A visitor, alone or with children, who signed up without an account. */
    INDIVIDUAL
}
