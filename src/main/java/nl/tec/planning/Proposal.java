package nl.tec.planning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is proposed for a round.
 *
 * @param parentId the proposal it goes on from; null: none
 * @param version counts the changes of its plan
 * @param progress how far the solver is; null: it has not said anything yet
 * @param fault why it failed; null: it did not
 * @param stopAsked whether it ends as soon as it can
 */
public record Proposal(
        long id,
        long roundId,
        String name,
        State state,
        @Nullable Long parentId,
        int seconds,
        int version,
        @Nullable PlanProgress progress,
        @Nullable String fault,
        boolean stopAsked,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant madeAt) {

    public enum State {
        /** Another is being solved. */
        QUEUED,
        SOLVING,
        DONE,
        FAILED
    }

    public boolean isRunning() {
        return state == State.QUEUED || state == State.SOLVING;
    }
}
