package nl.tec.planning;

import org.jspecify.annotations.Nullable;

/**
 * The levels of the score, most important first (rules 5.3). A plan is better than another if it is better on the first level on
 * which they differ.
 */
public enum Level {
    /** Wishes that are met. */
    MET("met", true),
    /** Of the school that is worst off, the share of its wishes that is met. */
    WORST_SCHOOL("worstSchool", true),
    /**
     * Over the wishes that are not met, the share that a school misses with each: its first, its second and so on. At its least no
     * school can get more unless another ends where that one was, or below it.
     */
    SHARES("shares", false),
    /** Over all schools, wishes times the square of the share that is not met. */
    UNFAIRNESS("unfairness", false),
    /** Over the wishes that are met, how far the activity is from the one preferred most. */
    PREFERENCE("preference", false),
    /** Over the wishes that are met, the rank of the week. */
    WEEKS("weeks", false),
    /** Over the wishes that are met, how far the band of the class lags behind its target. */
    LAG("lag", true),
    /** Kilometres by bus: of every trip twice the way of its farthest school. */
    BUS_KM("busKm", false),
    /** The sum of the squares of the sessions per person, divided by the persons who have one. */
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
