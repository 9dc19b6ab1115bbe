package nl.tec.results.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import nl.tec.results.Kpis;
import nl.tec.results.Profiles;
import nl.tec.results.Snapshots;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A figure opened down to the attendances behind it (rules 2.12), for who may read results. */
@Controller
class DrillDownController {

    private static final int PAGE = 50;

    private final Figures figures;
    private final Kpis kpis;
    private final DrillDown drillDown;
    private final Profiles profiles;
    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Snapshots snapshots;
    private final Wording wording;
    private final Clock clock;

    DrillDownController(
            Figures figures,
            Kpis kpis,
            DrillDown drillDown,
            Profiles profiles,
            Memberships memberships,
            Ambassadors ambassadors,
            Snapshots snapshots,
            Wording wording,
            Clock clock) {
        this.figures = figures;
        this.kpis = kpis;
        this.drillDown = drillDown;
        this.profiles = profiles;
        this.memberships = memberships;
        this.ambassadors = ambassadors;
        this.snapshots = snapshots;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping("/resultaten/{code}")
    String figure(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            @RequestParam(name = "zoek", defaultValue = "") String search,
            @RequestParam(name = "welke", defaultValue = "ALL") Which which,
            @RequestParam Map<String, String> query,
            Locale language,
            Model model) {
        Line line = line(code, asked);
        model.addAttribute("words", wording.in(language));
        model.addAttribute("line", line);
        model.addAttribute(
                "years", figures.years().stream().filter(line.kpi()::counts).toList());
        model.addAttribute("reported", snapshots.last(line.year()).get(code));
        model.addAttribute("search", search);
        model.addAttribute("which", which);
        model.addAttribute("pending", figures.pending().orElse(null));
        Kpi kpi = line.kpi();
        switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> {
                model.addAttribute("grades", drillDown.grades(kpi, line.year()));
                model.addAttribute(
                        "schools", drillDown.schools(kpi, line.year(), which, search, schoolKey(query), PAGE));
            }
            case PEOPLE ->
                model.addAttribute("sessions", drillDown.sessions(kpi, line.year(), sessionKey(query), PAGE));
            case CONNECTED -> model.addAttribute("connected", connected(line));
            case AMBASSADORS -> model.addAttribute("ambassadors", ambassadors(line));
            case TECHNICAL_PROFILE -> model.addAttribute("profiles", profiles(line));
            case SATISFACTION -> {}
        }
        return "results/figure";
    }

    /** Only when there is a figure: half of it would add up to nothing. */
    private List<Profiles.Line> profiles(Line line) {
        return line.figure() == null ? List.of() : profiles.list(line.kpi(), line.year());
    }

    private List<Connected> connected(Line line) {
        return memberships.connected(line.period().referenceDate(LocalDate.now(clock)));
    }

    private List<Ambassador> ambassadors(Line line) {
        return ambassadors.on(line.period().referenceDate(LocalDate.now(clock)));
    }

    /** The children who signed up themselves: the part of a figure about pupils that is not sure. */
    @GetMapping("/resultaten/{code}/los")
    String individuals(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            @RequestParam Map<String, String> query,
            Locale language,
            Model model) {
        Line line = classLine(code, asked);
        model.addAttribute("words", wording.in(language));
        model.addAttribute("line", line);
        model.addAttribute("sessions", drillDown.sessions(line.kpi(), line.year(), sessionKey(query), PAGE));
        return "results/individuals";
    }

    @GetMapping("/resultaten/{code}/school/{brin6}")
    String school(
            @PathVariable String code,
            @PathVariable String brin6,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            Locale language,
            Model model) {
        Line line = classLine(code, asked);
        model.addAttribute("words", wording.in(language));
        model.addAttribute("line", line);
        model.addAttribute("school", school(line, brin6));
        return "results/school";
    }

    /** The schools, sessions or partners of a figure, to download. */
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
        TableExport tableExport = switch (line.kpi().measure()) {
            case REACH, DISTINCT_PUPILS -> new TableExport(name, Downloads.SCHOOLS, allSchools(line));
            case PEOPLE -> new TableExport(name, Downloads.SESSIONS, allSessions(line, language));
            case CONNECTED -> new TableExport(name, Downloads.CONNECTED, Downloads.connected(connected(line)));
            case AMBASSADORS ->
                new TableExport(name, Downloads.AMBASSADORS, Downloads.ambassadors(ambassadors(line), language));
            case TECHNICAL_PROFILE -> new TableExport(name, Downloads.PROFILES, Downloads.profiles(profiles(line)));
            case SATISFACTION -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
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
        new TableExport(code + "-los-" + line.year(), Downloads.SESSIONS, allSessions(line, language))
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
        new TableExport(
                        code + "-" + brin6 + "-" + line.year(),
                        Downloads.VISITS,
                        Downloads.visits(school(line, brin6), language))
                .download(kind, response);
    }

    private Iterable<List<@Nullable Object>> allSchools(Line line) {
        return TableExport.<SchoolReach.Key>inPieces(after -> TableExport.Piece.byKey(
                drillDown
                        .schools(line.kpi(), line.year(), Which.ALL, "", after, TableExport.PIECE)
                        .lines(),
                Downloads::school,
                school -> new SchoolReach.Key(school.name(), school.siteId(), false)));
    }

    private Iterable<List<@Nullable Object>> allSessions(Line line, Locale language) {
        return TableExport.<SessionReach.Key>inPieces(after -> TableExport.Piece.byKey(
                drillDown
                        .sessions(line.kpi(), line.year(), after, TableExport.PIECE)
                        .lines(),
                session -> Downloads.session(session, language),
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
        Kpi kpi = kpis.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Integer last = kpi.lastYear();
        int year = asked != null ? asked : last == null ? figures.currentYear() : Math.min(last, figures.currentYear());
        if (!figures.years().contains(year) || !kpi.counts(year)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return figures.of(kpi, year);
    }

    /** {@code na} or {@code voor} a school: its name and its id. */
    private static SchoolReach.@Nullable Key schoolKey(Map<String, String> query) {
        String name = query.get("na") == null ? query.get("voor") : query.get("na");
        return name == null ? null : new SchoolReach.Key(name, number(query.get("id")), query.get("na") == null);
    }

    /** {@code na} or {@code voor} a session: its day and its id. */
    private static SessionReach.@Nullable Key sessionKey(Map<String, String> query) {
        String day = query.get("na") == null ? query.get("voor") : query.get("na");
        try {
            return day == null
                    ? null
                    : new SessionReach.Key(LocalDate.parse(day), number(query.get("id")), query.get("na") == null);
        } catch (DateTimeParseException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }
}
