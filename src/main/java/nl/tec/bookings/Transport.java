package nl.tec.bookings;

/** The ways in which a class gets to where it has to be (rules 4). */
public enum Transport {
    /** The activity comes to the school. */
    AT_SCHOOL,
    WALK,
    BIKE,
    /** The school sees to it: parents' cars, a bus of its own. */
    OWN,
    /** A bus that the TEC arranges. */
    TEC_BUS;

    /** Whether nothing has to be arranged for it. */
    public boolean free() {
        return this == AT_SCHOOL || this == WALK || this == BIKE;
    }
}
