package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import nl.tec.planning.Level;

/** Maintains the components of the score incrementally while a plan changes. */
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

    /** Records that a wish is met by a candidate ({@code more} is 1), or no longer (-1). */
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

    /** Returns the share of the wishes of a school that is met. */
    double shareOfSchool(int school) {
        return (double) metOfSchool[school] / model.wishesOfSchool[school];
    }

    /** Returns the score as costs, level by level: lower is better. */
    double[] costs() {
        double[] costs = new double[LEVELS];
        for (Level level : Level.values()) {
            costs[level.ordinal()] = cost(level);
        }
        return costs;
    }

    /** Returns the number of previous placements that are changed beyond the allowance. */
    int excessMoves() {
        return Math.max(0, keepable - kept - model.moveAllowance);
    }

    /**
     * Returns the cost of one level: lower is better. Excess changes of the previous plan are penalised on the first level below the met
     * wishes, with a weight that outranks the share counted there, so that only more wishes justify them.
     */
    double cost(Level level) {
        return switch (level) {
            case MET -> -met;
            case WORST_SCHOOL -> 2.0 * excessMoves() - worstSchool();
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
