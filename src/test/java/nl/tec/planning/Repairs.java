package nl.tec.planning;

import nl.tec.planning.solver.PinsExclude;
import nl.tec.planning.solver.Repair;

/** Repairs plans of instances that no proposal holds. */
public final class Repairs {

    private Repairs() {}

    /**
     * Proposes the smallest repair, with the reasons of unmet wishes.
     *
     * @param changed the instance after the change
     * @param plan the plan before the change
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
