package nl.tec.planning.solver;

import nl.tec.planning.PlanScore;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that a {@link Schedule} can restore. Its arrays are not modified.
 *
 * @param at per party, its candidate or {@link Model#NONE}
 * @param team per candidate that is held, the person at each position
 * @param tripOf per wish, its trip or {@link Model#NONE}
 * @param busOf per trip, its bus
 * @param costs the score, level by level; less is better
 */
record Plan(Model model, int[] at, int[][] team, int[] tripOf, int[] busOf, double[] costs) {

    /** Returns the school with the smallest share of its wishes met; null if all are met. */
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

    /** Compares costs lexicographically on the levels that both have; negative if the first are better. */
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
