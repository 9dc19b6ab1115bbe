package nl.tec.results;

/** A measure of a KPI (requirement F1), with its unit. */
public enum Measure {
    /** The share of the pupils enrolled in a band who took part (rules 2.1-2.7). */
    REACH(Unit.PERCENT),
    /** The number of pupils who took part, counted by the same rules. */
    DISTINCT_PUPILS(Unit.COUNT),
    /** The number of distinct people of an audience who came in their own time (rules 2.9). */
    PEOPLE(Unit.COUNT),
    /** The number of companies and organisations connected on the reference date (rules 2.8, 6). */
    CONNECTED(Unit.COUNT),
    /** The number of ambassadors on the reference date (rules 2.8, 6). */
    AMBASSADORS(Unit.COUNT),
    /** The mean of the answers of participants to surveys, 1 to 10 (rules 2.10). */
    SATISFACTION(Unit.SCORE),
    /** The change in exam candidates with a technical profile since a baseline year (rules 2.11). */
    TECHNICAL_PROFILE(Unit.CHANGE);

    /** The unit of a figure and its target. */
    public enum Unit {
        PERCENT,
        COUNT,
        SCORE,
        CHANGE
    }

    private final Unit unit;

    Measure(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether it counts the pupils of a band who come with their class. */
    public boolean ofClasses() {
        return this == REACH || this == DISTINCT_PUPILS;
    }

    /**
     * Whether it is known for every day. Answers are counted by half year, so that nobody can be identified, and exams once a year.
     */
    public boolean byTheDay() {
        return this != SATISFACTION && this != TECHNICAL_PROFILE;
    }

    /** Whether it is counted on one day, not over a period (rules 2.8). */
    public boolean stock() {
        return this == CONNECTED || this == AMBASSADORS;
    }
}
