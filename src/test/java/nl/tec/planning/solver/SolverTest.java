package nl.tec.planning.solver;

import static nl.tec.planning.PlanFixture.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nl.tec.planning.Level;
import nl.tec.planning.PlanCheck;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFixture;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanScore;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The solver meets as many wishes as possible, improves level by level, and always follows the rules. */
class SolverTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    /** A listener that stops the solver by its results. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static PlanScore scoreOf(PlanInstance instance, PlanSolution plan) {
        PlanCheck check = PlanChecker.check(instance, plan);
        assertThat(check.violations()).isEmpty();
        return check.score();
    }

    private static Solver solver(PlanInstance instance) {
        return new Solver(instance, SHORT, 1, plan -> {});
    }

    /** Stops as soon as a number of wishes is met. */
    private static PlanSolution solvedUntil(int met, PlanInstance instance) throws PinsExclude {
        List<Solver> solver = new ArrayList<>();
        solver.add(new Solver(instance, PATIENCE, 1, plan -> {
            if (plan.assignments().size() >= met) {
                solver.get(0).stop();
            }
        }));
        return solver.get(0).solve(null);
    }

    @RepeatedTest(3)
    void allPlaceableWishesAreMetOnADenseInstance(RepetitionInfo seed) throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(seed.getCurrentRepetition(), 80, 0.9, true, 0)
                .instance();
        PlanSolution plan = solvedUntil(80, instance);
        assertThat(scoreOf(instance, plan).met()).isEqualTo(80);
        assertThat(plan.proven())
                .startsWith(Level.MET.word(), Level.WORST_SCHOOL.word(), Level.SHARES.word(), Level.UNFAIRNESS.word());
    }

    @Test
    void withMoreWishesThanPlacesTheOptimumIsFoundAndProved() throws PinsExclude {
        PlanGenerator.Drawn drawn = PlanGenerator.draw(2, 60, 1, true, 0.3);
        PlanSolution plan = solver(drawn.instance()).solve(null);
        assertThat(scoreOf(drawn.instance(), plan).met()).isEqualTo(drawn.possible());
        assertThat(plan.bounds()).containsEntry(Level.MET.word(), (double) drawn.possible());
        assertThat(plan.proven()).contains(Level.MET.word());
    }

    @Test
    void everyPlanIsValidAndBetterThanTheOneBefore() throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(3, 60, 0.9, true, 0.2).instance();
        List<PlanScore> scores = new ArrayList<>();
        new Solver(instance, SHORT, 1, plan -> scores.add(scoreOf(instance, plan))).solve(null);
        assertThat(scores).hasSizeGreaterThan(5).isSorted();
        assertThat(scores.get(scores.size() - 1).met())
                .isGreaterThan(scores.get(0).met());
    }

    @Test
    void itStopsOnRequest() throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(3, 60, 0.9, true, 0.2).instance();
        List<Solver> solver = new ArrayList<>();
        solver.add(new Solver(
                instance, Duration.ofMinutes(10), 1, plan -> solver.get(0).stop()));
        PlanSolution plan = solver.get(0).solve(null);
        assertThat(scoreOf(instance, plan).met()).isPositive();
        assertThat(plan.bounds())
                .as("every level has a bound, however early it stops")
                .containsOnlyKeys(Arrays.stream(Level.values()).map(Level::word).toArray(String[]::new));
    }

    /** Like is compared with like: a plan that meets more wishes has more kilometres as well. */
    @RepeatedTest(3)
    void forTheSameWishes_aPlanIsBetterThanFirstComeFirstServed(RepetitionInfo seed) throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(seed.getCurrentRepetition(), 80, 1, true, 0.3)
                .instance();
        PlanSolution queue = FirstCome.plan(instance);
        PlanInstance only = FirstCome.onlyMet(instance, queue);
        PlanScore queued = scoreOf(only, queue);
        assertThat(queued.met()).isEqualTo(only.wishes().size());
        List<Solver> solver = new ArrayList<>();
        solver.add(new Solver(only, PATIENCE, 1, plan -> {
            if (scoreOf(only, plan).compareTo(queued) > 0) {
                solver.get(0).stop();
            }
        }));
        assertThat(scoreOf(only, solver.get(0).solve(null))).isGreaterThan(queued);
    }

    @Test
    void itResumesFromAnUnchangedPlan() throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(4, 80, 0.9, true, 0.2).instance();
        PlanSolution before = solver(instance).solve(null);
        Schedule schedule = new Schedule(new Model(instance));
        Plans.replay(before, schedule);
        PlanSolution again = Plans.solution(schedule.plan(), before.bounds(), before.proven(), List.of());
        assertThat(scoreOf(instance, again)).isEqualByComparingTo(scoreOf(instance, before));
        assertThat(again.sessions()).isEqualTo(before.sessions());
    }

    @Test
    void pinsAndProhibitionsAreRespected() throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(5, 60, 0.9, true, 0).instance();
        List<Assignment> before = solvedUntil(56, instance).assignments();
        List<Placement> pins = before.subList(0, 5).stream()
                .map(assignment -> new Placement(assignment.wish(), assignment.candidate()))
                .toList();
        List<Placement> forbidden = before.subList(5, 10).stream()
                .map(assignment -> new Placement(assignment.wish(), assignment.candidate()))
                .toList();
        PlanInstance changed = instance.withPins(pins).withForbidden(forbidden);
        assertThat(scoreOf(changed, solvedUntil(56, changed)).met()).isGreaterThan(55);
    }

    @Test
    void pinsThatExcludeEachOtherAreRefused() {
        PlanInstance instance = new PlanFixture()
                .person("anna", "robotics")
                .candidate(1, "robots", "red", MONDAY, "09:00")
                .candidate(2, "robots", "blue", MONDAY, "09:00")
                .wish("a", "near", "n7", "robots")
                .wish("b", "near", "n8", "robots")
                .pin("a", 1)
                .pin("b", 2)
                .instance();
        assertThatExceptionOfType(PinsExclude.class)
                .isThrownBy(() -> solver(instance).solve(null))
                .satisfies(e -> assertThat(e.pins()).hasSize(1));
    }

    @Test
    void anEmptyHubHasAnEmptyPlan() throws PinsExclude {
        PlanInstance nobody = new PlanFixture().wish("a", "far", "f7", "robots").instance();
        PlanSolution plan = solver(nobody).solve(null);
        assertThat(plan.assignments()).isEmpty();
        assertThat(plan.bounds()).containsEntry(Level.MET.word(), 0.0);
    }

    @Test
    void everyChangeCanBeUndone() throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(6, 80, 0.9, true, 0.2).instance();
        Schedule schedule = new Schedule(new Model(instance));
        SplittableRandom random = new SplittableRandom(6);
        FirstPlan.make(schedule, null, random);
        Eviction eviction = new Eviction(schedule, random);
        for (int i = 0; i < 2_000; i++) {
            Plan before = schedule.plan();
            int mark = schedule.mark();
            int p = random.nextInt(schedule.model.parties);
            if (schedule.at[p] != Model.NONE) {
                schedule.remove(p);
            }
            int[] options = schedule.model.options[p];
            eviction.place(p, options[random.nextInt(options.length)], 10);
            schedule.undo(mark);
            Plan after = schedule.plan();
            assertThat(after.at()).isEqualTo(before.at());
            assertThat(after.team()).isDeepEqualTo(before.team());
            assertThat(after.costs()).isEqualTo(before.costs());
        }
    }
}
