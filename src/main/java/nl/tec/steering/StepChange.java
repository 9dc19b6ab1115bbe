package nl.tec.steering;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change in the history of a step.
 *
 * @param by the name of the author; empty: unknown
 * @param before of MOVED: the day for which it was planned
 * @param was the details before the change; null when the step was added
 */
public record StepChange(
        Instant at,
        String by,
        What what,
        @Nullable LocalDate before,
        @Nullable LocalDate after,
        String reason,
        @Nullable StepFields was) {

    /** The names are the ones in the database. */
    public enum What {
        ADDED,
        MOVED,
        DONE,
        REOPENED,
        DROPPED,
        RESUMED,
        PUBLICATION,
        CHANGED
    }
}
