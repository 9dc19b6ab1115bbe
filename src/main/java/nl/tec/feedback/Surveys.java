package nl.tec.feedback;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/** The surveys of the hub. A change makes a new version; answers belong to the version they were given to. */
public interface Surveys {

    /** The one that is asked now. */
    Survey current(SurveyAudience audience);

    Optional<Survey> find(long id);

    /** All versions, the newest first. */
    List<Survey> versions(SurveyAudience audience);

    /**
     * A question as somebody wants it.
     *
     * @param text both languages blank: no question
     */
    record Draft(Survey.Kind kind, Bilingual text, Survey.@Nullable Picture picture) {

        public boolean none() {
            return text.isBlank();
        }
    }

    /** What came of a change. */
    sealed interface Outcome {
        /** @param changed false: everything was as it is */
        record Saved(boolean changed) implements Outcome {}

        record Refused(Problems problems) implements Outcome {}
    }

    /**
     * Asks these questions from now on. Fields of problems: {@code text1}, {@code text1-en}, {@code kind1}, {@code face1} and so on;
     * {@code ""} when somebody else made a version meanwhile.
     *
     * @param version the one that was changed
     * @param questions four at most, in order; those that are none are left out
     */
    Outcome change(SurveyAudience audience, int version, List<Draft> questions, List<BigDecimal> faces, Actor by);
}
