package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import nl.tec.programme.Programme.Found;
import nl.tec.programme.Programme.FoundSessions;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.Programme.SessionsAndEvents;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Session;
import nl.tec.programme.Who;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The public programme, searchable as cards or by date. All filters are in the URL. */
@Controller
class ProgrammeController {

    static final String PATH = "/programma";
    private static final String CSV = PATH + ".csv";
    private static final String XLSX = PATH + ".xlsx";
    private static final int PAGE_SIZE = 18;

    private final Programme programme;
    private final ProgrammeEvents events;
    private final WhichDays whichDays;
    private final ActivityLabels labels;
    private final Texts texts;
    private final Clock clock;
    private final Reference reference;
    private final ProgrammeSheet sheet;
    private final Others others;
    private final Pages pages;

    ProgrammeController(
            Programme programme,
            ProgrammeEvents events,
            Reference reference,
            WhichDays whichDays,
            ActivityLabels labels,
            Texts texts,
            Clock clock,
            ProgrammeSheet sheet,
            Others others,
            Pages pages) {
        this.programme = programme;
        this.events = events;
        this.whichDays = whichDays;
        this.labels = labels;
        this.texts = texts;
        this.clock = clock;
        this.reference = reference;
        this.sheet = sheet;
        this.others = others;
        this.pages = pages;
    }

