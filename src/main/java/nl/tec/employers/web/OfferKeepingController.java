package nl.tec.employers.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.Offers;
import nl.tec.hub.Flash;
import nl.tec.hub.TableExport;
import nl.tec.organisations.Organisations;
import nl.tec.organisations.Organisations.Organisation;
import nl.tec.partners.Memberships;
import nl.tec.programme.Discipline;
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

/** Keeping offers: a company its own under /partner, the programme manager all under /beheer. */
@Controller
@RequestMapping("/{area:partner|beheer}/aanbod")
public class OfferKeepingController {

    private static final int PAGE = 40;
    private static final int VISITS = 30;
    private static final int MAX_WORDS_LENGTH = 60;

    private final Offers offers;
    private final OfferRequests requests;
    private final Organisations organisations;
    private final Memberships memberships;
    private final OfferChoices choices;

    OfferKeepingController(
            Offers offers,
            OfferRequests requests,
            Organisations organisations,
            Memberships memberships,
            OfferChoices choices) {
        this.offers = offers;
        this.requests = requests;
        this.organisations = organisations;
        this.memberships = memberships;
        this.choices = choices;
    }

    /** A company with what it offers and what still has to be answered. */
    public record OwnOffers(Organisation organisation, List<Offers.Numbers> offers) {}

    @GetMapping
    String list(
            @PathVariable String area,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @RequestParam(name = "wereld", defaultValue = "") String world,
            @RequestParam(name = "vakgebied", defaultValue = "") String discipline,
            @RequestParam(name = "soort", defaultValue = "") String kind,
            @RequestParam(name = "stand", defaultValue = "") String state,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        if (area.equals("partner")) {
            return own(actor, model);
        }
        Offers.Question question = question(world, discipline, kind, words);
        Offer.State wanted = FormData.constant(Offer.State.class, state).orElse(null);
        model.addAttribute("page", offers.list(question, wanted, after, PAGE));
        model.addAttribute("question", question);
        model.addAttribute("state", wanted);
        model.addAttribute("escalated", requests.escalated());
        return "employers/offerList";
    }

    /** What is on the list, in full; for the programme manager. */
    @GetMapping("/lijst.{file:csv|xlsx}")
    void download(
            @PathVariable String area,
            @PathVariable String file,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @RequestParam(name = "wereld", defaultValue = "") String world,
            @RequestParam(name = "vakgebied", defaultValue = "") String discipline,
            @RequestParam(name = "soort", defaultValue = "") String kind,
            @RequestParam(name = "stand", defaultValue = "") String state,
            HttpServletResponse response)
            throws IOException {
        if (area.equals("partner")) {
            throw new NotFound("the list of all offers");
        }
        Offers.Question question = question(world, discipline, kind, words);
        Offer.State wanted = FormData.constant(Offer.State.class, state).orElse(null);
        OfferSheet.of(after -> offers.list(question, wanted, after, TableExport.PIECE))
                .download(file, response);
    }

    private static Offers.Question question(String world, String discipline, String kind, String words) {
        return new Offers.Question(
                EmployersController.world(world).orElse(null),
                FormData.constant(Discipline.class, discipline).orElse(null),
                EmployersController.kind(kind).orElse(null),
                words.substring(0, Math.min(MAX_WORDS_LENGTH, words.length())));
    }

    private String own(Actor actor, Model model) {
        List<Long> mine = actor.organisations(Role.PARTNER);
        model.addAttribute(
                "companies",
                mine.stream()
                        .flatMap(id -> organisations.find(id).stream())
                        .map(company -> new OwnOffers(company, offers.ofPartner(company.id())))
                        .toList());
        model.addAttribute(
                "open",
                requests.list(OfferRequests.Filter.ofCompanies(mine, OfferRequests.View.OPEN), null, PAGE)
                        .rows());
        model.addAttribute("visits", offers.visits(mine, VISITS));
        return "employers/offerOwn";
    }

