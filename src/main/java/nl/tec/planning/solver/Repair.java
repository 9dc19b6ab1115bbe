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

    private final Schedule schedule;
    private final Model model;
    private final Insertion insertion;

    /** Per party that was planned, where; {@link Model#NONE} if that candidate is there no longer. */
    private final Map<Integer, Integer> before;

    private Repair(Schedule schedule, Map<Integer, Integer> before) {
        this.schedule = schedule;
        this.before = before;
        model = schedule.model;
        insertion = new Insertion(schedule, p -> before.getOrDefault(p, NONE));
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
            if (schedule.at[p] == NONE && !repair.insertion.placeFreely(p) && mayMoveOthers) {
                repair.insertion.placeByMovingOthers(p);
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
