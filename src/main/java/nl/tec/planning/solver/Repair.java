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
import java.util.stream.IntStream;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanRepair;
import nl.tec.planning.PlanRepair.Move;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.Unmet;

/**
 * Finds the smallest repair of a plan: first free places for the parties that were hit, then places that others vacate. The model of an
 * instance is built once, however often its plan is repaired.
 */
public final class Repair {

    private final Model unchanged;

    public Repair(PlanInstance instance) {
        unchanged = new Model(instance);
    }

    /**
     * Proposes the smallest repair; for one session that takes a fraction of a second. Unmet wishes are listed without reasons, which take
     * longer to compute than the repair; see {@link #explained}.
     *
     * @param plan the plan before the change
     * @param mayMoveOthers whether wishes that were not hit may move to make room for those that were
     * @throws PinsExclude if the pins cannot all be kept
     */
    public PlanRepair propose(List<Placement> pins, List<Placement> forbidden, PlanSolution plan, boolean mayMoveOthers)
            throws PinsExclude {
        return new Attempt(unchanged.with(pins, forbidden), plan).propose(mayMoveOthers);
    }

    /** Returns the same plan with the reasons of unmet wishes. */
    public PlanSolution explained(List<Placement> pins, List<Placement> forbidden, PlanSolution plan) {
        Schedule schedule = new Schedule(unchanged.with(pins, forbidden));
        Plans.replay(plan, schedule);
        return new PlanSolution(
                plan.assignments(),
                plan.sessions(),
                plan.trips(),
                plan.bounds(),
                plan.proven(),
                new Explainer(schedule).explain());
    }

    private static final class Attempt {

        private final Schedule schedule;
        private final Model model;
        private final PlanSolution plan;
        private final Insertion insertion;

        /** The earlier candidate of each planned party; {@link Model#NONE} if that candidate no longer exists. */
        private final Map<Integer, Integer> before = new TreeMap<>();

        Attempt(Model model, PlanSolution plan) throws PinsExclude {
            this.model = model;
            this.plan = plan;
            schedule = new Schedule(model);
            insertion = new Insertion(schedule, p -> before.getOrDefault(p, NONE));
            FirstPlan.placePinned(schedule, new SplittableRandom(1));
            Plans.replay(plan, schedule);
            for (Assignment assignment : plan.assignments()) {
                if (model.knows(assignment.wish())) {
                    int p = model.partyOf[model.wish(assignment.wish())];
                    before.put(p, model.knows(assignment.candidate()) ? model.candidate(assignment.candidate()) : NONE);
                }
            }
        }

        PlanRepair propose(boolean mayMoveOthers) {
            Set<Integer> hit = hit();
            for (int p : hit) {
                if (schedule.at[p] == NONE && !insertion.placeFreely(p) && mayMoveOthers) {
                    insertion.placeByMovingOthers(p);
                }
            }
            return proposal(hit);
        }

        /** Returns the parties that are no longer at their earlier candidate. */
        private Set<Integer> hit() {
            Set<Integer> hit = new LinkedHashSet<>();
            before.forEach((p, c) -> {
                if (c == NONE || schedule.at[p] != c) {
                    hit.add(p);
                }
            });
            return hit;
        }

        private PlanRepair proposal(Set<Integer> hit) {
            Map<String, Long> now = new HashMap<>();
            PlanSolution repaired = Plans.solution(schedule.plan(), Map.of(), List.of(), unmet());
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

        private List<Unmet> unmet() {
            return IntStream.range(0, model.wishes)
                    .filter(w -> schedule.at[model.partyOf[w]] == NONE)
                    .mapToObj(w -> new Unmet(model.instance.wishes().get(w).id(), List.of()))
                    .toList();
        }
    }
}
