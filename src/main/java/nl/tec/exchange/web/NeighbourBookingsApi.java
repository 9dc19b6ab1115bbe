package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.bookings.Contact;
import nl.tec.bookings.GuestVisit;
import nl.tec.bookings.GuestVisits;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiScope;
import nl.tec.exchange.web.ApiProblem.Fault;
import nl.tec.exchange.web.ApiProblem.Kind;
import nl.tec.exchange.web.JsonForm.Type;
import nl.tec.exchange.web.OwnAnswers.Written;
import nl.tec.organisations.ClassNumbers;
import nl.tec.shared.FormData;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bookings of a neighbouring hub here for its schools, and their outcome (decision 0090). */
@RestController
@RequestMapping(ApiAnswers.ROOT + "/buurboekingen")
class NeighbourBookingsApi {

    private static final String SESSION = "sessie";
    private static final String BRIN = "brin";
    private static final String LABEL = "label";
    private static final String LEVEL = "level";
    private static final String GRADE = "groep-";
    private static final String PUPILS = "leerlingen-";
    private static final String ADULTS = "volwassenen";
    private static final String NAME = "naam";
    private static final String MAIL = "mail";
    private static final String PHONE = "telefoon";

    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final JsonForm ASK = new JsonForm()
            .with(SESSION, SESSION, Type.NUMBER)
            .with(BRIN, BRIN, Type.TEXT)
            .with("klas", LABEL, Type.TEXT)
            .with("niveau", LEVEL, Type.TEXT)
            .with("groepen[].groep", GRADE, Type.NUMBER)
            .with("groepen[].leerlingen", PUPILS, Type.NUMBER)
            .with(ADULTS, ADULTS, Type.NUMBER)
            .with("leerkracht.naam", NAME, Type.TEXT)
            .with("leerkracht.email", MAIL, Type.TEXT)
            .with("leerkracht.telefoon", PHONE, Type.TEXT);

    static final JsonForm NUMBERS = new JsonForm()
            .with("groepen[].groep", GRADE, Type.NUMBER)
            .with("groepen[].leerlingen", PUPILS, Type.NUMBER)
            .with(ADULTS, ADULTS, Type.NUMBER);

    private final GuestVisits visits;
    private final OwnAnswers answers;

    NeighbourBookingsApi(GuestVisits visits, OwnAnswers answers) {
        this.visits = visits;
        this.answers = answers;
    }

    @GetMapping
    @NeedsKey(ApiScope.NEIGHBOUR_READ)
    ResponseEntity<byte[]> list(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.page(
                visits.list(caller.organisationId()), GuestVisit::bookingId, ApiModels.NeighbourBooking::of, request);
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    @NeedsKey(ApiScope.NEIGHBOUR_READ)
    ResponseEntity<byte[]> one(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.one(json(id, caller), request);
    }

    /** Books a visit. The {@code Idempotency-Key} identifies the booking without a time limit. */
    @PostMapping
    @NeedsKey(ApiScope.NEIGHBOUR_WRITE)
    ResponseEntity<byte[]> book(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        String key = request.getHeader(OwnAnswers.IDEMPOTENCY_KEY);
        if (key == null || !KEY.matcher(key).matches()) {
            throw new ApiProblem(Kind.BAD_IDEMPOTENCY_KEY);
        }
        return answers.write(caller, request, body -> {
            GuestVisits.Ask ask = ask(ASK.read(body, new FormData()), UUID.fromString(key));
            long id = visits.book(caller.organisationId(), ask, caller.actor()).either(done -> done, problems -> {
                throw new ApiProblem(Kind.REFUSED, ASK.faults(problems));
            });
            return new Written("/api/v1/buurboekingen/" + id, json(id, caller));
        });
    }

    /** Changes the numbers of people; idempotent. */
    @PostMapping("/{id:[0-9]{1,18}}/aantallen")
    @NeedsKey(ApiScope.NEIGHBOUR_WRITE)
    ResponseEntity<byte[]> resize(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            FormData form = NUMBERS.read(body, new FormData());
            visits.resize(id, caller.organisationId(), pupils(form), form.number(ADULTS, 0), caller.actor())
                    .either(done -> done, problems -> {
                        throw new ApiProblem(Kind.REFUSED, NUMBERS.faults(problems));
                    });
            return new Written(null, json(id, caller));
        });
    }

    @PostMapping("/{id:[0-9]{1,18}}/annulering")
    @NeedsKey(ApiScope.NEIGHBOUR_WRITE)
    ResponseEntity<byte[]> cancel(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            visits.cancel(id, caller.organisationId(), OwnBookingsApi.reason(body), caller.actor())
                    .either(done -> done, problems -> {
                        throw new ApiProblem(Kind.REFUSED, ASK.faults(problems));
                    });
            return new Written(null, json(id, caller));
        });
    }

    private static GuestVisits.Ask ask(FormData form, UUID key) {
        Long session = form.id(SESSION);
        if (session == null) {
            throw new ApiProblem(Kind.REFUSED, List.of(new Fault("/" + SESSION, "exchange.fault.NUMBER")));
        }
        return new GuestVisits.Ask(
                key,
                session,
                form.line(BRIN),
                new ClassNumbers(form.line(LABEL), form.line(LEVEL), pupils(form)),
                form.number(ADULTS, 0),
                Contact.withoutAccount(form.line(NAME), form.line(MAIL)),
                form.line(PHONE));
    }

    /** Reads the number of pupils by group. */
    private static SortedMap<Integer, Integer> pupils(FormData form) {
        SortedMap<Integer, Integer> pupils = new TreeMap<>();
        for (int row = 0; form.has(GRADE + row) || form.has(PUPILS + row); row++) {
            pupils.merge(form.number(GRADE + row, 0), form.number(PUPILS + row, 0), Integer::sum);
        }
        return pupils;
    }

    private ApiModels.NeighbourBooking json(long id, ApiCaller caller) {
        return ApiModels.NeighbourBooking.of(visits.get(id, caller.organisationId()));
    }
}
