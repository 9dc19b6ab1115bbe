package nl.tec.feedback;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
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

    /**
     * Asks these questions from now on. Fields of problems: {@code text1}, {@code text1-en}, {@code kind1}, {@code face1} and so on;
     * {@code ""} when somebody else made a version meanwhile.
     *
     * @param version the one that was changed
     * @param questions four at most, in order; those that are none are left out
     * @return whether anything changed
     */
    Outcome<Boolean> change(
            SurveyAudience audience, int version, List<Draft> questions, List<BigDecimal> faces, Actor by);
}
