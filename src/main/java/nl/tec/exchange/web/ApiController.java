package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.knowledge.Library;
import nl.tec.knowledge.LibraryQuestion;
import nl.tec.partners.Partners;
import nl.tec.programme.Activity;
import nl.tec.programme.Calendar;
import nl.tec.programme.LearningLines;
import nl.tec.programme.Programme;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The open API (requirement H2), as described in {@code exchange/openapi.json}. Read-only, without a key, no personal data. */
@RestController
@RequestMapping(ApiAnswers.ROOT)
class ApiController {

    private final Programme programme;
    private final LearningLines lines;
    private final Calendar calendar;
    private final Venues venues;
    private final Partners partners;
    private final Library library;
    private final Figures figures;
    private final ApiAnswers answers;
    private final HubSettings hub;
    private final Clock clock;

    ApiController(
            Programme programme,
            LearningLines lines,
            Calendar calendar,
            Venues venues,
            Partners partners,
            Library library,
            Figures figures,
            ApiAnswers answers,
            HubSettings hub,
            Clock clock) {
        this.programme = programme;
        this.lines = lines;
        this.calendar = calendar;
        this.venues = venues;
        this.partners = partners;
        this.library = library;
        this.figures = figures;
        this.answers = answers;
        this.hub = hub;
        this.clock = clock;
    }

    @GetMapping("/activiteiten")
    @Nullable ResponseEntity<byte[]> activities(HttpServletRequest request, WebRequest conditions) {
        Programme.Found found = programme.search(query(request, true));
        return answers.page(
                found.cards(),
                card -> ApiModels.ActivityItem.of(card, answers.base()),
                request.getRequestURI(),
                request.getParameterMap(),
                found.next(),
                conditions);
    }

    @GetMapping("/activiteiten/{id}")
    @Nullable ResponseEntity<byte[]> activity(@PathVariable String id, WebRequest conditions) {
        Activity activity = programme.find(id).orElseThrow(() -> new NotFound("activity " + id));
        Long venueId = activity.details().venueId();
        String venue =
                venueId == null ? null : venues.find(venueId).map(Venue::key).orElse(null);
        return answers.json(ApiModels.ActivityDetail.of(activity, venue, answers.base()), conditions);
    }

    @GetMapping("/sessies")
    @Nullable ResponseEntity<byte[]> sessions(HttpServletRequest request, WebRequest conditions) {
        Programme.FoundSessions found = programme.searchSessions(query(request, false));
        return answers.page(
                found.sessions(),
                session -> ApiModels.SessionItem.of(session, answers.base()),
                request.getRequestURI(),
                request.getParameterMap(),
                found.next(),
                conditions);
    }

    @GetMapping("/sessies/{id:[0-9]{1,18}}")
    @Nullable ResponseEntity<byte[]> session(@PathVariable long id, WebRequest conditions) {
        return answers.json(
                ApiModels.SessionItem.of(
                        calendar.find(id).orElseThrow(() -> new NotFound("session " + id)), answers.base()),
                conditions);
    }

    @GetMapping("/locaties")
    @Nullable ResponseEntity<byte[]> venues(HttpServletRequest request, WebRequest conditions) {
        return whole(
                request,
                venues.list().stream()
                        .map(venue -> ApiModels.VenueItem.of(venue, answers.base()))
                        .toList(),
                conditions);
    }

    @GetMapping("/partners")
    @Nullable ResponseEntity<byte[]> partners(HttpServletRequest request, WebRequest conditions) {
        return whole(
                request,
                partners.shown().stream().map(ApiModels.PartnerItem::of).toList(),
                conditions);
    }

    @GetMapping("/leerlijnen")
    @Nullable ResponseEntity<byte[]> learningLines(HttpServletRequest request, WebRequest conditions) {
        return whole(
                request, lines.published().stream().map(ApiModels.LineItem::of).toList(), conditions);
    }

    /** Lists the library items that are open to everybody. */
    @GetMapping("/bibliotheek")
    @Nullable ResponseEntity<byte[]> library(HttpServletRequest request, WebRequest conditions) {
        ApiParameters parameters = new ApiParameters(request.getParameterMap());
        int size = parameters.size();
        parameters.check();
        Library.Found found =
                library.search(LibraryQuestion.of("", LibraryQuestion.Filter.NONE), parameters.page(), size, null);
        return answers.page(
                found.cards(),
                card -> ApiModels.LibraryItem.of(card, answers.base()),
                request.getRequestURI(),
                request.getParameterMap(),
                found.next(),
                conditions);
    }

    @GetMapping("/kpis")
    @Nullable ResponseEntity<byte[]> kpis(HttpServletRequest request, WebRequest conditions) {
        return whole(
                request,
                figures.all().values().stream()
                        .flatMap(List::stream)
                        .map(line -> ApiModels.KpiItem.of(line, figures.municipalities(line), hub))
                        .toList(),
                conditions);
    }

    private Programme.Query query(HttpServletRequest request, boolean titles) {
        return new ApiParameters(request.getParameterMap()).query(Dates.today(clock), titles);
    }

    /** Answers with a short list on one page. */
    private @Nullable ResponseEntity<byte[]> whole(HttpServletRequest request, List<?> items, WebRequest conditions) {
        return answers.page(items, item -> item, request.getRequestURI(), Map.of(), null, conditions);
    }
}
