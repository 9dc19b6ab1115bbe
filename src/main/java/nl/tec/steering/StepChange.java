package nl.tec.steering;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a step.
 *
 * @param by the name of who did it; empty: nobody we know
 * @param before of MOVED: the day it was planned for
 * @param was what it was before it was changed; null when it was added
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
