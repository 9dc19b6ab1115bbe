package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import nl.tec.bookings.BookingFilter;
import nl.tec.bookings.BookingFilter.View;
import nl.tec.bookings.BookingOverview;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.Visits;
import nl.tec.bookings.Visits.Visit;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiScope;
import nl.tec.exchange.web.ApiProblem.Fault;
import nl.tec.exchange.web.ApiProblem.Kind;
import nl.tec.exchange.web.JsonForm.Type;
import nl.tec.exchange.web.OwnAnswers.Written;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The class bookings of a school for programs. */
@RestController
@RequestMapping(ApiAnswers.ROOT + "/eigen-boekingen")
class OwnBookingsApi {

    private static final List<View> VIEWS = List.of(View.COMING, View.PAST, View.CANCELLED, View.ALL);
    private static final Pattern PAGE = Pattern.compile("[0-9]{1,15}_[0-9]{1,18}");
    private static final String REASON = "reden";

    static final JsonForm CANCELLATION = new JsonForm().with(REASON, REASON, Type.TEXT);

    private final BookingOverview overview;
    private final Visits visits;
    private final ClassBookings bookings;
    private final OwnAnswers answers;

    OwnBookingsApi(BookingOverview overview, Visits visits, ClassBookings bookings, OwnAnswers answers) {
        this.overview = overview;
        this.visits = visits;
        this.bookings = bookings;
        this.answers = answers;
    }

    @GetMapping
    @NeedsKey(ApiScope.BOOKINGS_READ)
    ResponseEntity<byte[]> list(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        ApiParameters parameters = new ApiParameters(request.getParameterMap());
        View view = Objects.requireNonNullElse(parameters.constant("welke", VIEWS), View.COMING);
        String after = parameters.after(PAGE);
        int size = parameters.size();
        parameters.check();
        BookingOverview.Page page = overview.page(
                new BookingFilter(List.of(caller.organisationId()), view, "", null, null), after, null, size);
        return answers.page(page.rows(), ApiModels.BookingItem::of, page.next(), request);
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    @NeedsKey(ApiScope.BOOKINGS_READ)
    ResponseEntity<byte[]> one(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.one(json(mine(id, caller)), request);
    }

    /** Cancels a visit, declines a seat offer, or leaves the waiting list. */
    @PostMapping("/{id:[0-9]{1,18}}/annulering")
    @NeedsKey(ApiScope.BOOKINGS_WRITE)
    ResponseEntity<byte[]> cancel(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            String reason = reason(body);
            mine(id, caller);
            bookings.hold(id);
            answers.requireMatch(request, json(mine(id, caller)));
            if (bookings.cancel(id, reason, caller.actor()) instanceof BookingResult.Refused refused) {
                throw new ApiProblem(
                        Kind.REFUSED,
                        List.of(new Fault(
                                "",
                                refused.refusal().reason().messageKey(),
                                refused.refusal().arguments())));
            }
            return new Written(null, json(mine(id, caller)));
        });
    }

    /** Returns the reason for cancelling in the body of a request. */
    static String reason(JsonNode body) {
        String reason = CANCELLATION.read(body, new FormData()).line(REASON);
        if (reason.length() > ClassBookings.MAX_REASON) {
            throw new ApiProblem(
                    Kind.REFUSED, List.of(new Fault("/" + REASON, "form.long", List.of(ClassBookings.MAX_REASON))));
        }
        return reason;
    }

    private Visit mine(long id, ApiCaller caller) {
        return visits.find(id, caller.actor()).orElseThrow(() -> new NotFound("booking " + id));
    }

    private ApiModels.Booking json(Visit visit) {
        return ApiModels.Booking.of(visit, answers.base());
    }
}
