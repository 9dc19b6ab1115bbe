package nl.tec.employers.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import nl.tec.employers.OfferAnswers;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ByLink;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferRequest;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityLabels;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
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

/** A company answers by the link in its mail, without an account (journey 6). Looking changes nothing: programs follow links too. */
@Controller
@RequestMapping("/aanbod/antwoord/{secret}")
class OfferLinkController {

    private final OfferAnswers answers;
    private final ActivityLabels labels;

    OfferLinkController(OfferAnswers answers, ActivityLabels labels) {
        this.answers = answers;
        this.labels = labels;
    }

    /** The address is a key: it is told to no other site, found by no search engine, kept by no cache. */
    @ModelAttribute
    void keepToOneself(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @GetMapping
    String show(
            @PathVariable String secret,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            Model model) {
        Optional<OfferRequest> request = answers.find(new ByLink(secret));
        return request.isEmpty()
                ? unknown(response)
                : page(secret, request.get(), new FormData(values), new Problems(), null, model);
    }

    /** The page in another language. */
    @PostMapping(
            path = {"/ja", "/nee"},
            params = Texts.SHOW_IN)
    String showIn(
            @PathVariable String secret,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            Model model) {
        return show(secret, values, response, model);
    }

    @PostMapping("/ja")
    String accept(
            @PathVariable String secret,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Answer answer = answers.accept(new ByLink(secret), form.number(OfferFields.DATE), form.time(OfferFields.TIME));
        return answered(secret, answer, form, response, model);
    }

    @PostMapping("/nee")
    String decline(
            @PathVariable String secret,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Answer answer = answers.decline(new ByLink(secret), form.text(OfferFields.REASON));
        return answered(secret, answer, form.put("antwoord", "nee"), response, model);
    }

    private String answered(String secret, Answer answer, FormData form, HttpServletResponse response, Model model) {
        if (answer instanceof Answer.Done || answer instanceof Answer.Over) {
            return "redirect:/aanbod/antwoord/" + secret;
        }
        if (answer instanceof Answer.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(secret, refused.request(), form, refused.problems(), null, model);
        }
        if (answer instanceof Answer.Impossible impossible) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(secret, impossible.request(), form, new Problems(), impossible, model);
        }
        return unknown(response);
    }

    private String page(
            String secret,
            OfferRequest request,
            FormData form,
            Problems problems,
            Answer.@Nullable Impossible impossible,
            Model model) {
        model.addAttribute("secret", secret);
        model.addAttribute("request", request);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("impossible", impossible);
        model.addAttribute("labels", labels);
        return "employers/offerLink";
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "employers/offerLinkUnknown";
    }
}