    /** @param organisationId of whom; the programme manager first says of whom it is */
    @GetMapping("/nieuw")
    String create(
            @PathVariable String area,
            @RequestParam(name = "organisatie", required = false) @Nullable Long organisationId,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        Long chosen = organisationId != null || area.equals("beheer")
                ? organisationId
                : actor.organisations(Role.PARTNER).stream().findFirst().orElse(null);
        if (chosen == null) {
            model.addAttribute("words", words);
            model.addAttribute("candidates", words.isBlank() ? List.of() : memberships.candidates(words));
            return "employers/offerOfWhom";
        }
        Organisation company = company(chosen, area, actor);
        String email = area.equals("partner") ? actor.email() : company.email();
        return form(area, company, null, OfferForm.empty(email, company.town()), new Problems(), model);
    }

    @PostMapping("/nieuw")
    String create(
            @PathVariable String area,
            @RequestParam("organisatie") long organisationId,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Organisation company = company(organisationId, area, actor);
        boolean publish = form.has("dan", "publiceer");
        Offers.Result result = offers.create(organisationId, OfferForm.details(form), publish, actor);
        if (result instanceof Offers.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(area, company, null, form, refused.problems(), model);
        }
        Flash.say(request, response, publish ? "offers.flash.PUBLISHED" : "offers.flash.DRAFT");
        return "redirect:/" + area + "/aanbod/"
                + ((Offers.Saved) result).offer().id();
    }

    @GetMapping("/{id:\\d{1,18}}")
    String show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        Offer offer = mine(id, area, actor);
        return form(
                area,
                company(offer.organisationId(), area, actor),
                offer,
                OfferForm.of(offer.details()),
                new Problems(),
                model);
    }

    @PostMapping("/{id:\\d{1,18}}")
    String change(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("versie") int version,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Offer offer = mine(id, area, actor);
        OfferDetails details = OfferForm.details(form);
        Offers.Result result = offers.change(id, version, details, actor);
        boolean publish = form.has("dan", "publiceer");
        if (result instanceof Offers.Saved && publish) {
            result = offers.become(id, Offer.State.PUBLISHED, actor);
        }
        if (result instanceof Offers.Saved) {
            Flash.say(request, response, publish ? "offers.flash.PUBLISHED" : "offers.flash.saved");
            return "redirect:/" + area + "/aanbod/" + id;
        }
        Problems problems = result instanceof Offers.Refused refused
                ? refused.problems()
                : new Problems().add("", "offers.check.outdated");
        response.setStatus(
                (result instanceof Offers.Refused ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT).value());
        return form(area, company(offer.organisationId(), area, actor), offers.get(id, actor), form, problems, model);
    }

    /** Publishes, pauses or ends. */
    @PostMapping("/{id:\\d{1,18}}/stand")
    String become(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("stand") Offer.State state,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Offer offer = mine(id, area, actor);
        if (offers.become(id, state, actor) instanceof Offers.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(
                    area,
                    company(offer.organisationId(), area, actor),
                    offer,
                    OfferForm.of(offer.details()),
                    refused.problems(),
                    model);
        }
        Flash.say(request, response, "offers.flash." + state);
        return "redirect:/" + area + "/aanbod/" + id;
    }

    /** Under /partner only what is of the own company, whatever else somebody may. */
    private Offer mine(long id, String area, Actor actor) {
        Offer offer = offers.get(id, actor);
        company(offer.organisationId(), area, actor);
        return offer;
    }

    private Organisation company(long id, String area, Actor actor) {
        if (area.equals("partner") && !actor.is(Role.PARTNER, id)) {
            throw new NotFound("organisation " + id);
        }
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation " + id));
    }

    private String form(
            String area, Organisation company, @Nullable Offer offer, FormData form, Problems problems, Model model) {
        model.addAllAttributes(Map.of("area", area, "company", company, "form", form, "problems", problems));
        model.addAttribute("offer", offer);
        model.addAttribute("rooms", area.equals("beheer") ? choices.rooms() : Map.of());
        model.addAttribute("goals", choices.goals());
        return "employers/offerForm";
    }
}
