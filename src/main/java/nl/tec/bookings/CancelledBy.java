package nl.tec.bookings;

/** Who called a booking off. */
public enum CancelledBy {
    SCHOOL,
    VISITOR,
    TEC
}
