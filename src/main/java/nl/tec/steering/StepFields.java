package nl.tec.steering;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * The details of a milestone or a decision, as they are entered.
 *
 * @param planned the day on which it should be done
 * @param done the day on which it was done; null: not yet
 * @param evidence proof that it was done; required when it was
 * @param dropped the reason why it is not going to be done; null: not dropped
 * @param decision of a decision only
 */
public record StepFields(
        long phaseId,
        Bilingual title,
        Bilingual about,
        Bilingual source,
        LocalDate planned,
        @Nullable LocalDate done,
        Bilingual evidence,
        @Nullable String dropped,
        @Nullable Decision decision,
        Publication publication) {

    /**
     * @param body the body that takes it
     * @param mandate who may act on it, and for what; blank: nobody in particular
     * @param reference its number in the records of that body; empty: none
     */
    public record Decision(Bilingual body, Bilingual mandate, String reference) {}

    /**
     * The publication of a step.
     *
     * @param from null: never
     * @param after the step that has to be done first, whatever the time; null: none
     */
    public record Publication(
            @Nullable Instant from, @Nullable Long after) {

        public static final Publication NEVER = new Publication(null, null);
    }
}
