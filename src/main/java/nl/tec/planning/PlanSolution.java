package nl.tec.planning;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan: which wish is met by which candidate, who works there, which bus the class takes (format {@value #FORMAT}), and what
 * is known about it.
 *
 * @param sessions every candidate that is held, with its team
 * @param bounds per level of the score, by its name in files, the best value that is proved possible, given the values of the
 *     levels before it
 * @param proven names of the levels whose value is proved to be the best possible
 * @param unmet every wish that is not met, and why
 * @param levers the changes with which most wishes more are met, the best first; only of a plan that was solved to the end
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
     * A wish that is not met. The counts of its reasons add up to the candidates of the activities it names, each counted under
     * the first obstacle that excludes it.
     */
    public record Unmet(String wish, List<Reason> reasons) {}

    /** @param help what would make room for the wish; null if that is not known */
    public record Reason(
            Obstacle obstacle, int count, @Nullable String help) {}

    /** A plan of which no levers are known. */
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

    /** A plan in which nothing is met. */
    public static PlanSolution empty() {
        return new PlanSolution(List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
    }
}
