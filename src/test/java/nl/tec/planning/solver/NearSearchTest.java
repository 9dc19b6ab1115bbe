package nl.tec.planning.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nl.tec.planning.Level;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanSolution;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Solving again without a guide moves little more than necessary (rules 5.3, decisions 0073 and 0086). */
class NearSearchTest {

    private static final int WISHES = 150;
    private static final int STEPS = 3_000;
    private static final double TEMPERATURE = 0.2;

    /** The allowance beyond the proven minimum of moves: one in twenty. */
    private static final int MAY_MOVE = WISHES / 20;

    private final SplittableRandom random = new SplittableRandom(1);

    @RepeatedTest(4)
    void hardlyMoreMovesThanHasTo(RepetitionInfo seed) {
        PlanInstance instance = PlanGenerator.draw(seed.getCurrentRepetition(), WISHES, 0.9, false, 0)
                .instance();
        PlanSolution before = solution(met(instance));
        List<Placement> previous = before.assignments().stream()
                .map(one -> new Placement(one.wish(), one.candidate()))
                .toList();
        PlanInstance changed = instance.withStaff(
                        instance.staff().subList(1, instance.staff().size()))
                .withPrevious(previous);
        // planned as if there were no plan yet, so that much of it has moved
        Schedule schedule = met(changed);
        assertThat(moved(schedule.plan()) + WISHES).isGreaterThan(WISHES / 3.0);
        int met = schedule.met();
        Plan nearest = schedule.plan();
        NearSearch search = new NearSearch(schedule, random);
        for (int step = 0; step < STEPS; step++) {
            if (search.step(TEMPERATURE) && moved(schedule.plan()) < moved(nearest)) {
                nearest = schedule.plan();
            }
        }
        schedule.restore(nearest);
        assertThat(schedule.met()).isEqualTo(met);
        assertThat(PlanChecker.check(changed, solution(schedule)).violations()).isEmpty();
        long moved = Math.round(moved(nearest) + WISHES);
        assertThat(moved).isLessThanOrEqualTo(Staying.impossible(changed, met, moved) + MAY_MOVE);
    }

    private static double moved(Plan plan) {
        return plan.costs()[Level.MOVED.ordinal()];
    }

    private static PlanSolution solution(Schedule schedule) {
        return Plans.solution(schedule.plan(), Map.of(), List.of(), List.of());
    }

    private Schedule met(PlanInstance instance) {
        Schedule schedule = new Schedule(new Model(instance));
        FirstPlan.placeOneByOne(schedule);
        EjectionSearch search = new EjectionSearch(schedule, random);
        while (!search.isDone()) {
            search.step();
        }
        return schedule;
    }
}
