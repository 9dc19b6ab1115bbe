package nl.tec.employers.web;

import static nl.tec.employers.OfferFields.ADULTS;
import static nl.tec.employers.OfferFields.DAY;
import static nl.tec.employers.OfferFields.PUPILS;
import static nl.tec.employers.OfferFields.QUESTION;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.bookings.Adults;
import nl.tec.employers.AskOffer;
import nl.tec.employers.DayPart;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.OfferRequests.Filter;
import nl.tec.employers.Offers;
import nl.tec.employers.OtherOffers;
import nl.tec.employers.web.ClassesOfActor.OwnClass;
import nl.tec.hub.Reply;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages on which a school asks for an offer and follows its requests. See {@link SchoolSuggestionsController} for suggestions. */
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
    private final RateLimit limits;
    private final Pages pages;

    SchoolOffersController(
            Offers offers,
            OfferRequests requests,
            ClassesOfActor classes,
            OtherOffers others,
            ActivityLabels labels,
            Adults adults,
            RateLimit limits,
            Pages pages) {
        this.offers = offers;
        this.requests = requests;
        this.classes = classes;
        this.others = others;
        this.labels = labels;
        this.adults = adults;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(
            @PathVariable long id,
            @RequestParam(name = "klas", required = false) @Nullable Long classId,
            @AuthenticationPrincipal Actor actor) {
        Offer offer = offer(id);
        if (classId == null) {
            return pages.employersOfferWhichClass(offer, classes.fitting(actor, offer), classes.byLevel(actor), labels);
        }
        OwnClass mine = classes.get(classId, actor);
        List<ClassPart> parts = offer.details().guests().fitting(mine.schoolClass());
        int needed = adults.needed(parts.stream().collect(Collectors.toMap(ClassPart::grade, ClassPart::headCount)));
        FormData form = new FormData().put(ADULTS, needed).put("sleutel", UUID.randomUUID());
        parts.forEach(part -> form.put(field(part), part.headCount()));
        return ask(offer, mine, form, List.of());
    }

    /** Shows the form in another language. */
    @PostMapping(path = "/{id:\\d{1,18}}", params = Texts.SHOW_IN)
    JteModel askIn(
            @PathVariable long id,
            @RequestParam("klas") long classId,
            FormData form,
            @AuthenticationPrincipal Actor actor) {
        return ask(offer(id), classes.get(classId, actor), form, List.of());
    }

    @PostMapping("/{id:\\d{1,18}}")
    View ask(
            @PathVariable long id,
            @RequestParam("klas") long classId,
            @RequestParam("sleutel") UUID key,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        OwnClass mine = classes.get(classId, actor);
        AskOffer command = command(id, mine.schoolClass(), form, key);
        if (form.problems().any()) {
            return reply.refused(form.problems(), ask(offer(id), mine, form, List.of()));
        }
        // asking and withdrawing in turn would mail the company each time
        String who = actor.accountId() + " " + id;
        Optional<Duration> wait = limits.tryConsume(Limit.OFFER_REQUEST, who);
        if (wait.isPresent()) {
            Problems problems = new Problems()
                    .add(OfferFields.CLASS, "offers.check.tooOften", wait.get().toMinutes() + 1);
            return reply.refused(HttpStatus.TOO_MANY_REQUESTS, problems, ask(offer(id), mine, form, List.of()));
        }
        OfferRequests.Result result = requests.ask(command, actor);
        if (result instanceof OfferRequests.Created asked) {
            return reply.saved("offers.flash.asked", "/school/aanbod/vragen/" + asked.id());
        }
        limits.giveBack(Limit.OFFER_REQUEST, who);
        OfferRequests.Refused refused = (OfferRequests.Refused) result;
        return reply.refused(refused.problems(), ask(offer(id), mine, form, refused.free()));
    }

    private static AskOffer command(long offerId, SchoolClass schoolClass, FormData form, UUID key) {
        List<AskOffer.Date> dates = new ArrayList<>();
        for (int line = 1; line <= DATES; line++) {
            LocalDate day = form.day(DAY + line, "form.day");
            if (day != null) {
                dates.add(new AskOffer.Date(
                        line, day, form.constant("deel-" + line, DayPart.class).orElse(DayPart.MORNING)));
            }
        }
        Map<Long, Integer> counts = new HashMap<>();
        schoolClass.parts().forEach(part -> counts.put(part.id(), form.number(field(part), 0)));
        return new AskOffer(offerId, schoolClass.id(), dates, counts, form.number(ADULTS, 0), form.text(QUESTION), key);
    }

    static String field(ClassPart part) {
        return PUPILS + "-" + part.id();
    }

    /** @param free available dates to suggest instead of one that was taken */
    private JteModel ask(Offer offer, OwnClass mine, FormData form, List<AskOffer.Date> free) {
        return pages.employersOfferAsk(offer, mine, form, free, labels);
    }

    @GetMapping("/vragen")
    JteModel list(
            @RequestParam(name = "toon", defaultValue = "OPEN") OfferRequests.View view,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @AuthenticationPrincipal Actor actor) {
        OfferRequests.View shown =
                view == OfferRequests.View.ENDED ? OfferRequests.View.ENDED : OfferRequests.View.OPEN;
        return pages.employersOfferAsked(requests.list(Filter.ofSchools(actor.schools(), shown), after, PAGE), shown);
    }

    @GetMapping("/vragen/{id:\\d{1,18}}")
    JteModel request(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        OfferRequest request = mine(id, actor);
        boolean ended = !request.open() && request.state() != OfferRequest.State.ACCEPTED;
        return pages.employersOfferAskedOne(request, ended ? others.suggestions(request, OTHERS) : List.of(), labels);
    }

    @PostMapping("/vragen/{id:\\d{1,18}}/intrekken")
    View withdraw(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        String address = "/school/aanbod/vragen/" + id;
        return requests.withdraw(id, actor)
                ? reply.saved("offers.flash.withdrawn", address)
                : reply.warn("offers.flash.over", address);
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
