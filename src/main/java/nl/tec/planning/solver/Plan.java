package nl.tec.planning.solver;

import nl.tec.planning.PlanScore;
import org.jspecify.annotations.Nullable;

/**
 * A plan that a {@link Schedule} can go back to. Nobody changes its arrays.
 *
 * @param at per party, its candidate or {@link Model#NONE}
 * @param team per candidate that is held, who has which place
 * @param tripOf per wish, its trip or {@link Model#NONE}
 * @param busOf per trip, its bus
 * @param costs the score, level by level; less is better
 */
record Plan(Model model, int[] at, int[][] team, int[] tripOf, int[] busOf, double[] costs) {

    /** Whether this is better than another, by the first level on which they differ. */
    boolean isBetterThan(Plan other) {
        return compare(costs, other.costs) < 0;
    }

    /** The school of which the smallest share of its wishes is met; null if all are met. */
    @Nullable String worstSchool() {
        int[] met = new int[model.schools];
        for (int w = 0; w < model.wishes; w++) {
            met[model.school[w]] += at[model.partyOf[w]] == Model.NONE ? 0 : 1;
        }
        int worst = Model.NONE;
        for (int s = 0; s < model.schools; s++) {
            if (model.wishesOfSchool[s] > 0
                    && (worst == Model.NONE
                            || met[s] * model.wishesOfSchool[worst] < met[worst] * model.wishesOfSchool[s])) {
                worst = s;
            }
        }
        return worst == Model.NONE || met[worst] == model.wishesOfSchool[worst]
                ? null
                : model.instance.schools().get(worst).id();
    }

    /** Below 0 if the first costs are better, on the levels that both have. */
    static int compare(double[] costs, double[] others) {
        for (int level = 0; level < Math.min(costs.length, others.length); level++) {
            double more = costs[level] - others[level];
            if (Math.abs(more) > PlanScore.TOLERANCE) {
                return more < 0 ? -1 : 1;
            }
        }
        return 0;
    }
}
