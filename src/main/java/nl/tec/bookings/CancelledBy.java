package nl.tec.bookings;

/** The party that called a booking off. */
public enum CancelledBy {
    SCHOOL,
    VISITOR,
    TEC
}
