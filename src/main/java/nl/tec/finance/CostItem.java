package nl.tec.finance;

/** What a visit is made of that costs money. */
public enum CostItem {
    /** Somebody who guides it, by the hour, set-up and clean-up included. */
    GUIDE(60),
    /** For each who takes part. */
    MATERIAL(1),
    /** By the hour, set-up and clean-up included. */
    VENUE(60),
    /** By the kilometre, there and back. */
    BUS(1000);

    private final int unit;

    CostItem(int unit) {
        this.unit = unit;
    }

    /** How many of what is counted (minutes, participants, metres) go for the rate. */
    public int unit() {
        return unit;
    }

    /** What so much of it costs, rounded to the cent, half a cent up. @param rate cents */
    public long cents(long quantity, long rate) {
        return Math.floorDiv(2 * Math.multiplyExact(quantity, rate) + unit, 2L * unit);
    }
}
