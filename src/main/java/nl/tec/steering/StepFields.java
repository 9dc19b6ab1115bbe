package nl.tec.steering;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * The details of a milestone or a decision, as somebody fills them in.
 *
 * @param planned the day it should be done
 * @param done the day it was; null: not yet
 * @param evidence what shows that it was done; not blank when it was
 * @param dropped why it is not going to be done; null: it is
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
     * @param body who takes it
     * @param mandate who may act on it, and for what; blank: nobody in particular
     * @param reference its number where it is kept; empty: none
     */
    public record Decision(Bilingual body, Bilingual mandate, String reference) {}

    /**
     * From when everybody may see it.
     *
     * @param from null: never
     * @param after the step that has to be done first, whatever the moment; null: none
     */
    public record Publication(
            @Nullable Instant from, @Nullable Long after) {

        public static final Publication NEVER = new Publication(null, null);
    }
}
