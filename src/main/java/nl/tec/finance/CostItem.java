package nl.tec.finance;

/** The parts of a visit that cost money. */
public enum CostItem {
    /** A guide, by the hour, set-up and clean-up included. */
    GUIDE(60),
    /** Per participant. */
    MATERIAL(1),
    /** By the hour, set-up and clean-up included. */
    VENUE(60),
    /** By the kilometre, there and back. */
    BUS(1000);

    private final int unit;

    CostItem(int unit) {
        this.unit = unit;
    }

    /** Returns how many of the counted units (minutes, participants, metres) the rate is for. */
    public int unit() {
        return unit;
    }

    /** Returns the cost of a quantity, rounded to the cent, half a cent up. @param rate in cents */
    public long cents(long quantity, long rate) {
        return Math.floorDiv(2 * Math.multiplyExact(quantity, rate) + unit, 2L * unit);
    }
}
