package nl.tec.planning;

import java.util.List;
import nl.tec.planning.solver.PinsExclude;
import nl.tec.planning.solver.Repair;

/**
 * The repair of a plan after a change: somebody is ill, a room is closed, a bus broke down, a class cannot come on a date, something
 * was pinned elsewhere (rules 5). Placements stay where possible, if necessary with other people or another bus.
 *
 * @param hit wishes that cannot be met as they were
 * @param moves wishes that are met by another candidate than before; includes wishes that were not hit only if others may move
 * @param lost wishes that are no longer met
 * @param plan the repaired plan
 */
public record PlanRepair(List<String> hit, List<Move> moves, List<String> lost, PlanSolution plan) {

    public record Move(String wish, long from, long to) {}

    /**
     * Proposes the smallest repair; for one session that takes a fraction of a second.
     *
     * @param changed the instance after the change
     * @param plan the plan before the change
     * @param mayMoveOthers whether wishes that were not hit may move to make room for those that were
     * @throws InvalidPlanFile if the pins cannot all be kept
     */
    public static PlanRepair propose(PlanInstance changed, PlanSolution plan, boolean mayMoveOthers)
            throws InvalidPlanFile {
        try {
            Repair repair = new Repair(changed);
            PlanRepair found = repair.propose(changed.pins(), changed.forbidden(), plan, mayMoveOthers);
            return new PlanRepair(
                    found.hit(),
                    found.moves(),
                    found.lost(),
                    repair.explained(changed.pins(), changed.forbidden(), found.plan()));
        } catch (PinsExclude e) {
            throw new InvalidPlanFile("pins", e.sentence());
        }
    }
}
