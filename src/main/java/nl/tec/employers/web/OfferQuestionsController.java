package nl.tec.employers.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.employers.OfferAnswers;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ById;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.OfferRequests.Filter;
import nl.tec.employers.OfferRequests.View;
import nl.tec.hub.Flash;
import nl.tec.programme.ActivityLabels;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
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

/** What schools ask: for the company in its portal, for the programme manager who answers when the company does not. */
@Controller
@RequestMapping("/{area:partner|beheer}/aanbod/vragen")
class OfferQuestionsController {

    private static final int PAGE = 30;

    private final OfferRequests requests;
    private final OfferAnswers answers;
    private final ActivityLabels labels;
    private final Clock clock;
    private final Audit audit;

    OfferQuestionsController(
            OfferRequests requests, OfferAnswers answers, ActivityLabels labels, Clock clock, Audit audit) {
        this.requests = requests;
        this.answers = answers;
        this.labels = labels;
        this.clock = clock;
        this.audit = audit;
    }

    @GetMapping
    String list(
            @PathVariable String area,
            @RequestParam(name = "toon", required = false) @Nullable View view,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        boolean maker = area.equals("beheer");
        int escalated = maker ? requests.escalated() : 0;
        View shown = view == null ? maker && escalated > 0 ? View.ESCALATED : View.OPEN : view;
        Filter filter = maker ? Filter.all(shown) : Filter.ofCompanies(actor.organisations(Role.PARTNER), shown);
        model.addAttribute("page", requests.list(filter, after, PAGE));
        model.addAttribute("area", area);
        model.addAttribute("view", shown);
        model.addAttribute("views", maker ? List.of(View.values()) : List.of(View.OPEN, View.ENDED));
        model.addAttribute("escalated", escalated);
        model.addAttribute("now", clock.instant());
        return "employers/offerQuestions";
    }

    @GetMapping("/{id:\\d{1,18}}")
    String show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        if (area.equals("beheer")) {
            audit.add(actor, "OFFER_REQUEST_READ", "offer_request", id);
        }
        return page(area, mine(area, id, actor), new FormData(), new Problems(), null, model);
    }

    /** The company or the programme manager says ja or nee; the programme manager may verleng or sluit too. */
    @PostMapping("/{id:\\d{1,18}}/{what:ja|nee|verleng|sluit}")
    String answer(
            @PathVariable String area,
            @PathVariable long id,
            @PathVariable String what,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        mine(area, id, actor);
        FormData form = new FormData(values);
        Answer answer = switch (what) {
            case "ja" ->
                answers.accept(new ById(id, actor), form.number(OfferFields.DATE), form.time(OfferFields.TIME));
            case "nee" -> answers.decline(new ById(id, actor), form.text(OfferFields.REASON));
            case "verleng" -> answers.extend(id, form.number(OfferFields.DAYS), actor);
            default -> answers.close(id, form.text(OfferFields.REASON), actor);
        };
        return answered(area, answer, form.put("antwoord", what), "offers.flash." + what, request, response, model);
    }

    private String answered(
            String area,
            Answer answer,
            FormData form,
            String sentence,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (answer instanceof Answer.Done done) {
            Flash.say(request, response, sentence);
            return "redirect:/" + area + "/aanbod/vragen/" + done.request().id();
        }
        if (answer instanceof Answer.Over over) {
            Flash.warn(request, response, "offers.flash.over");
            return "redirect:/" + area + "/aanbod/vragen/" + over.request().id();
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        if (answer instanceof Answer.Refused refused) {
            return page(area, refused.request(), form, refused.problems(), null, model);
        }
        if (answer instanceof Answer.Impossible impossible) {
            return page(area, impossible.request(), form, new Problems(), impossible, model);
        }
        throw new NotFound("offer request");
    }

    private OfferRequest mine(String area, long id, Actor actor) {
        return answers.find(new ById(id, actor))
                .filter(request -> area.equals("beheer")
                        ? actor.is(Role.PROGRAMME_MANAGER)
                        : actor.is(Role.PARTNER, request.offer().organisationId()))
                .orElseThrow(() -> new NotFound("offer request " + id));
    }

    private String page(
            String area,
            OfferRequest request,
            FormData form,
            Problems problems,
            Answer.@Nullable Impossible impossible,
            Model model) {
        model.addAttribute("area", area);
        model.addAttribute("request", request);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("impossible", impossible);
        model.addAttribute("labels", labels);
        model.addAttribute("now", clock.instant());
        return "employers/offerQuestion";
    }
}
