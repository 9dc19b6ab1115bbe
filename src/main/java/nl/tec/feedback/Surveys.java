package nl.tec.feedback;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.feedback.Survey.Kind;
import nl.tec.feedback.internal.SurveyStore;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The surveys of the hub. A change makes a new version; answers belong to the version they were given to. */
@Service
public class Surveys {

    /** The problem of a change of a version that is not the latest any more. */
    public static final String OUTDATED = "form.outdated";

    private static final int MAX_TEXT = 120;

    private final SurveyStore store;
    private final Audit audit;
    private final Clock clock;

    Surveys(SurveyStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the version that is asked now. */
    public Survey current(SurveyAudience audience) {
        return store.current(audience);
    }

    public Optional<Survey> find(long id) {
        return store.find(id);
    }

    /** Returns all versions, the newest first. */
    public List<Survey> versions(SurveyAudience audience) {
        return store.versions(audience);
    }

    /**
     * A draft of a question.
     *
     * @param text both languages blank: no question
     */
    public record Draft(Survey.Kind kind, Bilingual text, Survey.@Nullable Picture picture) {

        public boolean none() {
            return text.isBlank();
        }
    }

    /**
     * Makes a new version of a survey. Fields of problems: {@code text1}, {@code text1-en}, {@code kind1}, {@code face1} and so on;
     * {@code ""} when somebody else made a version meanwhile.
     *
     * @param version the one that was changed
     * @param questions four at most, in order; empty drafts are left out
     * @return whether anything changed
     */
    @Transactional
    public Outcome<Boolean> change(
            SurveyAudience audience, int version, List<Draft> questions, List<BigDecimal> faces, Actor by) {
        store.lock(audience);
        Survey before = current(audience);
        Problems problems = problems(questions, faces).addIf(before.version() != version, "", OUTDATED);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        List<Draft> asked = questions.stream().filter(draft -> !draft.none()).toList();
        if (same(before, asked, faces)) {
            return Outcome.done(false);
        }
        long id = store.add(audience, version + 1, asked, faces, clock.instant(), by);
        audit.add(by, "SURVEY_CHANGED", "survey." + audience.name().toLowerCase(Locale.ROOT), id);
        return Outcome.done(true);
    }

    private static Problems problems(List<Draft> questions, List<BigDecimal> faces) {
        Problems problems = new Problems();
        boolean words = false;
        for (int i = 0; i < questions.size(); i++) {
            Draft draft = questions.get(i);
            int number = i + 1;
            if (draft.none()) {
                problems.addIf(i == 0, "text1", "survey.problem.first");
                continue;
            }
            problems.addIf(wrong(draft.text().dutch()), "text" + number, "survey.problem.text", MAX_TEXT)
                    .addIf(wrong(draft.text().english()), "text" + number + "-en", "survey.problem.text", MAX_TEXT)
                    .addIf(i == 0 && draft.kind() == Kind.WORDS, "kind1", "survey.problem.firstKind")
                    .addIf(words && draft.kind() == Kind.WORDS, "kind" + number, "survey.problem.words");
            words |= draft.kind() == Kind.WORDS;
        }
        for (int i = 0; i < faces.size(); i++) {
            BigDecimal face = faces.get(i);
            problems.addIf(
                    face.compareTo(BigDecimal.ONE) < 0
                            || face.compareTo(BigDecimal.TEN) > 0
                            || face.stripTrailingZeros().scale() > 1
                            || i > 0 && face.compareTo(faces.get(i - 1)) <= 0,
                    "face" + (i + 1),
                    "survey.problem.face");
        }
        return problems;
    }

    private static boolean wrong(String text) {
        return text.isBlank() || text.length() > MAX_TEXT;
    }

    private static boolean same(Survey before, List<Draft> asked, List<BigDecimal> faces) {
        List<Draft> was = before.questions().stream()
                .map(question -> new Draft(question.kind(), question.text(), question.picture()))
                .toList();
        return was.equals(asked)
                && before.faces()
                        .equals(faces.stream()
                                .map(BigDecimal::stripTrailingZeros)
                                .toList());
    }
}
