package nl.tec.feedback;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * What participants thought (rules 2.10). Every figure is of whole blocks of at least five answers, and a block is in a view when all
 * sessions of it are: so nothing of fewer answers is shown, nor follows from two views, from more of them, or from the same one a
 * day later (decision 0025).
 */
public interface Satisfaction {

    int MIN_ANSWERS = 5;

    /** What results can be told apart by. */
    enum Dimension {
        ACTIVITY,
        VENUE,
        GUIDE,
        PARTNER,
        AUDIENCE
    }

    /** One of a dimension. @param key the number of an activity, venue, account or organisation; the name of an audience */
    record Subject(Dimension dimension, String key) {}

    /**
     * Which answers.
     *
     * @param first the first half year, and {@code last} the last
     * @param audience null: of all participants, so without the companies that received a class
     * @param subject null: of everything in the scope
     */
    record View(
            SatisfactionScope scope,
            HalfYear first,
            HalfYear last,
            @Nullable SurveyAudience audience,
            @Nullable Subject subject) {

        /** All answers about sessions between these days, both in it; of whole half years. */
        public static View between(LocalDate first, LocalDate last) {
            return new View(SatisfactionScope.ALL, HalfYear.of(first), HalfYear.of(last), null, null);
        }

        public View of(@Nullable Subject other) {
            return new View(scope, first, last, audience, other);
        }

        public View of(@Nullable SurveyAudience other) {
            return new View(scope, first, last, other, subject);
        }
    }

    /**
     * The mean of the question that counts.
     *
     * @param answers five or more
     * @param low and {@code high}: between these with 95% confidence
     */
    record Score(long answers, double mean, double low, double high) {}

    record Line(Subject subject, Bilingual name, Score score) {}

    /** Empty when there is nothing to show. */
    Optional<Score> score(View view);

    /** One by one, the lowest mean first; those of which there is nothing to show are left out. */
    List<Line> lines(View view, Dimension dimension);

    /** What one of a dimension is called; empty when there is none such. */
    Optional<Bilingual> name(Subject subject);

    /**
     * How a question was answered.
     *
     * @param counts how often each choice was made, by its number from 1; those of nobody are left out
     */
    record Answered(Survey.Question question, Score score, Map<Integer, Long> counts) {}

    /** The questions of one version of a survey. */
    record Answers(Survey survey, List<Answered> questions) {}

    /** Per survey and version, the newest first; without what was written. */
    List<Answers> answers(View view);

    /** What was written and published, in no order; the first so many. */
    List<String> words(View view, int limit);

    /** Activities with a mean under the hub's norm in this half year and the one before, the lowest first. */
    List<Line> underNorm();
}
