package nl.tec.planning.solver;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.tec.planning.Level;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanLever;
import nl.tec.planning.PlanProgress;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Unmet;
import org.jspecify.annotations.Nullable;

/**
 * Builds a plan and improves it until the time limit, until it is proved optimal, or until it is stopped; a valid plan is available at
 * any moment. It starts with a greedy plan, then alternates between placing more wishes and improving the levels of the score, in
 * rounds of increasing length. A second thread computes the bounds.
 */
public final class Solver {

    /** The share of a round that is spent on placing more wishes, as long as more may be possible. */
    private static final double WISHES_SHARE = 0.4;

    /** The share of the time that the first round takes; every next round takes twice as long. */
    private static final double FIRST_ROUND = 1.0 / 15;

    /** The share of the time that is reserved for the levers if wishes are left, and its maximum. */
    private static final double LEVERS_SHARE = 0.2;

    private static final double MAX_LEVER_SECONDS = 60;

    /** The number of steps without gain after which the search restarts from the best plan; doubled with every restart. */
    private static final int FIRST_SEARCH_STEPS = 20;

    /** The number of steps between two checks of the time. */
    private static final int STEPS = 50;

    /** The share of a round that is spent on returning to the previous plan, as long as too many placements have moved. */
    private static final double RETURN_SHARE = 0.5;

    /** The temperature of the search for fewer moves. */
    private static final double TEMPERATURE_OF_RETURN = 0.2;

    /** The number of steps without progress after which a round of the search for fewer moves ends. */
    private static final int STEPS_OF_RETURN = 10_000;

    private static final List<Level> LEVELS_TO_PROVE = Stream.concat(
                    Stream.of(Level.MET, Level.MOVED), Arrays.stream(Level.values()))
            .distinct()
            .toList();

    private final Model model;
    private final Duration limit;
    private final SplittableRandom random;
    private final Consumer<PlanSolution> onBetter;

    private final Schedule schedule;
    private final RoomTimes times;
    private final Bounds bounds;
    private final long begin = System.nanoTime();

    private volatile boolean stopped;
    private volatile boolean isSearched;
    private volatile Level improving = Level.MET;
    private volatile @Nullable Plan best;

    /** @param onBetter receives every improved plan, in the solving thread */
    public Solver(PlanInstance instance, Duration limit, long seed, Consumer<PlanSolution> onBetter) {
        model = new Model(instance);
        this.limit = limit;
        this.onBetter = onBetter;
        random = new SplittableRandom(seed);
        schedule = new Schedule(model);
        times = new RoomTimes(model);
        bounds = new Bounds(model, times);
    }

    /** Requests a stop; the best plan so far is kept. */
    public void stop() {
        stopped = true;
    }

    /** Returns the progress; null until there is a first plan. */
    public @Nullable PlanProgress progress() {
        Plan plan = best;
        if (plan == null) {
            return null;
        }
        Map<Level, Double> values = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            values.put(level, bounds.valueOf(level, plan.costs()[level.ordinal()]));
        }
        return new PlanProgress(seconds(), model.wishes, bounds.maxMet(), plan.worstSchool(), improving, values);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /**
     * Solves the instance.
     *
     * @param known a plan to continue from, of this instance or another; null: none
     * @return the best plan that was found, with its proven bounds
     */
    public PlanSolution solve(@Nullable PlanSolution known) throws PinsExclude {
        FirstPlan.make(schedule, known, random);
        keep();
        Thread proof = new Thread(this::prove, "bounds");
        proof.setDaemon(true);
        proof.start();
        for (double part = FIRST_ROUND; !isOver() && !isProven(); part *= 2) {
            round(part * limit.toNanos() / 1e9);
        }
        schedule.restore(bestPlan());
        FirstPlan.placeOneByOne(schedule);
        Plan found = schedule.plan();
        best = found;
        isSearched = true;
        List<Unmet> unmet = new Explainer(schedule).explain();
        List<PlanLever> levers = levers(Plans.solution(found, Map.of(), List.of(), unmet));
        try {
            proof.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Level level : Level.values()) {
            bounds.look(level, found.costs(), () -> true);
        }
        return Plans.solution(found, bounds.values(found.costs()), bounds.proven(found.costs()), unmet)
                .withLevers(levers);
    }

    /** Finds the levers; none if no time is left. */
    private List<PlanLever> levers(PlanSolution solution) {
        double left = limit.toNanos() / 1e9 - seconds();
        if (schedule.met() == model.wishes || left <= 0 || stopped) {
            return List.of();
        }
        return new Levers(model.instance, solution, random.nextLong(), () -> stopped)
                .find(schedule, Math.min(left, MAX_LEVER_SECONDS));
    }

    private Plan bestPlan() {
        Plan plan = best;
        if (plan == null) {
            throw new IllegalStateException("there is no plan yet");
        }
        return plan;
    }

    private void round(double length) {
        double end = seconds() + length;
        if (canPlaceMoreWishes()) {
            placeMoreWishes(seconds() + length * WISHES_SHARE);
        }
        returnToPrevious(seconds() + (end - seconds()) * RETURN_SHARE);
        List<Level> levels = Arrays.stream(Level.values())
                .filter(level -> level != Level.MET && !cannotImprove(level))
                .toList();
        double weights = levels.stream().mapToDouble(Solver::weight).sum();
        double left = end - seconds();
        for (Level level : levels) {
            improve(level, left * weight(level) / weights);
        }
    }

