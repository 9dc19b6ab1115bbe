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
 * If not all wishes can be met, they are left out fairly (rules 5.3, decision 0085): among plans that meet as many, none is found in
 * which the school that is worst off, or the next one, and so on, is better off.
 */
class FairnessTest {

    private static final int WISHES = 120;
    private static final int STEPS = 60_000;
    private static final int STEPS_PER_WISH = 100;
    private static final int ROUNDS = 3;

    @RepeatedTest(2)
    void unmetWishesAreSpreadFairly(RepetitionInfo repetition) throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(12 + repetition.getCurrentRepetition(), WISHES, 1, true, 0.2)
                .instance();
        Plan made = fairest(instance);
        assertThat(made.costs()[Level.MET.ordinal()]).isEqualTo(-WISHES);
        Bounds bounds = new Bounds(made.model());
        for (Level level : List.of(Level.WORST_SCHOOL, Level.SHARES)) {
            bounds.look(level, made.costs(), () -> false);
            assertThat(bounds.isReached(level, made.costs()))
                    .as("%s is proved", level)
                    .isTrue();
        }
        assertThat(FairerPlan.find(instance, Plans.solution(made, Map.of(), List.of(), List.of()), STEPS_PER_WISH))
                .isEmpty();
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
        return Arrays.copyOf(plan.costs(), Level.SHARES.ordinal() + 1);
    }

    /** Solves like {@link Solver}, but counts steps instead of seconds. */
    private static Plan fairest(PlanInstance instance) throws PinsExclude {
        Schedule schedule = new Schedule(new Model(instance));
        SplittableRandom random = new SplittableRandom(1);
        FirstPlan.make(schedule, null, random);
        EjectionSearch more = new EjectionSearch(schedule, random);
        while (schedule.met() < WISHES) {
            more.step();
        }
        Plan[] best = {schedule.plan()};
        for (int round = 0; round < ROUNDS; round++) {
            new FairSearch(schedule, best[0], random, plan -> best[0] = plan).run(() -> false);
        }
        return best[0];
    }
}
