package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nl.tec.planning.Level;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanSolution;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a plan that meets as many wishes as another and is fairer: a school gets more, and no school that had as little or less, or
 * would have now, gets less for it (max-min fairness). That is not all that the score asks: by its sum of squares a small school may
 * have to stay a little below a large one (decision 0030).
 */
public final class FairerPlan {

    /**
     * A fairer plan.
     *
     * @param betterByScore whether it is fairer by the score too
     */
    public record Found(String sentence, boolean betterByScore) {}

    private final Schedule schedule;
    private final Model model;
    private final Plan plan;
    private final int[] met;
    private final SplittableRandom random = new SplittableRandom(1);

    private FairerPlan(PlanInstance instance, PlanSolution solution) {
        model = new Model(instance);
        schedule = new Schedule(model);
        Plans.replay(solution, schedule);
        plan = schedule.plan();
        if (schedule.met() != solution.assignments().size()) {
            throw new IllegalStateException("the plan is not as it was");
        }
        met = new int[model.schools];
        IntStream.range(0, model.wishes)
                .filter(w -> plan.at()[model.partyOf[w]] != NONE)
                .forEach(w -> met[model.school[w]]++);
    }

    /**
     * Forces every wish that is not met into the plan, and looks who can be left out for it.
     *
     * @param steps of the search, per wish that is not met
     * @return one for every wish that could have been met fairly; empty if there is none
     */
    public static List<Found> find(PlanInstance instance, PlanSolution plan, int steps) {
        FairerPlan search = new FairerPlan(instance, plan);
        List<Found> found = new ArrayList<>();
        for (int p = 0; p < search.model.parties; p++) {
            if (search.plan.at()[p] == NONE && search.model.options[p].length > 0) {
                Found fairer = search.instead(p, steps);
                if (fairer != null) {
                    found.add(fairer);
                }
            }
        }
        return found;
    }

    private @Nullable Found instead(int p, int steps) {
        schedule.restore(plan);
        EjectionSearch search = new EjectionSearch(schedule, random, party -> party == p);
        for (int step = 0; step < steps; step++) {
            search.step();
            if (search.isDone()) {
                return new Found("school " + name(school(p)) + " could have one more", true);
            }
            int out = leftOutInstead();
            if (schedule.at[p] != NONE && out != NONE && isFairer(school(p), school(out))) {
                return new Found(
                        "school " + name(school(p)) + " could have one more instead of school " + name(school(out)),
                        Plan.compare(fairness(schedule.tally()), fairness(plan)) < 0);
            }
        }
        return null;
    }

    /** The only party that was met and is not any more; {@link Model#NONE} if there are none or several. */
    private int leftOutInstead() {
        int out = NONE;
        for (int p = 0; p < model.parties; p++) {
            if (schedule.at[p] == NONE && plan.at()[p] != NONE) {
                if (out != NONE) {
                    return NONE;
                }
                out = p;
            }
        }
        return out;
    }

    /** Whether a school that gives a visit away still has a larger share than the one that gets it had. */
    private boolean isFairer(int gets, int gives) {
        return gets != gives
                && (long) (met[gives] - 1) * model.wishesOfSchool[gets]
                        > (long) met[gets] * model.wishesOfSchool[gives];
    }

    private static double[] fairness(Tally tally) {
        return new double[] {tally.cost(Level.WORST_SCHOOL), tally.cost(Level.UNFAIRNESS)};
    }

    private static double[] fairness(Plan plan) {
        return new double[] {plan.costs()[Level.WORST_SCHOOL.ordinal()], plan.costs()[Level.UNFAIRNESS.ordinal()]};
    }

    private int school(int p) {
        return model.school[model.wishesOf[p][0]];
    }

    private String name(int school) {
        return model.instance.schools().get(school).id() + " (" + met[school] + " of " + model.wishesOfSchool[school]
                + ")";
    }
}
