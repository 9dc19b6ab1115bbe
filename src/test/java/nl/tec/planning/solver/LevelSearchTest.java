package nl.tec.planning.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import nl.tec.planning.Level;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanScore;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanView.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The levels of the score are improved in their order (rules 5.3), and what is proved about them is true. */
class LevelSearchTest {

    private static final int STEPS = 3_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final PlanInstance instance =
            PlanGenerator.draw(7, 60, 0.9, true, 0.3).instance();
    private final PlanSolution queue = FirstCome.plan(instance);

    private Schedule planned(PlanInstance of) throws PinsExclude {
        Schedule schedule = new Schedule(new Model(of));
        FirstPlan.make(schedule, null, random);
        return schedule;
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void improvingALevelNeverCostsAHigherOne(Level level) throws PinsExclude {
        // more wishes than places, and a plan from before
        Schedule schedule = planned(instance.withPrevious(queue.assignments().stream()
                .map(one -> new Placement(one.wish(), one.candidate()))
                .limit(30)
                .toList()));
        LevelSearch search = new LevelSearch(schedule, random);
        int changes = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] before = schedule.tally().costs();
            if (search.step(level, 1)) {
                changes++;
                assertThat(Plan.compare(above(level, schedule.tally().costs()), above(level, before)))
                        .isLessThanOrEqualTo(0);
            }
        }
        assertThat(changes).isPositive();
    }

    @Test
    void noPlanIsBetterThanItsBound() throws PinsExclude {
        // all wishes can be met, so that the bounds are sharp
        Schedule schedule = planned(FirstCome.onlyMet(instance, queue));
        LevelSearch search = new LevelSearch(schedule, random);
        Bounds bounds = new Bounds(schedule.model);
        for (Level level : Level.values()) {
            bounds.look(level, schedule.tally().costs(), () -> false);
        }
        for (Level level : Level.values()) {
            for (int step = 0; step < STEPS; step++) {
                search.step(level, 0);
            }
        }
        Plan better = schedule.plan();
        for (Level level : Level.values()) {
            // without time: the prices of the first plan give a bound for this one
            bounds.look(level, better.costs(), () -> true);
        }
        Map<String, Double> proved = bounds.values(better.costs());
        for (Level level : Level.values()) {
            double bound = Objects.requireNonNull(proved.get(level.word()));
            schedule.restore(better);
            for (int step = 0; step < STEPS; step++) {
                double[] costs = schedule.tally().costs();
                if (Plan.compare(above(level, costs), above(level, better.costs())) == 0) {
                    double value = bounds.valueOf(level, costs[level.ordinal()]);
                    assertThat(new Proof(level, value, bound).gap())
                            .as("%s", level)
                            .isGreaterThanOrEqualTo(-PlanScore.TOLERANCE);
                }
                search.step(level, 0.5);
            }
        }
    }

    private static double[] above(Level level, double[] costs) {
        return Arrays.copyOf(costs, level.ordinal());
    }
}