    private boolean canPlaceMoreWishes() {
        return -bestPlan().costs()[0] < bounds.maxMet();
    }

    private void placeMoreWishes(double until) {
        improving = Level.MET;
        if (isShortOfRoom()) {
            fillRooms((seconds() + until) / 2);
        }
        schedule.restore(bestPlan());
        EjectionSearch search = new EjectionSearch(schedule, random);
        int steps = 0;
        int most = model.instance.previous().isEmpty() ? Integer.MAX_VALUE : FIRST_SEARCH_STEPS;
        while (!search.isDone() && !isOver(until) && canPlaceMoreWishes()) {
            search.step();
            if (schedule.met() > -bestPlan().costs()[0]) {
                keep();
                steps = 0;
            } else if (++steps == most) {
                search.restart(bestPlan());
                steps = 0;
                most *= 2;
            }
        }
    }

    /** Whether there are more wishes than room times. */
    private boolean isShortOfRoom() {
        return times.times() < model.wishes && model.instance.previous().isEmpty();
    }

    private void fillRooms(double until) {
        schedule.restore(bestPlan());
        FillSearch search = new FillSearch(schedule, times, random);
        while (!search.isDone() && !isOver(until) && canPlaceMoreWishes()) {
            search.step();
            if (schedule.met() > -bestPlan().costs()[0]) {
                keep();
            }
        }
    }

    /** Reduces the number of moves while it exceeds the allowance. */
    private void returnToPrevious(double until) {
        improving = Level.MOVED;
        schedule.restore(bestPlan());
        NearSearch search = new NearSearch(schedule, random);
        for (int steps = 0; steps < STEPS_OF_RETURN && schedule.tally().excessMoves() > 0 && !isOver(until); steps++) {
            if (search.step(TEMPERATURE_OF_RETURN)
                    && Plan.compare(schedule.tally().costs(), bestPlan().costs()) < 0) {
                keep();
                steps = 0;
            }
        }
    }

    /** Whether this level cannot be improved, because all plans are equal on it. */
    private boolean cannotImprove(Level level) {
        boolean allMet = schedule.met() == model.wishes;
        return switch (level) {
            case WORST_SCHOOL -> allMet && bestPlan().costs()[level.ordinal()] <= 0;
            case SHARES, UNFAIRNESS, LAG -> allMet;
            case LOAD -> model.people < 2;
            case BUS_KM -> model.buses == 0;
            case MOVED -> model.instance.previous().isEmpty();
            default -> false;
        };
    }

    /** Returns the share of the time that a level gets, as a weight. */
    private static double weight(Level level) {
        return switch (level) {
            case WORST_SCHOOL, SHARES -> 3;
            case PREFERENCE -> 4;
            case WEEKS, BUS_KM -> 2;
            default -> 1;
        };
    }

    private void improve(Level level, double length) {
        improving = level;
        double start = seconds();
        double end = start + length;
        if (level == Level.SHARES) {
            new FairSearch(schedule, bestPlan(), random, fairer -> keep())
                    .run(() -> isOver(end) || bounds.isReached(level, bestPlan().costs()));
            return;
        }
        schedule.restore(bestPlan());
        LevelSearch search = new LevelSearch(schedule, random);
        while (!isOver(end) && !bounds.isReached(level, bestPlan().costs())) {
            double temperature = temperature(level) * Math.pow(0.02, (seconds() - start) / length);
            for (int i = 0; i < STEPS; i++) {
                if (search.step(level, temperature)
                        && Plan.compare(schedule.tally().costs(), bestPlan().costs()) < 0) {
                    keep();
                }
            }
        }
    }

    private static double temperature(Level level) {
        return switch (level) {
            case WORST_SCHOOL -> 0.05;
            case UNFAIRNESS -> 0.2;
            case BUS_KM -> 3;
            default -> 1;
        };
    }

    private void keep() {
        Plan plan = schedule.plan();
        best = plan;
        tell(plan);
    }

    private void tell(Plan plan) {
        onBetter.accept(Plans.solution(plan, bounds.values(plan.costs()), bounds.proven(plan.costs()), List.of()));
    }

    private boolean isOver() {
        return isOver(Double.MAX_VALUE);
    }

    private boolean isOver(double end) {
        double now = seconds();
        double all = limit.toNanos() / 1e9;
        boolean mayNeedLevers = bestPlan().costs()[0] > -model.wishes;
        double kept = mayNeedLevers ? Math.min(MAX_LEVER_SECONDS, all * LEVERS_SHARE) : 0;
        return stopped || now > end || now > all - kept;
    }

    private boolean isProven() {
        return bounds.proven(bestPlan().costs()).size() == Level.values().length;
    }

    /** Computes the bounds of the best plan, level by level, and again when it has improved; of the last plan while there is time. */
    private void prove() {
        BooleanSupplier stop = () -> stopped || seconds() > limit.toNanos() / 1e9;
        boolean isLast = false;
        while (!isLast && !stop.getAsBoolean() && !isProven()) {
            isLast = isSearched;
            for (Level level : LEVELS_TO_PROVE) {
                bounds.look(level, bestPlan().costs(), stop);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
