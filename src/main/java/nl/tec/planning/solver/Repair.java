package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanRepair;
import nl.tec.planning.PlanRepair.Move;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;

/** Finds the smallest repair of a plan: first free places for what was hit, then places that others make free. */
public final class Repair {

    /** How many others may be moved for one that was hit. */
    private static final int MAX_OTHERS = 3;

    private final Schedule schedule;
    private final Model model;
    private final Eviction eviction;

    /** Per party that was planned, where; {@link Model#NONE} if that candidate is there no longer. */
    private final Map<Integer, Integer> before;

    private Repair(Schedule schedule, Map<Integer, Integer> before) {
        this.schedule = schedule;
        this.before = before;
        model = schedule.model;
        eviction = new Eviction(schedule, new SplittableRandom(1));
        Arrays.fill(eviction.weight, 1);
    }

    /** See {@link PlanRepair#propose}. */
    public static PlanRepair propose(PlanInstance changed, PlanSolution plan, boolean mayMoveOthers)
            throws PinsExclude {
        Model model = new Model(changed);
        Schedule schedule = new Schedule(model);
        FirstPlan.placePinned(schedule, new SplittableRandom(1));
        Plans.replay(plan, schedule);
        Map<Integer, Integer> before = new TreeMap<>();
        for (Assignment assignment : plan.assignments()) {
            if (model.knows(assignment.wish())) {
                int p = model.partyOf[model.wish(assignment.wish())];
                before.put(p, model.knows(assignment.candidate()) ? model.candidate(assignment.candidate()) : NONE);
            }
        }
        Repair repair = new Repair(schedule, before);
        Set<Integer> hit = repair.hit();
        for (int p : hit) {
            if (schedule.at[p] == NONE && !repair.placeFreely(p) && mayMoveOthers) {
                repair.placeByMovingOthers(p);
            }
        }
        return repair.proposal(plan, hit);
    }

    /** Parties that are not where they were. */
    private Set<Integer> hit() {
        Set<Integer> hit = new LinkedHashSet<>();
        before.forEach((p, c) -> {
            if (c == NONE || schedule.at[p] != c) {
                hit.add(p);
            }
        });
        return hit;
    }

    /** At the free place that is preferred most, and of those at the one nearest in time to where it was. */
    private boolean placeFreely(int p) {
        int best = NONE;
        for (int c : model.options[p]) {
            if (best != NONE && !isBetter(p, c, best)) {
                continue;
            }
            int mark = schedule.mark();
            if (schedule.place(p, c)) {
                best = c;
            }
            schedule.undo(mark);
        }
        return best != NONE && schedule.place(p, best);
    }

    private boolean isBetter(int p, int c, int other) {
        int preference = model.preferenceOfParty(p, c) - model.preferenceOfParty(p, other);
        int weeks = model.weekRankOfParty(p, c) - model.weekRankOfParty(p, other);
        int was = before.getOrDefault(p, NONE);
        if (preference != 0 || weeks != 0 || was == NONE) {
            return preference < 0 || preference == 0 && weeks < 0;
        }
        int then = model.day[was];
        return Math.abs(model.day[c] - then) < Math.abs(model.day[other] - then);
    }

    /** Where the fewest others have to move, all of whom find a free place. */
    private void placeByMovingOthers(int p) {
        int start = schedule.mark();
        int best = NONE;
        int fewest = MAX_OTHERS + 1;
        for (int c : model.options[p]) {
            int moved = moveOthers(p, c, fewest - 1);
            schedule.undo(start);
            if (moved < fewest) {
                fewest = moved;
                best = c;
            }
        }
        if (best != NONE) {
            moveOthers(p, best, fewest);
        }
    }

    private int moveOthers(int p, int c, int most) {
        if (eviction.place(p, c, most) == Eviction.IMPOSSIBLE) {
            return Integer.MAX_VALUE;
        }
        Bag others = new Bag();
        others.copy(eviction.out);
        for (int i = 0; i < others.size(); i++) {
            if (!placeFreely(others.get(i))) {
                return Integer.MAX_VALUE;
            }
        }
        return others.size();
    }

    private PlanRepair proposal(PlanSolution plan, Set<Integer> hit) {
        Map<String, Long> now = new HashMap<>();
        PlanSolution repaired = Plans.solution(schedule.plan(), Map.of(), List.of(), new Explainer(schedule).explain());
        repaired.assignments().forEach(assignment -> now.put(assignment.wish(), assignment.candidate()));
        List<Move> moves = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Assignment assignment : plan.assignments()) {
            Long to = now.get(assignment.wish());
            if (to == null) {
                lost.add(assignment.wish());
            } else if (to != assignment.candidate()) {
                moves.add(new Move(assignment.wish(), assignment.candidate(), to));
            }
        }
        List<String> hitWishes = hit.stream()
                .flatMap(p -> Arrays.stream(model.wishesOf[p]).boxed())
                .map(w -> model.instance.wishes().get(w).id())
                .toList();
        return new PlanRepair(hitWishes, moves, lost, repaired);
    }
}
