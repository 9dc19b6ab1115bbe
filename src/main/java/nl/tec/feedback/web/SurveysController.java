package nl.tec.feedback.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.feedback.Survey;
import nl.tec.feedback.Survey.Kind;
import nl.tec.feedback.Survey.Picture;
import nl.tec.feedback.Survey.Question;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.Surveys;
import nl.tec.feedback.Surveys.Draft;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The questions of the surveys, for those who run the hub. */
@Controller
@RequestMapping("/beheer/vragenlijsten")
class SurveysController {

    private static final int FACES = 5;

    private static final String ONE = "/{audience:PUPIL|TEACHER|PARENT|ADULT|HOST}";

    private final Surveys surveys;
    private final Pages pages;

    SurveysController(Surveys surveys, Pages pages) {
        this.surveys = surveys;
        this.pages = pages;
    }

    @GetMapping
    JteModel list() {
        return pages.feedbackSurveys(
                Arrays.stream(SurveyAudience.values()).map(surveys::current).toList());
    }

    @GetMapping(ONE)
    JteModel edit(@PathVariable SurveyAudience audience) {
        return page(audience, form(surveys.current(audience)));
    }

    /** The page in another language. */
    @PostMapping(path = ONE, params = Texts.SHOW_IN)
    JteModel showIn(@PathVariable SurveyAudience audience, FormData form) {
        return page(audience, form);
    }

    @PostMapping(ONE)
    View change(
            @PathVariable SurveyAudience audience, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Draft> questions = new ArrayList<>();
        for (int i = 1; i <= Survey.MAX_QUESTIONS; i++) {
            questions.add(new Draft(
                    form.constant("kind" + i, Kind.class).orElse(Kind.SCORE),
                    form.both("text" + i),
                    form.constant("picture" + i, Picture.class).orElse(null)));
        }
        List<BigDecimal> faces = new ArrayList<>();
        for (int i = 1; i <= FACES; i++) {
            faces.add(score(form.text("face" + i)));
        }
        return surveys.change(audience, form.number("versie"), questions, faces, actor)
                .either(
                        changed -> reply.saved(changed ? "survey.saved" : "survey.unchanged", "/beheer/vragenlijsten"),
                        problems -> {
                            if (problems.has(Surveys.OUTDATED)) {
                                form.put("versie", surveys.current(audience).version());
                            }
                            return reply.refused(problems, page(audience, form));
                        });
    }

    private JteModel page(SurveyAudience audience, FormData form) {
        return pages.feedbackSurvey(audience, form, surveys.versions(audience));
    }

    private static FormData form(Survey survey) {
        FormData form = new FormData().put("versie", survey.version());
        for (Question question : survey.questions()) {
            form.put("text" + question.position(), question.text())
                    .put("kind" + question.position(), question.kind().name())
                    .put(
                            "picture" + question.position(),
                            question.picture() == null ? "" : question.picture().name());
        }
        for (int i = 0; i < FACES; i++) {
            form.put("face" + (i + 1), survey.faces().get(i).toPlainString().replace('.', ','));
        }
        return form;
    }

    /** Returns zero, which validation rejects, for a text that is not a number. */
    private static BigDecimal score(String text) {
        String number = text.strip().replace(',', '.');
        return number.matches("[0-9]{1,2}([.][0-9]{1,2})?") ? new BigDecimal(number) : BigDecimal.ZERO;
    }
}
