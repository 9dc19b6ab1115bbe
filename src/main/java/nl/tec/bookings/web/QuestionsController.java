package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.ActivityQuestion.Kind;
import nl.tec.bookings.ActivityQuestions;
import nl.tec.bookings.ActivityQuestions.Draft;
import nl.tec.hub.Reply;
import nl.tec.programme.Activity;
import nl.tec.shared.Bilingual;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page to edit the questions that an activity asks of everybody who signs up. */
@Controller
@RequestMapping("/beheer/programma/{id:\\d{1,18}}/vragen")
class QuestionsController {

    /** The field with the ids of the questions that were current when the form was rendered. */
    private static final String SEEN = "gezien";

    private static final int USUAL_KEEP_DAYS = 1;

    private final ActivityQuestions questions;
    private final Pages pages;

    QuestionsController(ActivityQuestions questions, Pages pages) {
        this.questions = questions;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@PathVariable long id) {
        Activity activity = questions.activity(id);
        return page(activity, form(questions.asked(id)));
    }

    @PostMapping
    View save(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Activity activity = questions.activity(id);
        List<Draft> drafts = IntStream.rangeClosed(1, ActivityQuestion.MAX_QUESTIONS)
                .mapToObj(place -> draft(form, place))
                .toList();
        return questions
                .save(id, drafts, FormData.parseIds(form.text(SEEN)), actor)
                .either(saved -> reply.saved("questions.saved", "/beheer/programma/" + id + "/vragen"), problems -> {
                    if (problems.has(ActivityQuestions.OUTDATED)) {
                        form.put(SEEN, ids(questions.asked(id)));
                    }
                    return reply.refused(problems, page(activity, form));
                });
    }

    private JteModel page(Activity activity, FormData form) {
        return pages.bookingsQuestions(activity, form);
    }

    private static FormData form(List<ActivityQuestion> asked) {
        FormData form = new FormData().put(SEEN, ids(asked));
        for (int place = 1; place <= ActivityQuestion.MAX_QUESTIONS; place++) {
            form.put(ActivityQuestions.field(ActivityQuestions.KEEP_DAYS, place), USUAL_KEEP_DAYS);
        }
        for (ActivityQuestion question : asked) {
            Draft draft = ActivityQuestions.draft(question);
            int place = question.place();
            form.put(field(ActivityQuestions.TEXT, place), draft.text())
                    .put(field(ActivityQuestions.REASON, place), draft.reason())
                    .put(field(ActivityQuestions.KIND, place), draft.kind())
                    .put(field(ActivityQuestions.CHOICES, place), lines(draft.choices()))
                    .put(field(ActivityQuestions.KEEP_DAYS, place), draft.keepDays());
            if (draft.required()) {
                form.put(field(ActivityQuestions.REQUIRED, place), "ja");
            }
        }
        return form;
    }

    private static String ids(List<ActivityQuestion> asked) {
        return asked.stream().map(question -> Long.toString(question.id())).collect(Collectors.joining(","));
    }

    private static Draft draft(FormData form, int place) {
        return new Draft(
                form.constant(field(ActivityQuestions.KIND, place), Kind.class).orElse(Kind.TEXT),
                form.both(field(ActivityQuestions.TEXT, place)),
                form.both(field(ActivityQuestions.REASON, place)),
                choices(form.both(field(ActivityQuestions.CHOICES, place))),
                form.has(field(ActivityQuestions.REQUIRED, place)),
                // an unparseable number is negative, which the validation rejects
                form.number(field(ActivityQuestions.KEEP_DAYS, place), USUAL_KEEP_DAYS));
    }

    /** Pairs the lines in both languages into choices; a missing line is empty. */
    private static List<Bilingual> choices(Bilingual lines) {
        List<String> dutch = lines(lines.dutch());
        List<String> english = lines(lines.english());
        List<Bilingual> choices = new ArrayList<>();
        for (int i = 0; i < Math.max(dutch.size(), english.size()); i++) {
            choices.add(new Bilingual(i < dutch.size() ? dutch.get(i) : "", i < english.size() ? english.get(i) : ""));
        }
        return choices;
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static Bilingual lines(List<Bilingual> choices) {
        return new Bilingual(
                choices.stream().map(Bilingual::dutch).collect(Collectors.joining("\n")),
                choices.stream()
                        .map(Bilingual::english)
                        .collect(Collectors.joining("\n"))
                        .strip());
    }

    private static String field(String field, int place) {
        return ActivityQuestions.field(field, place);
    }
}
