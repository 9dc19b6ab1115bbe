package nl.tec.bookings;

/** The kinds of bookings: for a class or for a visitor. */
public enum BookingKind {
    /** A class, booked by its school. */
    CLASS,
    /** A visitor, alone or with children, who signed up without an account. */
    INDIVIDUAL
}
