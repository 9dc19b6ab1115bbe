package nl.tec.feedback.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import nl.tec.feedback.Surveys.Outcome;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The questions of the surveys, for who runs the hub. */
@Controller
@RequestMapping("/beheer/vragenlijsten")
class SurveysController {

    private static final int FACES = 5;

    private final Surveys surveys;

    SurveysController(Surveys surveys) {
        this.surveys = surveys;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute(
                "surveys",
                Arrays.stream(SurveyAudience.values()).map(surveys::current).toList());
        return "feedback/surveys";
    }

    @GetMapping("/{audience:PUPIL|TEACHER|PARENT|ADULT|HOST}")
    String edit(@PathVariable SurveyAudience audience, Model model) {
        return page(audience, form(surveys.current(audience)), new Problems(), model);
    }

    /** The page in another language. */
    @PostMapping(path = "/{audience:PUPIL|TEACHER|PARENT|ADULT|HOST}", params = Texts.SHOW_IN)
    String showIn(
            @PathVariable SurveyAudience audience, @RequestParam MultiValueMap<String, String> values, Model model) {
        return page(audience, new FormData(values), new Problems(), model);
    }

    @PostMapping("/{audience:PUPIL|TEACHER|PARENT|ADULT|HOST}")
    String change(
            @PathVariable SurveyAudience audience,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
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
        Outcome outcome = surveys.change(audience, form.number("versie"), questions, faces, actor);
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(audience, form, refused.problems(), model);
        }
        Flash.say(
                request,
                response,
                outcome instanceof Outcome.Saved saved && saved.changed() ? "survey.saved" : "survey.unchanged");
        return "redirect:/beheer/vragenlijsten";
    }

    private String page(SurveyAudience audience, FormData form, Problems problems, Model model) {
        model.addAttribute("audience", audience);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("versions", surveys.versions(audience));
        return "feedback/survey";
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

    /** Zero, which no check lets through, for what is no number. */
    private static BigDecimal score(String text) {
        String number = text.strip().replace(',', '.');
        return number.matches("[0-9]{1,2}([.][0-9]{1,2})?") ? new BigDecimal(number) : BigDecimal.ZERO;
    }
}
