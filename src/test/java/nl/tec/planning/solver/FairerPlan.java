package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanSolution;

/**
 * Searches for a plan that meets as many wishes as another and is fairer: a school gets more, and every school that gets less in
 * return still has a larger share than that school had (max-min fairness, decision 0085).
 */
public final class FairerPlan {

    private static final double CLOSE = 1e-9;

    private final Schedule schedule;
    private final Model model;
    private final Plan plan;
    private final double[] before;
    private final SplittableRandom random = new SplittableRandom(1);

    private FairerPlan(PlanInstance instance, PlanSolution solution) {
        model = new Model(instance);
        schedule = new Schedule(model);
        Plans.replay(solution, schedule);
        plan = schedule.plan();
        if (schedule.met() != solution.assignments().size()) {
            throw new IllegalStateException("the plan is not as it was");
        }
        before = shares();
    }

    /**
     * Forces each unmet wish into the plan, and searches for wishes that can be left out in return.
     *
     * @param steps the number of search steps per unmet wish
     * @return the schools whose wish could have been met fairly, or at nobody's expense
     */
    public static List<String> find(PlanInstance instance, PlanSolution plan, int steps) {
        FairerPlan search = new FairerPlan(instance, plan);
        List<String> found = new ArrayList<>();
        for (int p = 0; p < search.model.parties; p++) {
            if (search.plan.at()[p] == NONE && search.model.options[p].length > 0 && search.isFairerWith(p, steps)) {
                found.add(instance.schools().get(search.school(p)).id());
            }
        }
        return found;
    }

    private boolean isFairerWith(int p, int steps) {
        schedule.restore(plan);
        EjectionSearch search = new EjectionSearch(schedule, random, party -> party == p);
        for (int step = 0; step < steps && !search.isDone(); step++) {
            search.step();
            int more = schedule.met() + (int) plan.costs()[0];
            if (more > 0 || more == 0 && isFairer(shares())) {
                return true;
            }
        }
        return false;
    }

    private double[] shares() {
        double[] all = new double[model.schools];
        Arrays.setAll(all, schedule.tally()::shareOfSchool);
        return all;
    }

    /** Whether the lowest previous share among schools that gained is below the share of every school that lost. */
    private boolean isFairer(double[] now) {
        double lowest = Double.POSITIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (int s = 0; s < model.schools; s++) {
            if (now[s] > before[s]) {
                lowest = Math.min(lowest, before[s]);
            } else if (now[s] < before[s]) {
                least = Math.min(least, now[s]);
            }
        }
        return lowest < least - CLOSE;
    }

    private int school(int p) {
        return model.school[model.wishesOf[p][0]];
    }
}
