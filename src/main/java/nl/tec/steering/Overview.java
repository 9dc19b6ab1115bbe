package nl.tec.steering;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tec.steering.Step.Standing;

/**
 * The whole project on a day: what is done, late, next.
 *
 * @param phases in the order of their first day
 */
public record Overview(LocalDate today, List<PhaseLine> phases) {

    /**
     * A phase.
     *
     * @param steps those the reader may see, in the order of the timeline
     * @param finished whether nothing is left to do in it, in the steps the reader may not see either
     */
    public record PhaseLine(Phase phase, List<Step> steps, boolean finished) {

        /** True for all steps, and no more than that: which steps are hidden it does not say. */
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

        /** How many there are to do; what was dropped does not count. */
        public long total() {
            return steps.stream()
                    .filter(step -> step.fields().dropped() == null)
                    .count();
        }

        /** Returns the steps that stand before today on the timeline. */
        public List<Step> before(LocalDate today) {
            return steps.stream().filter(step -> step.day().isBefore(today)).toList();
        }

        public List<Step> from(LocalDate today) {
            return steps.stream().filter(step -> !step.day().isBefore(today)).toList();
        }
    }

    /** The phase that runs; the last that began when they overlap. */
    public Optional<PhaseLine> current() {
        return phases.stream().filter(line -> line.phase().runsOn(today)).reduce((earlier, later) -> later);
    }

    /** Late, the longest first. */
    public List<Step> late() {
        return of(Standing.LATE);
    }

    /** Planned, the first first. */
    public List<Step> next() {
        return of(Standing.PLANNED);
    }

    /** Done, the last first. */
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
