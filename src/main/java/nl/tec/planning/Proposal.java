package nl.tec.planning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is proposed for a round.
 *
 * @param parentId the proposal it continues from; null: none
 * @param version incremented with every change of its plan
 * @param progress the latest progress of the solver; null: none reported yet
 * @param fault the reason of failure; null: it did not fail
 * @param stopAsked whether the solver was asked to stop
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
        Instant madeAt) {

    public enum State {
        /** Waits for another proposal to be solved. */
        QUEUED,
        SOLVING,
        DONE,
        FAILED
    }

    public boolean isRunning() {
        return state == State.QUEUED || state == State.SOLVING;
    }
}
