package nl.tec.employers.web;

import static nl.tec.employers.OfferFields.ADULTS;
import static nl.tec.employers.OfferFields.DAY;
import static nl.tec.employers.OfferFields.PART;
import static nl.tec.employers.OfferFields.PUPILS;
import static nl.tec.employers.OfferFields.QUESTION;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Adults;
import nl.tec.employers.AskOffer;
import nl.tec.employers.DayPart;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.OfferRequests.Filter;
import nl.tec.employers.OfferRequests.View;
import nl.tec.employers.Offers;
import nl.tec.employers.OtherOffers;
import nl.tec.employers.web.ClassesOfActor.OwnClass;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
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

/** A school asks a company for a class, and sees what came of it. What fits is {@link SchoolSuggestionsController}. */
@Controller
@RequestMapping("/school/aanbod")
class SchoolOffersController {

    private static final int PAGE = 30;
    private static final int OTHERS = 3;
    private static final int DATES = 3;

    private final Offers offers;
    private final OfferRequests requests;
    private final ClassesOfActor classes;
    private final OtherOffers others;
    private final ActivityLabels labels;
    private final Adults adults;

    SchoolOffersController(
            Offers offers,
            OfferRequests requests,
            ClassesOfActor classes,
            OtherOffers others,
            ActivityLabels labels,
            Adults adults) {
        this.offers = offers;
        this.requests = requests;
        this.classes = classes;
        this.others = others;
        this.labels = labels;
        this.adults = adults;
    }

    @GetMapping("/{id:\\d{1,18}}")
    String show(
            @PathVariable long id,
            @RequestParam(name = "klas", required = false) @Nullable Long classId,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        Offer offer = offer(id);
        if (classId == null) {
            model.addAttribute("offer", offer);
            model.addAttribute("groups", classes.fitting(actor, offer));
            model.addAttribute("labels", labels);
            return "employers/offerWhichClass";
        }
        OwnClass mine = classes.get(classId, actor);
        List<ClassPart> parts = offer.details().guests().fitting(mine.group());
        int needed = adults.needed(parts.stream().collect(Collectors.toMap(ClassPart::grade, ClassPart::headCount)));
        FormData form = new FormData().put(ADULTS, needed).put("sleutel", UUID.randomUUID());
        parts.forEach(part -> form.put(field(part), part.headCount()));
        return ask(offer, mine, form, new Problems(), List.of(), model);
    }

    /** The form in another language. */
    @PostMapping(path = "/{id:\\d{1,18}}", params = Texts.SHOW_IN)
    String askIn(
            @PathVariable long id,
            @RequestParam("klas") long classId,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        return ask(offer(id), classes.get(classId, actor), new FormData(values), new Problems(), List.of(), model);
    }

    @PostMapping("/{id:\\d{1,18}}")
    String ask(
            @PathVariable long id,
            @RequestParam("klas") long classId,
            @RequestParam("sleutel") UUID key,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        OwnClass mine = classes.get(classId, actor);
        OfferRequests.Result result = requests.ask(command(id, mine.group(), form, key), actor);
        if (result instanceof OfferRequests.Asked asked) {
            Flash.say(request, response, "offers.flash.asked");
            return "redirect:/school/aanbod/vragen/" + asked.id();
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        OfferRequests.Refused refused = (OfferRequests.Refused) result;
        return ask(offer(id), mine, form, refused.problems(), refused.free(), model);
    }

    private static AskOffer command(long offerId, SchoolClass group, FormData form, UUID key) {
        List<AskOffer.Date> dates = new ArrayList<>();
        for (int line = 1; line <= DATES; line++) {
            if (!form.text(DAY + line).isBlank()) {
                dates.add(new AskOffer.Date(
                        line,
                        form.day(DAY + line),
                        form.constant(PART + line, DayPart.class).orElse(DayPart.MORNING)));
            }
        }
        Map<Long, Integer> counts = new HashMap<>();
        group.parts().forEach(part -> counts.put(part.id(), form.number(field(part), 0)));
        return new AskOffer(offerId, group.id(), dates, counts, form.number(ADULTS, 0), form.text(QUESTION), key);
    }

    static String field(ClassPart part) {
        return PUPILS + "-" + part.id();
    }

    /** @param free dates to ask for instead of one that was taken */
    private String ask(
            Offer offer, OwnClass mine, FormData form, Problems problems, List<AskOffer.Date> free, Model model) {
        model.addAttribute("offer", offer);
        model.addAttribute("mine", mine);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("free", free);
        model.addAttribute("labels", labels);
        return "employers/offerAsk";
    }

    @GetMapping("/vragen")
    String list(
            @RequestParam(name = "toon", defaultValue = "OPEN") View view,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        View shown = view == View.ENDED ? View.ENDED : View.OPEN;
        model.addAttribute("page", requests.list(Filter.ofSchools(classes.sites(actor), shown), after, PAGE));
        model.addAttribute("view", shown);
        return "employers/offerAsked";
    }

    @GetMapping("/vragen/{id:\\d{1,18}}")
    String request(@PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        OfferRequest request = mine(id, actor);
        boolean ended = !request.open() && request.state() != OfferRequest.State.ACCEPTED;
        model.addAttribute("request", request);
        model.addAttribute("others", ended ? others.suggestions(request, OTHERS) : List.of());
        model.addAttribute("labels", labels);
        return "employers/offerAskedOne";
    }

    @PostMapping("/vragen/{id:\\d{1,18}}/intrekken")
    String withdraw(
            @PathVariable long id,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (requests.withdraw(id, actor)) {
            Flash.say(request, response, "offers.flash.withdrawn");
        } else {
            Flash.warn(request, response, "offers.flash.over");
        }
        return "redirect:/school/aanbod/vragen/" + id;
    }

    private OfferRequest mine(long id, Actor actor) {
        return requests.find(id, actor)
                .filter(request -> actor.worksAt(request.school().siteId()))
                .orElseThrow(() -> new NotFound("offer request " + id));
    }

    private Offer offer(long id) {
        return offers.findPublished(id).orElseThrow(() -> new NotFound("offer " + id));
    }
}
