package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import nl.tec.planning.Level;

/** Keeps count of what the score is made of, while a plan changes. */
final class Tally {

    static final int LEVELS = Level.values().length;

    private final Model model;

    private int met;
    private final int[] metOfSchool;
    private double worstSchool;
    private double shares;
    private double unfairness;
    private boolean schoolsChanged = true;
    private int preference;
    private int weeks;
    private int lag;
    private long metres;
    private final int[] sessionsOf;
    private long squares;
    private int working;
    private int kept;
    private final int keepable;

    Tally(Model model) {
        this.model = model;
        metOfSchool = new int[model.schools];
        sessionsOf = new int[model.people];
        keepable = (int) Arrays.stream(model.previous).filter(c -> c != NONE).count();
    }

    /** A wish is met by a candidate ({@code more} is 1), or no longer (-1). */
    void met(int w, int c, int more) {
        met += more;
        metOfSchool[model.school[w]] += more;
        schoolsChanged = true;
        preference += more * model.preference(w, c);
        weeks += more * model.weekRank(w, c);
        lag += more * model.lag[w];
        if (model.previous[w] == c && c != NONE) {
            kept += more;
        }
    }

    void works(int person, int more) {
        int before = sessionsOf[person];
        int after = before + more;
        sessionsOf[person] = after;
        squares += (long) after * after - (long) before * before;
        working += (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    void drives(int moreMetres) {
        metres += moreMetres;
    }

    int met() {
        return met;
    }

    /** Of the wishes of a school, the share that is met. */
    double shareOfSchool(int school) {
        return (double) metOfSchool[school] / model.wishesOfSchool[school];
    }

    int sessionsOf(int person) {
        return sessionsOf[person];
    }

    /** The score as costs, level by level: less is better. */
    double[] costs() {
        double[] costs = new double[LEVELS];
        for (Level level : Level.values()) {
            costs[level.ordinal()] = cost(level);
        }
        return costs;
    }

    /** How many placements of the previous plan are changed beyond what may be. */
    int movedTooMany() {
        return Math.max(0, keepable - kept - model.mayMove);
    }

    /**
     * Of one level, what is better the less it is. A plan that changes more of the previous one than it may, for anything but
     * more wishes, is worse than any that does not: that counts with the first level below the wishes met, of which the share is
     * the smaller part.
     */
    double cost(Level level) {
        return switch (level) {
            case MET -> -met;
            case WORST_SCHOOL -> 2.0 * movedTooMany() - worstSchool();
            case SHARES -> shares();
            case UNFAIRNESS -> unfairness();
            case PREFERENCE -> preference;
            case WEEKS -> weeks;
            case LAG -> -lag;
            case BUS_KM -> metres / 1000.0;
            case LOAD -> working == 0 ? 0 : (double) squares / working;
            case MOVED -> -kept;
        };
    }

    private double worstSchool() {
        countSchools();
        return worstSchool;
    }

    private double shares() {
        countSchools();
        return shares;
    }

    private double unfairness() {
        countSchools();
        return unfairness;
    }

    private void countSchools() {
        if (schoolsChanged) {
            schoolsChanged = false;
            worstSchool = 1;
            shares = 0;
            unfairness = 0;
            for (int s = 0; s < model.schools; s++) {
                int all = model.wishesOfSchool[s];
                if (all > metOfSchool[s]) {
                    int missed = all - metOfSchool[s];
                    worstSchool = Math.min(worstSchool, (double) metOfSchool[s] / all);
                    shares += missed * (missed + 1) / (2.0 * all);
                    unfairness += (double) missed * missed / all;
                }
            }
        }
    }
}
