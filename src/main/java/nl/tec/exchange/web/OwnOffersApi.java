package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferForm;
import nl.tec.employers.OfferKind;
import nl.tec.employers.Offers;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiScope;
import nl.tec.exchange.web.ApiProblem.Fault;
import nl.tec.exchange.web.ApiProblem.Kind;
import nl.tec.exchange.web.JsonForm.Type;
import nl.tec.exchange.web.OwnAnswers.Written;
import nl.tec.hub.Texts;
import nl.tec.programme.Discipline;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The offers of a company for programs: the same as the pages under {@code /partner/aanbod}. */
@RestController
@RequestMapping(ApiAnswers.ROOT + "/eigen-aanbod")
class OwnOffersApi {

    /** The property that tells whether to publish the offer as well. */
    private static final String PUBLISH = "publiceren";

    private static final String STATE = "stand";

    static final JsonForm FORM = new JsonForm()
            .withBoth("titel", OfferFields.TITLE)
            .withBoth("belofte", OfferFields.PROMISE)
            .withBoth("beschrijving", OfferFields.DESCRIPTION)
            .withBoth("kleding", OfferFields.CLOTHING)
            .withChoice("soort", "soort", OfferKind.class)
            .withChoice("wereld", OfferFields.WORLD, World.class)
            .withChoices("ookWerelden", "ook-wereld", World.class)
            .withChoices("vakgebieden", "vakgebieden", Discipline.class)
            .with("kerndoelen", OfferFields.GOALS, Type.TEXTS)
            .withSpan("groepen", OfferFields.GROUPS)
            .withSpan("klassen", OfferFields.YEARS)
            .withSpan("leerjarenMbo", OfferFields.MBO_YEARS)
            .with("jongsteLeeftijd", OfferFields.YOUNGEST, Type.NUMBER)
            .with("minimum", OfferFields.SIZE_MIN, Type.NUMBER)
            .with("maximum", OfferFields.SIZE_MAX, Type.NUMBER)
            .with("rolstoeltoegankelijk", "rolstoel", Type.FLAG)
            .with("touringcar", "touringcar", Type.FLAG)
            .withChoice("waar", OfferFields.HELD, Location.class)
            .with("straat", OfferFields.STREET, Type.TEXT)
            .with("postcode", OfferFields.POSTCODE, Type.TEXT)
            .with("plaats", OfferFields.TOWN, Type.TEXT)
            .with("kilometers", OfferFields.TRAVEL, Type.NUMBER)
            .with("duurMinuten", OfferFields.MINUTES, Type.NUMBER)
            .with("ochtend", OfferFields.MORNING, Type.TIME)
            .with("middag", OfferFields.AFTERNOON, Type.TIME)
            .with("wekenDicht", OfferFields.CLOSED_WEEKS, Type.NUMBERS)
            .with("perWeek", OfferFields.PER_WEEK, Type.NUMBER)
            .with("tegelijk", OfferFields.AT_ONCE, Type.NUMBER)
            .with("termijnDagen", OfferFields.TERM, Type.NUMBER)
            .with("email", OfferFields.EMAIL, Type.TEXT)
            .withChoice(
                    "taal",
                    "taal",
                    Texts.LANGUAGES.stream().map(Locale::getLanguage).toList())
            .withCommand(PUBLISH, PUBLISH);

    static final JsonForm CHANGE_OF_STATE = new JsonForm().withChoice(STATE, STATE, Offer.State.class);

    private final Offers offers;
    private final OwnAnswers answers;

    OwnOffersApi(Offers offers, OwnAnswers answers) {
        this.offers = offers;
        this.answers = answers;
    }

    @GetMapping
    @NeedsKey(ApiScope.OFFERS_READ)
    ResponseEntity<byte[]> list(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.page(
                offers.ofPartner(caller.organisationId()),
                numbers -> numbers.offer().id(),
                ApiModels.OwnOfferItem::of,
                request);
    }

    @PostMapping
    @NeedsKey(ApiScope.OFFERS_WRITE)
    ResponseEntity<byte[]> create(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            FormData form = FORM.read(body, new FormData());
            OfferDetails details = OfferForm.details(form);
            Offer made = done(
                    FORM,
                    form.problems().any()
                            ? unread(form, details, null, caller)
                            : offers.create(caller.organisationId(), details, form.has(PUBLISH, "ja"), caller.actor()));
            return new Written(ApiAnswers.ROOT + "/eigen-aanbod/" + made.id(), json(made));
        });
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    @NeedsKey(ApiScope.OFFERS_READ)
    ResponseEntity<byte[]> one(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.one(json(mine(offers.get(id, caller.actor()), caller)), request);
    }

    /** Changes an offer; {@code publiceren} publishes a draft too. */
    @PutMapping("/{id:[0-9]{1,18}}")
    @NeedsKey(ApiScope.OFFERS_WRITE)
    ResponseEntity<byte[]> change(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            Offer current = mine(offers.hold(id, caller.actor()), caller);
            answers.requireMatch(request, json(current));
            FormData form = FORM.read(body, OfferForm.of(current.details()));
            OfferDetails details = OfferForm.details(form);
            Offer changed = done(
                    FORM,
                    form.problems().any()
                            ? unread(form, details, current, caller)
                            : offers.change(id, current.version(), details, caller.actor()));
            return new Written(
                    null,
                    json(
                            form.has(PUBLISH, "ja")
                                    ? done(FORM, offers.become(id, Offer.State.PUBLISHED, caller.actor()))
                                    : changed));
        });
    }

    /** Publishes, pauses or ends an offer. */
    @PutMapping("/{id:[0-9]{1,18}}/stand")
    @NeedsKey(ApiScope.OFFERS_WRITE)
    ResponseEntity<byte[]> become(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            FormData form = CHANGE_OF_STATE.read(body, new FormData());
            answers.requireMatch(request, json(mine(offers.hold(id, caller.actor()), caller)));
            Offer.State state = form.constant(STATE, Offer.State.class)
                    .orElseThrow(() ->
                            new ApiProblem(Kind.MALFORMED, List.of(new Fault("/" + STATE, "exchange.fault.CHOICE"))));
            return new Written(null, json(done(CHANGE_OF_STATE, offers.become(id, state, caller.actor()))));
        });
    }

    /** Restricts access to the organisation of the key, even if its maker has more rights. */
    private static Offer mine(Offer offer, ApiCaller caller) {
        if (offer.organisationId() != caller.organisationId()) {
            throw new NotFound("offer " + offer.id());
        }
        return offer;
    }

    private Outcome<Offer> unread(FormData form, OfferDetails details, @Nullable Offer before, ApiCaller caller) {
        return Outcome.refused(offers.check(details, before, caller.actor()).and(form.problems()));
    }

    private static Offer done(JsonForm form, Outcome<Offer> outcome) {
        return form.done(outcome, Offers.OUTDATED);
    }

    private ObjectNode json(Offer offer) {
        ObjectNode json = answers.object()
                .put("id", offer.id())
                .put("stand", offer.state().name())
                .put("gewijzigdOpTijdstip", offer.changedAt().toString());
        FORM.write(OfferForm.of(offer.details()), json);
        return json;
    }
}
