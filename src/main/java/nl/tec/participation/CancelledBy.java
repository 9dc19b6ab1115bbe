package nl.tec.participation;

/** Who called a booking off. */
public enum CancelledBy {
    SCHOOL,
    VISITOR,
    TEC
}
