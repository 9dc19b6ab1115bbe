package nl.tec.planning;

import org.jspecify.annotations.Nullable;

/**
 * The levels of the score, most important first (rules 5.3). A plan is better than another if it is better on the first level on
 * which they differ.
 */
public enum Level {
    /** Wishes that are met. */
    MET("met", true),
    /** The share of its wishes that is met, for the school that is worst off. */
    WORST_SCHOOL("worstSchool", true),
    /**
     * The sum over all unmet wishes of the share that its school has missed up to and including that one: its first, its second and so
     * on. At the minimum, no school can gain a wish unless another drops to its former share, or below it.
     */
    SHARES("shares", false),
    /** The sum over all schools of their wishes times the square of the unmet share. */
    UNFAIRNESS("unfairness", false),
    /** The sum over the met wishes of how far the activity is from the first choice. */
    PREFERENCE("preference", false),
    /** The sum over the met wishes of the rank of the week. */
    WEEKS("weeks", false),
    /** The sum over the met wishes of how far the band of the class lags behind its target. */
    LAG("lag", true),
    /** Kilometres by bus: for every trip, twice the distance of its farthest school. */
    BUS_KM("busKm", false),
    /** The sum of the squares of the sessions per person, divided by the number of people with a session. */
    LOAD("load", false),
    /** Placements of the previous plan that are not in this one. */
    MOVED("moved", false);

    private final String word;
    private final boolean moreIsBetter;

    Level(String word, boolean moreIsBetter) {
        this.word = word;
        this.moreIsBetter = moreIsBetter;
    }

    /** Its name in files. */
    public String word() {
        return word;
    }

    /** The level of this name; null if there is none. */
    static @Nullable Level of(String word) {
        for (Level level : values()) {
            if (level.word.equals(word)) {
                return level;
            }
        }
        return null;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }
}
