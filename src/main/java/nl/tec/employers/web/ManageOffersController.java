package nl.tec.employers.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferForm;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.Offers;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.organisations.Organisations;
import nl.tec.organisations.Organisations.Organisation;
import nl.tec.partners.Memberships;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages for managing offers: a company its own under /partner, the programme manager all under /beheer. */
@Controller
@RequestMapping("/{area:partner|beheer}/aanbod")
public class ManageOffersController {

    private static final int PAGE = 40;
    private static final int VISITS = 30;

    private final Offers offers;
    private final OfferRequests requests;
    private final Organisations organisations;
    private final Memberships memberships;
    private final OfferChoices choices;
    private final Audit audit;
    private final Pages pages;

    ManageOffersController(
            Offers offers,
            OfferRequests requests,
            Organisations organisations,
            Memberships memberships,
            OfferChoices choices,
            Audit audit,
            Pages pages) {
        this.offers = offers;
        this.requests = requests;
        this.organisations = organisations;
        this.memberships = memberships;
        this.choices = choices;
        this.audit = audit;
        this.pages = pages;
    }

    /** A company with its offers. */
    public record OwnOffers(Organisation organisation, List<Offers.Numbers> offers) {}

    @GetMapping
    JteModel list(
            @PathVariable String area,
            FormData query,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @AuthenticationPrincipal Actor actor) {
        if (area.equals("partner")) {
            return own(actor);
        }
        Offers.Filter question = EmployersController.question(query);
        Offer.State state = query.constant("stand", Offer.State.class).orElse(null);
        return pages.employersOfferList(
                offers.list(question, state, after, PAGE), question, state, requests.escalated());
    }

    /** Downloads the full list, for the programme manager. */
    @GetMapping("/lijst.{file:csv|xlsx}")
    void download(
            @PathVariable String area,
            @PathVariable String file,
            FormData query,
            @AuthenticationPrincipal Actor actor,
            HttpServletResponse response)
            throws IOException {
        if (area.equals("partner")) {
            throw new NotFound("the list of all offers");
        }
        Offers.Filter question = EmployersController.question(query);
        Offer.State state = query.constant("stand", Offer.State.class).orElse(null);
        audit.add(actor, "OFFERS_EXPORTED", "offer", null);
        OfferSheet.of(after -> offers.list(question, state, after, TableExport.BATCH_SIZE))
                .download(file, response);
    }

    private JteModel own(Actor actor) {
        List<Long> mine = actor.organisations(Role.PARTNER);
        return pages.employersOfferOwn(
                mine.stream()
                        .flatMap(id -> organisations.find(id).stream())
                        .map(company -> new OwnOffers(company, offers.ofPartner(company.id())))
                        .toList(),
                requests.list(OfferRequests.Filter.ofCompanies(mine, OfferRequests.View.OPEN), null, PAGE)
                        .rows(),
                offers.visits(mine, VISITS));
    }

    /** @param organisationId the company; a programme manager chooses it first */
    @GetMapping("/nieuw")
    JteModel create(
            @PathVariable String area,
            @RequestParam(name = "organisatie", required = false) @Nullable Long organisationId,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @AuthenticationPrincipal Actor actor) {
        Long chosen = organisationId != null || area.equals("beheer")
                ? organisationId
                : actor.organisations(Role.PARTNER).stream().findFirst().orElse(null);
        if (chosen == null) {
            return pages.employersOfferOfWhom(words, words.isBlank() ? List.of() : memberships.candidates(words));
        }
        Organisation company = company(chosen, area, actor);
        String email = area.equals("partner") ? actor.email() : company.email();
        return form(area, company, null, OfferForm.empty(email, company.town()));
    }

    @PostMapping("/nieuw")
    View create(
            @PathVariable String area,
            @RequestParam("organisatie") long organisationId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Organisation company = company(organisationId, area, actor);
        boolean publish = form.has("dan", "publiceer");
        OfferDetails details = OfferForm.details(form);
        Outcome<Offer> outcome = form.problems().any()
                ? Outcome.refused(offers.check(details, null, actor).and(form.problems()))
                : offers.create(organisationId, details, publish, actor);
        return outcome.either(
                made -> reply.saved(
                        publish ? "offers.flash.PUBLISHED" : "offers.flash.DRAFT", address(area, made.id())),
                problems -> reply.refused(problems, form(area, company, null, form)));
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return form(area, mine(id, area, actor), actor);
    }

    @PostMapping("/{id:\\d{1,18}}")
    View change(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Offer offer = mine(id, area, actor);
        OfferDetails details = OfferForm.details(form);
        boolean publish = form.has("dan", "publiceer");
        Outcome<Offer> outcome = form.problems().any()
                ? Outcome.refused(offers.check(details, offer, actor).and(form.problems()))
                : offers.change(id, version, details, actor);
        if (publish && outcome instanceof Outcome.Done) {
            outcome = offers.become(id, Offer.State.PUBLISHED, actor);
        }
        return outcome.either(
                done -> reply.saved(publish ? "offers.flash.PUBLISHED" : "offers.flash.saved", address(area, id)),
                problems -> reply.refused(
                        Offers.OUTDATED,
                        problems,
                        form(area, company(offer.organisationId(), area, actor), offers.get(id, actor), form)));
    }

    /** Publishes, pauses or ends. */
    @PostMapping("/{id:\\d{1,18}}/stand")
    View become(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("stand") Offer.State state,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Offer offer = mine(id, area, actor);
        return offers.become(id, state, actor)
                .either(
                        done -> reply.saved("offers.flash." + state, address(area, id)),
                        problems -> reply.refused(problems, form(area, offer, actor)));
    }

    private static String address(String area, long id) {
        return "/" + area + "/aanbod/" + id;
    }

    /** Returns an offer; under /partner only of the actor's own company, whatever its other roles. */
    private Offer mine(long id, String area, Actor actor) {
        Offer offer = offers.get(id, actor);
        company(offer.organisationId(), area, actor);
        return offer;
    }

    private Organisation company(long id, String area, Actor actor) {
        if (area.equals("partner")) {
            actor.requireRole(Role.PARTNER, id);
        }
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation " + id));
    }

    private JteModel form(String area, Offer offer, Actor actor) {
        return form(area, company(offer.organisationId(), area, actor), offer, OfferForm.of(offer.details()));
    }

    private JteModel form(String area, Organisation company, @Nullable Offer offer, FormData form) {
        return pages.employersOfferForm(
                area, company, offer, form, area.equals("beheer") ? choices.rooms() : Map.of(), choices.goals());
    }
}
