package nl.tec.employers.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
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
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages on which a company in its portal, or else the programme manager, answers requests. */
@Controller
@RequestMapping("/{area:partner|beheer}/aanbod/vragen")
class OfferRequestsController {

    private static final int PAGE = 30;

    private final OfferRequests requests;
    private final OfferAnswers answers;
    private final Clock clock;
    private final Audit audit;
    private final Pages pages;

    OfferRequestsController(OfferRequests requests, OfferAnswers answers, Clock clock, Audit audit, Pages pages) {
        this.requests = requests;
        this.answers = answers;
        this.clock = clock;
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(
            @PathVariable String area,
            @RequestParam(name = "toon", required = false) OfferRequests.@Nullable View view,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @AuthenticationPrincipal Actor actor) {
        boolean manager = area.equals("beheer");
        int escalated = manager ? requests.escalated() : 0;
        OfferRequests.View shown =
                view == null ? manager && escalated > 0 ? OfferRequests.View.ESCALATED : OfferRequests.View.OPEN : view;
        Filter filter = manager ? Filter.all(shown) : Filter.ofCompanies(actor.organisations(Role.PARTNER), shown);
        return pages.employersOfferRequests(
                area,
                requests.list(filter, after, PAGE),
                shown,
                manager
                        ? List.of(OfferRequests.View.values())
                        : List.of(OfferRequests.View.OPEN, OfferRequests.View.ENDED),
                escalated,
                clock.instant());
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor) {
        OfferRequest request = mine(area, id, actor);
        if (area.equals("beheer")) {
            audit.add(actor, "OFFER_REQUEST_READ", "offer_request", id);
        }
        return page(area, request, new FormData(), null);
    }

    /** Accepts (ja) or declines (nee) a request; a programme manager can also extend (verleng) or close (sluit) it. */
    @PostMapping("/{id:\\d{1,18}}/{what:ja|nee|verleng|sluit}")
    View answer(
            @PathVariable String area,
            @PathVariable long id,
            @PathVariable String what,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        mine(area, id, actor);
        Answer answer = switch (what) {
            case "ja" ->
                answers.accept(new ById(id, actor), form.number(OfferFields.DATE), form.time(OfferFields.TIME));
            case "nee" -> answers.decline(new ById(id, actor), form.text(OfferFields.REASON));
            case "verleng" -> answers.extend(id, form.number(OfferFields.DAYS), actor);
            default -> answers.close(id, form.text(OfferFields.REASON), actor);
        };
        return answered(area, answer, form.put("antwoord", what), "offers.flash." + what, reply);
    }

    private View answered(String area, Answer answer, FormData form, String sentence, Reply reply) {
        String address = "/" + area + "/aanbod/vragen/";
        if (answer instanceof Answer.Done done) {
            return reply.saved(sentence, address + done.request().id());
        }
        if (answer instanceof Answer.Over over) {
            return reply.warn("offers.flash.over", address + over.request().id());
        }
        if (answer instanceof Answer.Refused refused) {
            return reply.refused(refused.problems(), page(area, refused.request(), form, null));
        }
        if (answer instanceof Answer.Impossible impossible) {
            return reply.refused(new Problems(), page(area, impossible.request(), form, impossible));
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

    private JteModel page(String area, OfferRequest request, FormData form, Answer.@Nullable Impossible impossible) {
        return pages.employersOfferRequest(area, request, form, impossible, clock.instant());
    }
}
