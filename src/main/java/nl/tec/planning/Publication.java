package nl.tec.planning;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The publication of a plan.
 *
 * @param publishAt the earliest time of publication; until then it can be recalled
 * @param answerBy the last day on which schools answer
 * @param fault the message key of the reason of failure; null: none
 * @param faultAbout the session or class that the fault concerns; null: none
 * @param prepared the number of sessions that were created as drafts
 */
public record Publication(
        long roundId,
        long proposalId,
        State state,
        Instant publishAt,
        LocalDate answerBy,
        @Nullable String fault,
        @Nullable String faultAbout,
        long startedBy,
        int prepared) {

    public enum State {
        PREPARING,
        DONE,
        FAILED
    }
}
