package nl.tec.steering;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.tec.shared.Dates;
import nl.tec.steering.Overview.PhaseLine;
import nl.tec.steering.internal.TimelineQueries;
import org.springframework.stereotype.Service;

/** The phases with their milestones and decisions: all of them, or those that are public. */
@Service
public class Timeline {

    private final TimelineQueries queries;
    private final Clock clock;

    Timeline(TimelineQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** Returns everything, for the people of the hub and its board. */
    public Overview all() {
        return overview(step -> true);
    }

    /** Returns what is public now. */
    public Overview open() {
        Instant now = clock.instant();
        return overview(step -> step.publicAt(now));
    }

    private Overview overview(Predicate<Step> shown) {
        Map<Long, List<Step>> byPhase = steps().stream()
                .collect(Collectors.groupingBy(step -> step.fields().phaseId()));
        return new Overview(
                Dates.today(clock),
                phases().stream()
                        .map(phase -> line(phase, byPhase.getOrDefault(phase.id(), List.of()), shown))
                        .toList());
    }

    private static PhaseLine line(Phase phase, List<Step> steps, Predicate<Step> shown) {
        return new PhaseLine(
                phase, steps.stream().filter(shown).toList(), steps.stream().noneMatch(Step::toDo));
    }

    /** Returns the phases in the order of their first day. */
    public List<Phase> phases() {
        return queries.phases();
    }

    public Optional<Phase> findPhase(long id) {
        return queries.findPhase(id);
    }

    /** Returns the steps in the order of the day on which they were done, or are planned. */
    public List<Step> steps() {
        return queries.steps();
    }

    public Optional<Step> find(long id) {
        return queries.find(id);
    }

    /** Finds a public step; others are reported as missing. */
    public Optional<Step> findOpen(long id) {
        Instant now = clock.instant();
        return find(id).filter(step -> step.publicAt(now));
    }

    /** Returns the history of a step, latest first. */
    public List<StepChange> history(long stepId) {
        return queries.history(stepId);
    }
}