    @GetMapping(PATH)
    JteModel programme(FormData asked, HttpServletRequest request, HttpServletResponse response, Locale language) {
        Filters filters = Filters.of(asked);
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Push-Url", filters.address(PATH)); // a short URL without empty parameters
        }
        response.setHeader("Vary", "HX-Request");
        int size = filters.has(Filters.SIZE) ? Integer.parseInt(filters.get(Filters.SIZE)) : PAGE_SIZE;
        String start = filters.has(Filters.PAGE) ? filters.get(Filters.PAGE) : null;
        Query query = query(filters, start, size, language);
        if (filters.dates() && filters.unrestricted()) {
            SessionsAndEvents both = programme.sessionsAndEvents(query);
            return show(filters, query, dates(filters, both.found(), language), both.events());
        }
        ProgrammePage page = filters.dates()
                ? dates(filters, programme.searchSessions(query), language)
                : cards(filters, query, language);
        return show(filters, query, page, events(filters));
    }

    private JteModel show(Filters filters, Query query, ProgrammePage page, List<ProgrammeEvent> events) {
        return pages.programmeProgramme(page, events, others.found(filters, query), labels);
    }

    /** Returns the events that match the search; without any filter, all upcoming ones. */
    private List<ProgrammeEvent> events(Filters filters) {
        if (filters.unrestricted()) {
            return events.coming();
        }
        return filters.text().isBlank() ? List.of() : events.search(filters.text());
    }

    /** Exports all results, of all pages. */
    @GetMapping({CSV, XLSX})
    void download(FormData asked, HttpServletRequest request, HttpServletResponse response, Locale language)
            throws IOException {
        Filters filters = Filters.of(asked);
        Function<@Nullable String, Query> from = page -> query(filters, page, TableExport.BATCH_SIZE, language);
        TableExport found = filters.dates()
                ? sheet.sessions(page -> programme.searchSessions(from.apply(page)), language)
                : sheet.activities(page -> programme.search(from.apply(page)), language);
        found.download(request.getRequestURI().endsWith(CSV) ? "csv" : "xlsx", response);
    }

    private Query query(Filters filters, @Nullable String start, int size, Locale language) {
        return new Query(
                filters.text(),
                filters.selection(),
                whichDays.of(filters, Dates.today(clock)),
                filters.has(Filters.ACTIVITY) ? filters.get(Filters.ACTIVITY) : null,
                start,
                size,
                filters.byTitle() ? language : null);
    }

    private ProgrammePage cards(Filters filters, Query query, Locale language) {
        return page(filters, programme.search(query), List.of(), language);
    }

    private ProgrammePage dates(Filters filters, FoundSessions found, Locale language) {
        return page(
                filters,
                new Found(List.of(), -1, found.previous(), found.next(), found.meant(), found.corrected()),
                found.sessions(),
                language);
    }

    private ProgrammePage page(Filters filters, Found found, List<Session> sessions, Locale language) {
        return new ProgrammePage(
                filters,
                reference.venues(),
                found.cards(),
                sessions,
                found.total(),
                found.meant(),
                found.corrected(),
                turned(filters, found.previous()),
                turned(filters, found.next()),
                chosen(filters, language),
                filters.without(PATH, Filters.VIEW),
                filters.with(PATH, Filters.VIEW, "data"),
                CalendarController.feed(filters),
                filters.without(CSV, Filters.PAGE),
                filters.without(XLSX, Filters.PAGE));
    }

    private static @Nullable String turned(Filters filters, @Nullable String page) {
        return page == null ? null : filters.with(PATH, Filters.PAGE, page);
    }

    private List<ProgrammePage.Chosen> chosen(Filters filters, Locale language) {
        List<ProgrammePage.Chosen> chosen = new ArrayList<>();
        if (filters.has(Filters.TEXT)) {
            add(chosen, filters, Filters.TEXT, texts.text(language, "programme.chosen.text", filters.text()));
        }
        if (filters.who() != null) {
            add(chosen, filters, Filters.WHO, who(filters.who(), language));
        }
        if (filters.world() != null) {
            add(chosen, filters, Filters.WORLD, texts.label(language, filters.world()));
        }
        if (filters.kind() != null) {
            add(chosen, filters, Filters.KIND, texts.label(language, filters.kind()));
        }
        if (filters.venue() != null) {
            reference.venues().stream()
                    .filter(venue -> venue.key().equals(filters.venue()))
                    .findFirst()
                    .ifPresent(venue ->
                            add(chosen, filters, Filters.PLACE, venue.name().in(language)));
        }
        if (filters.when() != null) {
            add(chosen, filters, Filters.WHEN, when(filters, filters.when(), language));
        }
        if (filters.day() != null) {
            add(chosen, filters, Filters.DAY, texts.label(language, filters.day()));
        }
        if (filters.part() != null) {
            add(chosen, filters, Filters.PART, texts.label(language, filters.part()));
        }
        if (filters.noCharge()) {
            add(chosen, filters, Filters.NO_CHARGE, texts.text(language, "programme.filter.noCharge"));
        }
        if (filters.takes() != null) {
            add(chosen, filters, Filters.TAKES, texts.text(language, Filters.takesKey(filters.takes())));
        }
        if (filters.free()) {
            add(chosen, filters, Filters.FREE, texts.text(language, "programme.filter.free"));
        }
        filters.others()
                .ifPresent(too -> add(
                        chosen,
                        filters,
                        Filters.OTHERS,
                        texts.text(language, too ? "programme.chosen.others" : "programme.chosen.own")));
        if (filters.has(Filters.ACTIVITY)) {
            programme
                    .find(filters.get(Filters.ACTIVITY))
                    .ifPresent(activity -> add(
                            chosen, filters, Filters.ACTIVITY, activity.title().in(language)));
        }
        return chosen;
    }

    private static void add(List<ProgrammePage.Chosen> chosen, Filters filters, String name, String text) {
        chosen.add(new ProgrammePage.Chosen(text, filters.without(PATH, name)));
    }

    private String who(Who who, Locale language) {
        return texts.text(language, "Who." + who.kind(), who.number());
    }

    private String when(Filters filters, Filters.When when, Locale language) {
        if (when != Filters.When.PERIOD) {
            return texts.label(language, when);
        }
        LocalDate today = Dates.today(clock);
        String from = Dates.day(filters.from().orElse(today), today, language);
        return filters.to()
                .map(to -> texts.text(language, "programme.chosen.period", from, Dates.day(to, today, language)))
                .orElseGet(() -> texts.text(language, "programme.chosen.from", from));
    }
}
