package nl.tec.steering;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tec.steering.Step.Standing;

/**
 * The state of the whole project on a day.
 *
 * @param phases in the order of their first day
 */
public record Overview(LocalDate today, List<PhaseLine> phases) {

    /**
     * A phase.
     *
     * @param steps the steps that the reader may see, in the order of the timeline
     * @param finished whether all steps are done, including those that the reader may not see
     */
    public record PhaseLine(Phase phase, List<Step> steps, boolean finished) {

        /** Returns the state by all steps; it reveals nothing else about hidden steps. */
        public Phase.State state(LocalDate today) {
            LocalDate until = phase.until();
            if (today.isBefore(phase.from())) {
                return Phase.State.AHEAD;
            }
            if (until == null || !today.isAfter(until)) {
                return Phase.State.RUNNING;
            }
            if (done() < total()) {
                return Phase.State.OVERRUN;
            }
            return finished ? Phase.State.DONE : Phase.State.UNFINISHED;
        }

        public long done() {
            return steps.stream().filter(step -> step.done() != null).count();
        }

        /** Returns the number of steps, without those that were dropped. */
        public long total() {
            return steps.stream()
                    .filter(step -> step.fields().dropped() == null)
                    .count();
        }

        /** Returns the steps before today on the timeline. */
        public List<Step> before(LocalDate today) {
            return steps.stream().filter(step -> step.day().isBefore(today)).toList();
        }

        public List<Step> from(LocalDate today) {
            return steps.stream().filter(step -> !step.day().isBefore(today)).toList();
        }
    }

    /** Returns the current phase; of overlapping ones the last that began. */
    public Optional<PhaseLine> current() {
        return phases.stream().filter(line -> line.phase().runsOn(today)).reduce((earlier, later) -> later);
    }

    /** Returns the late steps, those that are late the longest first. */
    public List<Step> late() {
        return of(Standing.LATE);
    }

    /** Returns the planned steps, the earliest first. */
    public List<Step> next() {
        return of(Standing.PLANNED);
    }

    /** Returns the steps that are done, the latest first. */
    public List<Step> done() {
        return of(Standing.DONE).stream()
                .sorted(Comparator.comparing(Step::day).reversed())
                .toList();
    }

    private List<Step> of(Standing standing) {
        return phases.stream()
                .flatMap(line -> line.steps().stream())
                .filter(step -> step.standing(today) == standing)
                .sorted(Comparator.comparing(Step::day))
                .toList();
    }
}
