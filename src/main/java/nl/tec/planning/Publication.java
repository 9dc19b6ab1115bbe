package nl.tec.planning;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The publication of a plan.
 *
 * @param publishAt not before; until then it can be taken back
 * @param answerBy until that day schools answer
 * @param fault key of the text that says why it cannot be; null: nothing is wrong
 * @param faultAbout which session or class it is about; null: none
 * @param prepared sessions that stand ready, of {@code sessions}
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
