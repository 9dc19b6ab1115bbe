package nl.tec.feedback;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.feedback.internal.SatisfactionQueries;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Satisfaction of participants (rules 2.10). Every figure is of whole blocks of at least five answers, and a view includes a block only
 * if it includes all sessions of the block: so no figure of fewer answers is shown, nor can one be derived by comparing views, or one
 * view on different days (decision 0025).
 */
@Service
public class Satisfaction {

    /** Fewer answers than this are shown to nobody. */
    public static final int MIN_ANSWERS = 5;

    /** The dimensions by which results can be broken down. */
    public enum Dimension {
        ACTIVITY,
        VENUE,
        GUIDE,
        PARTNER,
        AUDIENCE
    }

    /** A value of a dimension. @param key the number of an activity, venue, account or organisation; the name of an audience */
    public record Subject(Dimension dimension, String key) {}

    /**
     * A selection of answers.
     *
     * @param first the first half year, and {@code last} the last
     * @param audience null: of all participants, so without the companies that received a class
     * @param subject null: of everything in the scope
     */
    public record View(
            SatisfactionScope scope,
            HalfYear first,
            HalfYear last,
            @Nullable SurveyAudience audience,
            @Nullable Subject subject) {

        /** Selects all answers about sessions between two days, both inclusive, in whole half years. */
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
    public record Score(long answers, double mean, double low, double high) {}

    public record Line(Subject subject, Bilingual name, Score score) {}

    private final SatisfactionQueries queries;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    Satisfaction(SatisfactionQueries queries, HubSettings hub, Texts texts, Clock clock) {
        this.queries = queries;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    /** Returns the mean of a view; empty when there are too few answers. */
    public Optional<Score> score(View view) {
        return queries.score(view);
    }

    /** Returns the score of each subject, the lowest mean first; subjects with too few answers are left out. */
    public List<Line> lines(View view, Dimension dimension) {
        return dimension == Dimension.AUDIENCE ? byAudience(view) : queries.lines(view, dimension);
    }

    /** Returns the name of a subject; empty when its dimension has no such subject. */
    public Optional<Bilingual> name(Subject subject) {
        if (subject.dimension() == Dimension.AUDIENCE) {
            return Arrays.stream(SurveyAudience.values())
                    .filter(audience -> audience.name().equals(subject.key()))
                    .map(audience ->
                            new Bilingual(texts.label(Texts.DUTCH, audience), texts.label(Locale.ENGLISH, audience)))
                    .findFirst();
        }
        return queries.name(subject);
    }

    /**
     * The answers to one question.
     *
     * @param counts number of times each choice was made, by its number from 1; choices that nobody made are left out
     */
    public record Answered(Survey.Question question, Score score, Map<Integer, Long> counts) {}

    /** The questions of one version of a survey. */
    public record Answers(Survey survey, List<Answered> questions) {}

    /** Returns the answers per survey and version, the newest first; without what was written. */
    public List<Answers> answers(View view) {
        return queries.answers(view);
    }

    /** Returns published words in no particular order; at most {@code limit}. */
    public List<String> words(View view, int limit) {
        return queries.words(view, limit);
    }

    /** Returns the activities with a mean under the hub's norm in this half year and the previous one, the lowest first. */
    public List<Line> underNorm() {
        HalfYear now = HalfYear.of(Dates.today(clock));
        int norm = hub.number(Setting.SURVEY_NORM);
        return lines(new View(SatisfactionScope.ALL, now.previous(), now, null, null), Dimension.ACTIVITY).stream()
                .filter(line -> line.score().mean() < norm)
                .toList();
    }

    private List<Line> byAudience(View view) {
        List<Line> lines = new ArrayList<>();
        for (SurveyAudience audience : SurveyAudience.values()) {
            if (view.audience() == null || view.audience() == audience) {
                Subject subject = new Subject(Dimension.AUDIENCE, audience.name());
                score(view.of(audience))
                        .ifPresent(score ->
                                lines.add(new Line(subject, name(subject).orElseThrow(), score)));
            }
        }
        return lines;
    }
}
