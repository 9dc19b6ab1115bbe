package nl.tec.planning;

import java.util.List;

/**
 * The findings about a plan, worked out from nothing but the instance and the plan.
 *
 * @param score counted anew
 * @param violations of hard rules, and of what the plan says about itself; a plan with any is never published
 */
public record PlanCheck(PlanScore score, List<Violation> violations) {

    /**
     * @param rule what was broken
     * @param text says where, with the identifiers of the instance
     */
    public record Violation(Rule rule, String text) {}

    public boolean valid() {
        return violations.isEmpty();
    }
}
