package nl.tec.employers.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.employers.OfferAnswers;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ByLink;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferRequest;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page on which a company answers by the link in its mail, without an account (journey 6). GET has no effect: bots follow links. */
@Controller
@RequestMapping("/aanbod/antwoord/{secret}")
class OfferLinkController {

    private final OfferAnswers answers;
    private final Pages pages;

    OfferLinkController(OfferAnswers answers, Pages pages) {
        this.answers = answers;
        this.pages = pages;
    }

    /** Prevents leaking the secret in the URL through referrers, search engines and caches. */
    @ModelAttribute
    void protectSecretUrl(HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
    }

    @GetMapping
    View show(@PathVariable String secret, FormData form, Reply reply) {
        return answers.find(new ByLink(secret))
                .map(request -> reply.page(page(secret, request, form, null)))
                .orElseGet(() -> unknown(reply));
    }

    /** Shows the page in another language. */
    @PostMapping(
            path = {"/ja", "/nee"},
            params = Texts.SHOW_IN)
    View showIn(@PathVariable String secret, FormData form, Reply reply) {
        return show(secret, form, reply);
    }

    @PostMapping("/ja")
    View accept(@PathVariable String secret, FormData form, Reply reply) {
        Answer answer = answers.accept(new ByLink(secret), form.number(OfferFields.DATE), form.time(OfferFields.TIME));
        return answered(secret, answer, form, reply);
    }

    @PostMapping("/nee")
    View decline(@PathVariable String secret, FormData form, Reply reply) {
        Answer answer = answers.decline(new ByLink(secret), form.text(OfferFields.REASON));
        return answered(secret, answer, form.put("antwoord", "nee"), reply);
    }

    private View answered(String secret, Answer answer, FormData form, Reply reply) {
        if (answer instanceof Answer.Done || answer instanceof Answer.Over) {
            return Reply.redirect("/aanbod/antwoord/" + secret);
        }
        if (answer instanceof Answer.Refused refused) {
            return reply.refused(refused.problems(), page(secret, refused.request(), form, null));
        }
        if (answer instanceof Answer.Impossible impossible) {
            return reply.refused(new Problems(), page(secret, impossible.request(), form, impossible));
        }
        return unknown(reply);
    }

    private JteModel page(String secret, OfferRequest request, FormData form, Answer.@Nullable Impossible impossible) {
        return pages.employersOfferLink(secret, request, form, impossible);
    }

    private View unknown(Reply reply) {
        return reply.page(HttpStatus.NOT_FOUND, pages.employersOfferLinkUnknown());
    }
}
