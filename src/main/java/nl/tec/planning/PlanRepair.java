package nl.tec.planning;

import java.util.List;
import nl.tec.planning.solver.PinsExclude;
import nl.tec.planning.solver.Repair;

/**
 * Repairs a plan after something changed: somebody is ill, a room is closed, a bus broke down, a class cannot come on a date, something
 * was pinned elsewhere (rules 5). What can stay where it is stays, if need be with other people or on another bus.
 *
 * @param hit wishes that cannot be met as they were
 * @param moves wishes that are met by another candidate than before; more than were hit only if others may be moved
 * @param lost wishes that were met and are not any more
 * @param plan what remains and what was moved
 */
public record PlanRepair(List<String> hit, List<Move> moves, List<String> lost, PlanSolution plan) {

    public record Move(String wish, long from, long to) {}

    /**
     * Proposes the smallest repair; for one session that takes a fraction of a second.
     *
     * @param changed the instance as it is now
     * @param plan as it was planned
     * @param mayMoveOthers whether wishes that were not hit may be moved for those that were
     * @throws InvalidPlanFile when what is pinned cannot all be kept
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
