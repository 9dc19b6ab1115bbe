package nl.tec.planning.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nl.tec.planning.Level;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Where not all wishes can be met, they are left out where it hurts least (rules 5.3): among as many met, no plan is found in which
 * the school that is worst off is better off, nor one that spreads what is not met more evenly. So no school could get more at the
 * cost of one of its size, or smaller, that would still be better off than it was.
 */
class FairnessTest {

    private static final int WISHES = 120;
    private static final int STEPS = 60_000;
    private static final int STEPS_PER_WISH = 100;

    @RepeatedTest(2)
    void whatIsNotMetIsSpreadFairly(RepetitionInfo repetition) throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(12 + repetition.getCurrentRepetition(), WISHES, 1, true, 0.2)
                .instance();
        Plan made = fairest(instance, 1);
        Plan other = fairest(instance, 2);
        assertThat(made.costs()[Level.MET.ordinal()]).isEqualTo(-WISHES);
        // two searches that know nothing of each other find the same
        assertThat(Plan.compare(fairness(made), fairness(other))).isZero();
        assertThat(FairerPlan.find(instance, Plans.solution(made, Map.of(), List.of(), List.of()), STEPS_PER_WISH))
                .noneMatch(FairerPlan.Found::betterByScore);
        Schedule schedule = new Schedule(made.model());
        schedule.restore(made);
        LevelSearch away = new LevelSearch(schedule, new SplittableRandom(3));
        int others = 0;
        for (int step = 0; step < STEPS; step++) {
            if (step % 2_000 == 0) {
                schedule.restore(made);
            }
            if (away.step(Level.UNFAIRNESS, 0.1)) {
                others++;
                assertThat(Plan.compare(fairness(made), fairness(schedule.plan())))
                        .isLessThanOrEqualTo(0);
            }
        }
        assertThat(others).isPositive();
    }

    private static double[] fairness(Plan plan) {
        return Arrays.copyOf(plan.costs(), Level.UNFAIRNESS.ordinal() + 1);
    }

    /** As {@link Solver} does, counting steps and not seconds. */
    private static Plan fairest(PlanInstance instance, long seed) throws PinsExclude {
        Schedule schedule = new Schedule(new Model(instance));
        SplittableRandom random = new SplittableRandom(seed);
        FirstPlan.make(schedule, null, random);
        EjectionSearch more = new EjectionSearch(schedule, random);
        while (schedule.met() < WISHES) {
            more.step();
        }
        Plan best = schedule.plan();
        for (Level level : new Level[] {Level.WORST_SCHOOL, Level.UNFAIRNESS}) {
            schedule.restore(best);
            LevelSearch search = new LevelSearch(schedule, random);
            for (int step = 0; step < STEPS; step++) {
                if (search.step(level, 0.2 * Math.pow(0.02, (double) step / STEPS))) {
                    Plan plan = schedule.plan();
                    best = plan.isBetterThan(best) ? plan : best;
                }
            }
        }
        return best;
    }
}
