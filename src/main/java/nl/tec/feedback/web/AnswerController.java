package nl.tec.feedback.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.feedback.Answering;
import nl.tec.feedback.Answering.Answer;
import nl.tec.feedback.Answering.Asked;
import nl.tec.feedback.Answering.Outcome;
import nl.tec.feedback.Answering.State;
import nl.tec.feedback.Survey;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.QrCode;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Answering a survey, without account or name. What was answered is in the body of the form only, never in an address, which
 * web servers log. {@code tablet}: a class answers one after another on one device.
 */
@Controller
@RequestMapping("/mening/{code}")
class AnswerController {

    private final Answering answering;
    private final RateLimit limits;
    private final HubSettings hub;

    AnswerController(Answering answering, RateLimit limits, HubSettings hub) {
        this.answering = answering;
        this.limits = limits;
        this.hub = hub;
    }

    /** The address is a key, and the next child must not see what the one before chose: nothing of it is kept. */
    @ModelAttribute
    void keepNothing(
            HttpServletResponse response,
            @RequestParam(name = "tablet", defaultValue = "false") boolean tablet,
            Model model) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("tablet", tablet);
    }

    @GetMapping
    String show(@PathVariable String code, HttpServletResponse response, Model model) {
        return answering
                .find(code)
                .map(asked -> page(asked, new FormData(), new Problems(), model))
                .orElseGet(() -> unknown(response));
    }

    /** The page in another language. */
    @PostMapping(params = Texts.SHOW_IN)
    String showIn(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            Model model) {
        return answering
                .find(code)
                .map(asked -> page(asked, new FormData(values), new Problems(), model))
                .orElseGet(() -> unknown(response));
    }

    @PostMapping
    String answer(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        limits.consume(Limit.SURVEY, RateLimit.address(request.getRemoteAddr()));
        FormData form = new FormData(values);
        Outcome outcome = answering.answer(code, read(form));
        if (outcome instanceof Outcome.Thanks) {
            return "redirect:/mening/" + code + "/bedankt"
                    + (model.getAttribute("tablet") == Boolean.TRUE ? "?tablet=true" : "");
        }
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(refused.asked(), form, refused.problems(), model);
        }
        if (outcome instanceof Outcome.NotOpen notOpen) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(notOpen.asked(), form, new Problems(), model);
        }
        return unknown(response);
    }

    @GetMapping("/bedankt")
    String thanks(@PathVariable String code, HttpServletResponse response, Model model) {
        Optional<Asked> asked = answering.find(code);
        if (asked.isEmpty()) {
            return unknown(response);
        }
        model.addAttribute("asked", asked.get());
        return "feedback/thanks";
    }

    /** The code to hold a phone to: for the board, or on paper. */
    @GetMapping("/code")
    String poster(@PathVariable String code, HttpServletResponse response, Model model) {
        Optional<Asked> asked = answering.find(code);
        if (asked.isEmpty()) {
            return unknown(response);
        }
        String address = hub.get(Setting.BASE_URL) + asked.get().link().path();
        model.addAttribute("asked", asked.get());
        model.addAttribute("address", address);
        model.addAttribute("qr", QrCode.of(address));
        return "feedback/poster";
    }

    private static String page(Asked asked, FormData form, Problems problems, Model model) {
        model.addAttribute("asked", asked);
        if (asked.state() != State.OPEN) {
            return "feedback/notOpen";
        }
        model.addAttribute("form", form);
        model.addAttribute("key", key(form).toString());
        model.addAttribute("problems", problems);
        return "feedback/answer";
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
        return new Answer(key(form), survey == null ? 0 : survey, choices, form.text("woorden"));
    }

    private static UUID key(FormData form) {
        String text = form.text("sleutel");
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(text) : UUID.randomUUID();
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "feedback/unknown";
    }
}
