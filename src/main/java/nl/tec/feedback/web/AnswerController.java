package nl.tec.feedback.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.documents.QrCode;
import nl.tec.feedback.Answering;
import nl.tec.feedback.Answering.Answer;
import nl.tec.feedback.Answering.Outcome;
import nl.tec.feedback.Answering.State;
import nl.tec.feedback.Answering.SurveyOfLink;
import nl.tec.feedback.Survey;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Answering a survey, without account or name. Answers are in the body of the form only, never in an address, which
 * web servers log. {@code tablet}: a class answers one after another on one device.
 */
@Controller
@RequestMapping("/mening/{code}")
class AnswerController {

    private static final String TABLET = "tablet";

    private final Answering answering;
    private final RateLimit limits;
    private final HubSettings hub;
    private final Pages pages;

    AnswerController(Answering answering, RateLimit limits, HubSettings hub, Pages pages) {
        this.answering = answering;
        this.limits = limits;
        this.hub = hub;
        this.pages = pages;
    }

    /** Forbids caching and referrers: the address is a secret, and the next child must not see the previous child's choices. */
    @ModelAttribute
    void keepNothing(HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
    }

    @GetMapping
    View show(
            @PathVariable String code,
            @RequestParam(name = TABLET, defaultValue = "false") boolean tablet,
            Reply reply) {
        return found(code, reply, asked -> page(asked, new FormData(), tablet));
    }

    /** The page in another language. */
    @PostMapping(params = Texts.SHOW_IN)
    View showIn(@PathVariable String code, FormData form, Reply reply) {
        return found(code, reply, asked -> page(asked, form, onTablet(form)));
    }

    @PostMapping
    View answer(@PathVariable String code, FormData form, HttpServletRequest request, Reply reply) {
        limits.consume(Limit.SURVEY, RateLimit.address(request.getRemoteAddr()));
        Outcome outcome = answering.answer(code, read(form));
        if (outcome instanceof Outcome.Thanks) {
            return Reply.redirect("/mening/" + code + "/bedankt" + (onTablet(form) ? "?tablet=true" : ""));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return reply.refused(refused.problems(), page(refused.asked(), form, onTablet(form)));
        }
        return outcome instanceof Outcome.NotOpen notOpen
                ? reply.refused(new Problems(), pages.feedbackNotOpen(notOpen.asked()))
                : unknown(reply);
    }

    @GetMapping("/bedankt")
    View thanks(
            @PathVariable String code,
            @RequestParam(name = TABLET, defaultValue = "false") boolean tablet,
            Reply reply) {
        return found(code, reply, asked -> pages.feedbackThanks(asked, tablet));
    }

    /** Shows the QR code of a survey, for the board or on paper. */
    @GetMapping("/code")
    View poster(@PathVariable String code, Reply reply) {
        return found(code, reply, asked -> {
            String address = hub.get(Setting.BASE_URL) + asked.link().path();
            return pages.feedbackPoster(asked, address, QrCode.of(address));
        });
    }

    private View found(String code, Reply reply, Function<SurveyOfLink, JteModel> page) {
        return answering.find(code).map(asked -> reply.page(page.apply(asked))).orElseGet(() -> unknown(reply));
    }

    private JteModel page(SurveyOfLink asked, FormData form, boolean tablet) {
        return asked.state() == State.OPEN
                ? pages.feedbackAnswer(asked, form, form.uuid("sleutel").toString(), tablet)
                : pages.feedbackNotOpen(asked);
    }

    private static boolean onTablet(FormData form) {
        return form.has(TABLET, "true");
    }

    private static Answer read(FormData form) {
        Map<Integer, Integer> choices = new HashMap<>();
        for (int position = 1; position <= Survey.MAX_QUESTIONS; position++) {
            String text = form.text("q" + position).strip();
            if (text.matches("[0-9]{1,2}")) {
                choices.put(position, Integer.valueOf(text));
            }
        }
        Long survey = form.id("versie");
        return new Answer(form.uuid("sleutel"), survey == null ? 0 : survey, choices, form.text("woorden"));
    }

    private View unknown(Reply reply) {
        return reply.page(HttpStatus.NOT_FOUND, pages.feedbackUnknown());
    }
}
