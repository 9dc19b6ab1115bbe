package nl.tec.bookings;

/** The means of transport of a class to a visit (rules 4). */
public enum Transport {
    /** The activity comes to the school. */
    AT_SCHOOL,
    WALK,
    BIKE,
    /** The school arranges it: parents' cars, its own bus. */
    OWN,
    /** A bus that the TEC arranges. */
    TEC_BUS;

    /** Whether nothing has to be arranged for it. */
    public boolean free() {
        return this == AT_SCHOOL || this == WALK || this == BIKE;
    }
}
