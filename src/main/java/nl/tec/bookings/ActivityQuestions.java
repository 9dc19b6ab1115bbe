package nl.tec.bookings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.ActivityQuestion.Kind;
import nl.tec.bookings.internal.ActivityQuestionStore;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The questions that an activity asks of everybody who signs up (rules 8.7). Only activities with individual sign-ups have them: what a
 * school tells about its pupils is part of the visit arrangements.
 */
@Service
public class ActivityQuestions {

    /** Message key of the optimistic-locking conflict: somebody else saved after the form was rendered. */
    public static final String OUTDATED = "questions.check.outdated";

    public static final String TEXT = "vraag";
    public static final String KIND = "soort";
    public static final String CHOICES = "keuzes";
    public static final String REASON = "reden";
    public static final String REQUIRED = "verplicht";
    public static final String KEEP_DAYS = "bewaren";

    /**
     * A question as a programme manager wrote it.
     *
     * @param choices the options; dropped for any kind other than {@link Kind#CHOICE}
     * @param keepDays negative if the input could not be parsed
     */
    public record Draft(
            Kind kind, Bilingual text, Bilingual reason, List<Bilingual> choices, boolean required, int keepDays) {

        public Draft {
            choices = kind == Kind.CHOICE ? List.copyOf(choices) : List.of();
        }

        /** Whether the fields were left empty, so that there is no question in this place. */
        boolean blank() {
            return text.isBlank() && reason.isBlank() && choices.isEmpty();
        }
    }

    private final ActivityQuestionStore store;
    private final Catalogue catalogue;
    private final Audit audit;

    ActivityQuestions(ActivityQuestionStore store, Catalogue catalogue, Audit audit) {
        this.store = store;
        this.catalogue = catalogue;
        this.audit = audit;
    }

    /** Returns the form field name of the question in a place. @param field such as {@link #TEXT} */
    public static String field(String field, int place) {
        return field + "-" + place;
    }

    /** Returns an activity that may ask questions. */
    public Activity activity(long activityId) {
        return catalogue
                .find(activityId)
                .filter(activity -> !activity.takesClasses())
                .orElseThrow(() -> new NotFound("activity " + activityId + " for individuals"));
    }

    /** Returns the current questions, in the order of the form. */
    public List<ActivityQuestion> asked(long activityId) {
        return store.asked(activityId);
    }

    /**
     * Replaces the questions of an activity. An unchanged question keeps its id; the others are retired, and their answers stay linked to
     * the wording that was asked.
     *
     * @param drafts by place, {@link ActivityQuestion#MAX_QUESTIONS} at most; blank ones are ignored
     * @param seen ids of the questions that were current when the form was rendered
     */
    @Transactional
    public Outcome<Activity> save(long activityId, List<Draft> drafts, List<Long> seen, Actor by) {
        Activity activity = activity(activityId);
        Problems problems = check(drafts);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        List<ActivityQuestion> before = store.lockQuestions(activityId);
        if (!before.stream().map(ActivityQuestion::id).toList().equals(seen)) {
            return Outcome.refused(OUTDATED);
        }
        boolean changed = false;
        for (int place = 1; place <= ActivityQuestion.MAX_QUESTIONS; place++) {
            Optional<ActivityQuestion> old = inPlace(before, place);
            Optional<Draft> draft = place <= drafts.size()
                    ? Optional.of(drafts.get(place - 1)).filter(one -> !one.blank())
                    : Optional.empty();
            if (old.map(ActivityQuestions::draft).equals(draft)) {
                continue;
            }
            changed = true;
            old.ifPresent(question -> store.stop(question.id()));
            if (draft.isPresent()) {
                store.add(activityId, place, draft.get());
            }
        }
        if (changed) {
            audit.add(by, "ACTIVITY_QUESTIONS_CHANGED", "activity", activityId);
        }
        return Outcome.done(activity);
    }

    private static Optional<ActivityQuestion> inPlace(List<ActivityQuestion> questions, int place) {
        return questions.stream().filter(question -> question.place() == place).findFirst();
    }

    /** Converts a stored question to the draft that would produce it. */
    public static Draft draft(ActivityQuestion question) {
        return new Draft(
                question.kind(),
                question.text(),
                question.reason(),
                question.choices(),
                question.required(),
                question.keepDays());
    }

    private static Problems check(List<Draft> drafts) {
        Problems problems = new Problems();
        for (int place = 1; place <= drafts.size(); place++) {
            Draft draft = drafts.get(place - 1);
            if (!draft.blank()) {
                check(draft, place, problems);
            }
        }
        return problems;
    }

    private static void check(Draft draft, int place, Problems problems) {
        words(draft.text(), TEXT, place, ActivityQuestion.MAX_TEXT_LENGTH, "questions.check.text", problems);
        words(draft.reason(), REASON, place, ActivityQuestion.MAX_REASON_LENGTH, "questions.check.reason", problems);
        problems.addIf(
                draft.keepDays() < 0 || draft.keepDays() > ActivityQuestion.MAX_KEEP_DAYS,
                field(KEEP_DAYS, place),
                "questions.check.keepDays",
                ActivityQuestion.MAX_KEEP_DAYS);
        if (draft.kind() == Kind.CHOICE) {
            choices(draft.choices(), place, problems);
        }
    }

    private static void words(Bilingual words, String field, int place, int max, String missing, Problems problems) {
        problems.addIf(words.dutch().isBlank(), field(field, place), missing)
                .addIfLonger(words, max, field(field, place));
    }

    private static void choices(List<Bilingual> choices, int place, Problems problems) {
        String field = field(CHOICES, place);
        long english =
                choices.stream().filter(choice -> !choice.english().isBlank()).count();
        problems.addIf(
                        choices.size() < ActivityQuestion.MIN_CHOICES || choices.size() > ActivityQuestion.MAX_CHOICES,
                        field,
                        "questions.check.choices",
                        ActivityQuestion.MIN_CHOICES,
                        ActivityQuestion.MAX_CHOICES)
                .addIf(
                        choices.stream()
                                .flatMap(choice -> Stream.of(choice.dutch(), choice.english()))
                                .anyMatch(words -> words.length() > ActivityQuestion.MAX_CHOICE_LENGTH),
                        field,
                        "questions.check.choiceLong",
                        ActivityQuestion.MAX_CHOICE_LENGTH)
                .addIf(
                        choices.stream().map(Bilingual::dutch).distinct().count() < choices.size(),
                        field,
                        "questions.check.choiceTwice")
                .addIf(
                        english > 0 && english < choices.size()
                                || choices.stream()
                                        .anyMatch(choice -> choice.dutch().isBlank()),
                        field + "-en",
                        "questions.check.choicesEnglish");
    }
}
