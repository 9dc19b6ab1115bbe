package nl.tec.planning;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan (format {@value #FORMAT}): the candidate that meets each wish, the staff of each session, the bus of each class, and what is
 * known about its quality.
 *
 * @param sessions the candidates that are held, with their teams
 * @param bounds per level of the score, by its name in files, the proven bound on its value, given the values of the levels before
 *     it
 * @param proven names of the levels whose value is proved optimal
 * @param unmet the unmet wishes with the reasons
 * @param levers the changes that gain the most wishes, the best first; only if the plan was solved to the end
 */
public record PlanSolution(
        List<Assignment> assignments,
        List<HeldSession> sessions,
        List<Trip> trips,
        Map<String, Double> bounds,
        List<String> proven,
        List<Unmet> unmet,
        List<PlanLever> levers) {

    public static final String FORMAT = "tec-plan-solution/1";

    /** @param trip the bus trip of the class; null if it walks or cycles */
    public record Assignment(
            String wish, long candidate, @Nullable String trip) {}

    public record HeldSession(long candidate, List<String> staff) {}

    public record Trip(String id, String bus) {}

    /**
     * An unmet wish. The counts of its reasons add up to the number of candidates of the activities it names, each counted under the
     * first obstacle that excludes it.
     */
    public record Unmet(String wish, List<Reason> reasons) {}

    /** @param help a sentence about what would make room for the wish; null if unknown */
    public record Reason(
            Obstacle obstacle, int count, @Nullable String help) {}

    /** Creates a plan without levers. */
    public PlanSolution(
            List<Assignment> assignments,
            List<HeldSession> sessions,
            List<Trip> trips,
            Map<String, Double> bounds,
            List<String> proven,
            List<Unmet> unmet) {
        this(assignments, sessions, trips, bounds, proven, unmet, List.of());
    }

    public PlanSolution withLevers(List<PlanLever> found) {
        return new PlanSolution(assignments, sessions, trips, bounds, proven, unmet, found);
    }

    /** Returns a plan that meets no wish. */
    public static PlanSolution empty() {
        return new PlanSolution(List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
    }
}
