package nl.tec.planning;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import nl.tec.planning.PlanInstance.Person;
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

    /** Returns a person who is off on one more day. */
    public static Person without(Person person, LocalDate day) {
        Set<LocalDate> off = new HashSet<>(person.daysOff());
        off.add(day);
        return new Person(
                person.id(),
                person.skills(),
                person.weekdays(),
                person.from(),
                person.until(),
                off,
                person.maxPerWeek());
    }
}
