package nl.tec.planning;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.planning.PlanView.PlannedSession;
import nl.tec.planning.PlanView.Visit;
import org.jspecify.annotations.Nullable;

/**
 * A wish that two plans meet differently.
 *
 * @param before null: not met
 * @param now null: not met
 */
public record PlanChange(
        long wish,
        String school,
        String label,
        @Nullable PlannedSession before,
        @Nullable PlannedSession now) {

    /** Returns what differs between a plan and an earlier one, ordered by school and class. */
    public static List<PlanChange> between(PlanView before, PlanView now) {
        Map<Long, PlannedSession> then = new HashMap<>();
        Map<Long, PlannedSession> after = new HashMap<>();
        Map<Long, Visit> who = new HashMap<>();
        collect(before, then, who);
        collect(now, after, who);
        return who.values().stream()
                .filter(visit -> candidate(then.get(visit.wish())) != candidate(after.get(visit.wish())))
                .sorted(Comparator.comparing(Visit::school).thenComparing(Visit::label))
                .map(visit -> new PlanChange(
                        visit.wish(), visit.school(), visit.label(), then.get(visit.wish()), after.get(visit.wish())))
                .toList();
    }

    private static void collect(PlanView plan, Map<Long, PlannedSession> sessions, Map<Long, Visit> visits) {
        plan.sessions()
                .forEach(held -> held.visits().forEach(visit -> {
                    sessions.put(visit.wish(), held);
                    visits.put(visit.wish(), visit);
                }));
    }

    private static long candidate(@Nullable PlannedSession held) {
        return held == null ? -1 : held.candidate();
    }
}
