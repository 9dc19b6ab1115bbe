package nl.tec.results;

/** The measures of KPIs (requirement F1), each with its unit. */
public enum Measure {
    /** Share of the pupils enrolled in a band who took part (rules 2.1-2.7). */
    REACH(Unit.PERCENT),
    /** Pupils who took part, counted by the same rules, as a number. */
    DISTINCT_PUPILS(Unit.COUNT),
    /** Distinct people of an audience who came in the own time (rules 2.9). */
    PEOPLE(Unit.COUNT),
    /** Companies and organisations connected on the reference date (rules 2.8, 6). */
    CONNECTED(Unit.COUNT),
    /** Ambassadors on the reference date (rules 2.8, 6). */
    AMBASSADORS(Unit.COUNT),
    /** Mean of the answers of participants to surveys, 1 to 10 (rules 2.10). */
    SATISFACTION(Unit.SCORE),
    /** Pupils with a technical profile against a baseline year, by the exams (rules 2.11). */
    TECHNICAL_PROFILE(Unit.CHANGE);

    /** The way in which a figure and its target are written. */
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

    /** Whether it is about pupils who come with their class, in a band. */
    public boolean ofClasses() {
        return this == REACH || this == DISTINCT_PUPILS;
    }

    /**
     * Whether it can be told for any day. Answers are counted by half year, so that nobody can be recognised, and exams once a year.
     */
    public boolean byTheDay() {
        return this != SATISFACTION && this != TECHNICAL_PROFILE;
    }

    /** Whether it is counted on one day, not over a period (rules 2.8). */
    public boolean stock() {
        return this == CONNECTED || this == AMBASSADORS;
    }
}
