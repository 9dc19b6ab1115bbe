package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Activity;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanLever;
import nl.tec.planning.PlanLever.Kind;
import nl.tec.planning.PlanSolution;

/**
 * Finds the changes of resources that help most. It tries the changes that remove the single obstacle of the most unmet wishes: the plan
 * is solved again with each of them, and once without any, for the same time.
 */
final class Levers {

    private static final int MAX_LEVERS = 5;

    /** The maximum number of changes that are tried. */
    private static final int MAX_TRIED = 15;

    private final PlanInstance instance;
    private final PlanSolution plan;
    private final long seed;
    private final BooleanSupplier stop;

    /** @param stop asks to end early, with the results so far */
    Levers(PlanInstance instance, PlanSolution plan, long seed, BooleanSupplier stop) {
        this.instance = instance;
        this.plan = plan;
        this.seed = seed;
        this.stop = stop;
    }

    /** Returns the changes that gain the most wishes, the best first; at most {@value #MAX_LEVERS}. */
    List<PlanLever> find(Schedule schedule, double seconds) {
        long begin = System.nanoTime();
        List<PlanLever> promising = promising(schedule);
        double left = seconds - (System.nanoTime() - begin) / 1e9;
        double each = left / (promising.size() + 1);
        long end = begin + (long) (seconds * 1e9);
        int met = solve(instance, each);
        List<PlanLever> levers = new ArrayList<>();
        for (PlanLever lever : promising) {
            if (System.nanoTime() < end && !stop.getAsBoolean()) {
                int more = solve(lever.applyTo(instance), each) - met;
                levers.add(new PlanLever(lever.kind(), lever.subject(), lever.weekday(), more));
            }
        }
        return levers.stream()
                .filter(lever -> lever.more() > 0)
                .sorted(Comparator.comparing(PlanLever::more).reversed())
                .limit(MAX_LEVERS)
                .toList();
    }

    /** Returns the changes that would each remove the only obstacle of the most unmet wishes. */
    private List<PlanLever> promising(Schedule schedule) {
        Model model = schedule.model;
        Explainer explainer = new Explainer(schedule);
        Map<PlanLever, Set<Integer>> wishesOf = new LinkedHashMap<>();
        for (int w = 0; w < model.wishes; w++) {
            if (schedule.at[model.partyOf[w]] == NONE) {
                for (Explainer.Nearest alone : explainer.alone(w)) {
                    for (PlanLever lever : levers(
                            w, alone.candidate(), alone.obstacles().iterator().next())) {
                        wishesOf.computeIfAbsent(lever, any -> new HashSet<>()).add(w);
                    }
                }
            }
        }
        return wishesOf.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<PlanLever, Set<Integer>> entry) ->
                                entry.getValue().size())
                        .reversed())
                .limit(MAX_TRIED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the changes that could remove an obstacle. */
    private List<PlanLever> levers(int w, int c, Obstacle obstacle) {
        Wish wish = instance.wishes().get(w);
        Candidate candidate = instance.candidates().get(c);
        return switch (obstacle) {
            case STAFF ->
                activity(candidate).staff().keySet().stream()
                        .map(skill -> new PlanLever(
                                Kind.STAFF, skill, candidate.date().getDayOfWeek(), 0))
                        .toList();
            case EQUIPMENT ->
                activity(candidate).equipment().keySet().stream()
                        .map(thing -> lever(Kind.EQUIPMENT, thing))
                        .toList();
            case ROOM, FULL -> List.of(lever(Kind.ROOM, candidate.room()));
            case BUS -> List.of(lever(Kind.BUS, "bus"));
            case HOURS -> List.of(lever(Kind.HOURS, wish.school()));
            case WEEKS -> List.of(lever(Kind.WEEKS, wish.school()));
            case GRADES, DATES, PINS, CLASS_ELSEWHERE -> List.of();
        };
    }

    private static PlanLever lever(Kind kind, String subject) {
        return new PlanLever(kind, subject, null, 0);
    }

    private Activity activity(Candidate candidate) {
        return instance.activities().stream()
                .filter(activity -> activity.id().equals(candidate.activity()))
                .findFirst()
                .orElseThrow();
    }

    /** Solves a changed instance starting from the plan. @return the number of wishes that are met */
    private int solve(PlanInstance changed, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        Schedule schedule = new Schedule(new Model(changed));
        Plans.replay(plan, schedule);
        FirstPlan.placeOneByOne(schedule);
        int met = schedule.met();
        EjectionSearch search = new EjectionSearch(schedule, new SplittableRandom(seed));
        while (!search.isDone() && System.nanoTime() < end && !stop.getAsBoolean()) {
            search.step();
            met = Math.max(met, schedule.met());
        }
        return met;
    }
}
