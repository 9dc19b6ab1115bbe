package nl.tec.planning;

import java.util.List;

/**
 * The result of checking a plan, computed from the instance and the plan alone.
 *
 * @param score recomputed
 * @param violations of hard rules, or of the claims of the plan about itself; a plan with any is never published
 */
public record PlanCheck(PlanScore score, List<Violation> violations) {

    /**
     * @param rule what was broken
     * @param text the location, in identifiers of the instance
     */
    public record Violation(Rule rule, String text) {}

    public boolean valid() {
        return violations.isEmpty();
    }
}
