package nl.tec.results.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.Dimension;
import nl.tec.feedback.Scores;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.partners.Ambassador;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Connected;
import nl.tec.partners.Memberships;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolReach.Which;
import nl.tec.reach.SchoolVisits;
import nl.tec.reach.SessionReach;
import nl.tec.results.DrillDown;
import nl.tec.results.Figures;
import nl.tec.results.Figures.Line;
import nl.tec.results.Kpi;
import nl.tec.results.KpiNotes;
import nl.tec.results.Measure;
import nl.tec.results.Profiles;
import nl.tec.results.Snapshots;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.web.PageInMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** The pages that break a figure down into the attendances behind it (rules 2.12), for roles that may read results. */
@Controller
class DrillDownController {

    /** Schools, sessions or organisations on a page. */
    private static final int PAGE = 20;

    private final Figures figures;
    private final DrillDown drillDown;
    private final Profiles profiles;
    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Satisfaction satisfaction;
    private final HubSettings hub;
    private final Snapshots snapshots;
    private final KpiNotes notes;
    private final Wording wording;
    private final Pages pages;
    private final Clock clock;

    DrillDownController(
            Figures figures,
            DrillDown drillDown,
            Profiles profiles,
            Memberships memberships,
            Ambassadors ambassadors,
            Satisfaction satisfaction,
            HubSettings hub,
            Snapshots snapshots,
            KpiNotes notes,
            Wording wording,
            Pages pages,
            Clock clock) {
        this.figures = figures;
        this.drillDown = drillDown;
        this.profiles = profiles;
        this.memberships = memberships;
        this.ambassadors = ambassadors;
        this.satisfaction = satisfaction;
        this.hub = hub;
        this.snapshots = snapshots;
        this.notes = notes;
        this.wording = wording;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/resultaten/{code}")
    JteModel figure(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            @RequestParam(name = "zoek", defaultValue = "") String search,
            @RequestParam(name = "welke", defaultValue = "ALL") Which which,
            FormData query,
            Locale language) {
        return figure(line(code, asked), search, which, query, new FormData(), language);
    }

    /** Stores a note of the board about a figure; an empty text withdraws it. */
    @PostMapping("/resultaten/{code}/notitie")
    View write(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Reply reply) {
        Line line = line(code, asked);
        return notes.write(line.kpi(), line.year(), form.text("notitie"), actor)
                .either(
                        done -> reply.saved("results.note.saved", "/resultaten/" + code + "?jaar=" + line.year()),
                        problems ->
                                reply.refused(problems, figure(line, "", Which.ALL, new FormData(), form, language)));
    }

    /** Shows a figure. @param form the note as entered; empty if there is none */
    private JteModel figure(Line line, String search, Which which, FormData query, FormData form, Locale language) {
        Kpi kpi = line.kpi();
        String code = kpi.code();
        int year = line.year();
        Measure measure = kpi.measure();
        boolean ofClasses = measure.ofClasses();
        boolean isSatisfaction = measure == Measure.SATISFACTION;
        return pages.resultsFigure(
                wording.in(language),
                line,
                figures.years().stream().filter(kpi::counts).toList(),
                snapshots.last(year).get(code),
                search,
                which,
                ofClasses ? drillDown.grades(kpi, year) : null,
                ofClasses ? drillDown.schools(kpi, year, which, search, schoolKey(query), PAGE) : null,
                measure == Measure.PEOPLE ? drillDown.sessions(kpi, year, sessionKey(query), PAGE) : null,
                measure == Measure.CONNECTED
                        ? PageInMemory.of(connected(line), Connected::organisationId, query.text("na"), PAGE)
                        : null,
                measure == Measure.AMBASSADORS ? ambassadors(line) : null,
                measure == Measure.TECHNICAL_PROFILE ? profiles(line) : null,
                isSatisfaction ? satisfaction.lines(answers(line), Dimension.ACTIVITY) : null,
                isSatisfaction ? satisfaction.lines(answers(line), Dimension.AUDIENCE) : null,
                isSatisfaction ? new Scores(hub.number(Setting.SURVEY_NORM), language) : null,
                figures.pending().orElse(null),
                notes.history(kpi, year),
                form);
    }

    private static Satisfaction.View answers(Line line) {
        return Satisfaction.View.between(line.period().first(), line.period().last());
    }

    /** Returns the lines only if there is a figure: with one year missing, they would not add up to anything. */
    private List<Profiles.Line> profiles(Line line) {
        return line.figure() == null ? List.of() : profiles.list(line.kpi(), line.year());
    }

    private List<Connected> connected(Line line) {
        return memberships.connected(line.period().referenceDate(Dates.today(clock)));
    }

    private List<Ambassador> ambassadors(Line line) {
        return ambassadors.on(line.period().referenceDate(Dates.today(clock)));
    }

    /** Shows the children who signed up individually: the uncertain part of a figure about pupils. */
    @GetMapping("/resultaten/{code}/los")
    JteModel individuals(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            FormData query,
            Locale language) {
        Line line = classLine(code, asked);
        return pages.resultsIndividuals(
                wording.in(language), line, drillDown.sessions(line.kpi(), line.year(), sessionKey(query), PAGE));
    }

    @GetMapping("/resultaten/{code}/school/{brin6}")
    JteModel school(
            @PathVariable String code,
            @PathVariable String brin6,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            Locale language) {
        Line line = classLine(code, asked);
        return pages.resultsSchool(wording.in(language), line, school(line, brin6));
    }

    /** Downloads the schools, sessions or partners of a figure. */
    @GetMapping("/resultaten/{code}/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String code,
            @PathVariable String kind,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            HttpServletResponse response,
            Locale language)
            throws IOException {
        Line line = line(code, asked);
        String name = code + "-" + line.year();
        Words words = wording.in(language);
        TableExport tableExport = switch (line.kpi().measure()) {
            case REACH, DISTINCT_PUPILS -> new TableExport(name, words.header(Downloads.SCHOOLS), allSchools(line));
            case PEOPLE -> new TableExport(name, words.header(Downloads.SESSIONS), allSessions(line, words));
            case CONNECTED ->
                new TableExport(name, words.header(Downloads.CONNECTED), Downloads.connected(connected(line), words));
            case AMBASSADORS ->
                new TableExport(
                        name, words.header(Downloads.AMBASSADORS), Downloads.ambassadors(ambassadors(line), words));
            case TECHNICAL_PROFILE ->
                new TableExport(name, words.header(Downloads.PROFILES), Downloads.profiles(profiles(line)));
            case SATISFACTION ->
                new TableExport(
                        name,
                        words.header(Downloads.SATISFACTION),
                        Downloads.satisfaction(satisfaction.lines(answers(line), Dimension.ACTIVITY), words));
        };
        tableExport.download(kind, response);
    }

    @GetMapping("/resultaten/{code}/los/lijst.{kind:csv|xlsx}")
    void downloadIndividuals(
            @PathVariable String code,
            @PathVariable String kind,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            HttpServletResponse response,
            Locale language)
            throws IOException {
        Line line = classLine(code, asked);
        Words words = wording.in(language);
        new TableExport(code + "-los-" + line.year(), words.header(Downloads.SESSIONS), allSessions(line, words))
                .download(kind, response);
    }

    @GetMapping("/resultaten/{code}/school/{brin6}/lijst.{kind:csv|xlsx}")
    void downloadSchool(
            @PathVariable String code,
            @PathVariable String brin6,
            @PathVariable String kind,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            HttpServletResponse response,
            Locale language)
            throws IOException {
        Line line = classLine(code, asked);
        Words words = wording.in(language);
        new TableExport(
                        code + "-" + brin6 + "-" + line.year(),
                        words.header(Downloads.VISITS),
                        Downloads.visits(school(line, brin6), words))
                .download(kind, response);
    }

    private Iterable<List<@Nullable Object>> allSchools(Line line) {
        return TableExport.<SchoolReach.Key>inBatches(after -> TableExport.Batch.byKey(
                drillDown
                        .schools(line.kpi(), line.year(), Which.ALL, "", after, TableExport.BATCH_SIZE)
                        .rows(),
                Downloads::school,
                school -> new SchoolReach.Key(school.name(), school.siteId(), false)));
    }

    private Iterable<List<@Nullable Object>> allSessions(Line line, Words words) {
        return TableExport.<SessionReach.Key>inBatches(after -> TableExport.Batch.byKey(
                drillDown
                        .sessions(line.kpi(), line.year(), after, TableExport.BATCH_SIZE)
                        .rows(),
                session -> Downloads.session(session, words),
                session -> new SessionReach.Key(session.day(), session.sessionId(), false)));
    }

    private SchoolVisits school(Line line, String brin6) {
        return drillDown
                .school(line.kpi(), line.year(), brin6)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Line classLine(String code, @Nullable Integer asked) {
        Line line = line(code, asked);
        if (!line.kpi().measure().ofClasses()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return line;
    }

    private Line line(String code, @Nullable Integer asked) {
        return figures.find(code, asked).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Reads the key of a page {@code na} (after) or {@code voor} (before) a school: its name and id. */
    private static SchoolReach.@Nullable Key schoolKey(FormData query) {
        boolean before = !query.has("na");
        return before && !query.has("voor")
                ? null
                : new SchoolReach.Key(query.text(before ? "voor" : "na"), number(query), before);
    }

    /** Reads the key of a page {@code na} (after) or {@code voor} (before) a session: its day and id. */
    private static SessionReach.@Nullable Key sessionKey(FormData query) {
        boolean before = !query.has("na");
        if (before && !query.has("voor")) {
            return null;
        }
        LocalDate day = query.day(before ? "voor" : "na");
        if (day == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return new SessionReach.Key(day, number(query), before);
    }

    private static long number(FormData query) {
        Long id = query.id("id");
        if (id == null && query.has("id")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return id == null ? 0 : id;
    }
}
