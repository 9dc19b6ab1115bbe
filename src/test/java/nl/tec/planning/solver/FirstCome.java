package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;

/** First come, first served: each wish in turn gets the place that it likes best of those that are free, with a bus that has seats left. */
public final class FirstCome {

    private FirstCome() {}

    public static PlanSolution plan(PlanInstance instance) {
        Schedule schedule = new Schedule(new Model(instance));
        for (int w = 0; w < schedule.model.wishes; w++) {
            int p = schedule.model.partyOf[w];
            for (int c : schedule.model.options[p]) {
                if (schedule.at[p] == NONE && schedule.place(p, c)) {
                    break;
                }
            }
        }
        return Plans.solution(schedule.plan(), Map.of(), List.of(), List.of());
    }

    /** Returns the instance with the wishes that a plan meets, so that another plan of as many can be compared with it level by level. */
    public static PlanInstance onlyMet(PlanInstance instance, PlanSolution plan) {
        Set<String> met = plan.assignments().stream().map(Assignment::wish).collect(Collectors.toSet());
        return instance.withWishes(instance.wishes().stream()
                .filter(wish -> met.contains(wish.id()))
                .toList());
    }
}
