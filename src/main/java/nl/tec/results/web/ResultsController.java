package nl.tec.results.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.reach.Population;
import nl.tec.results.Figure;
import nl.tec.results.Figures;
import nl.tec.results.Figures.Line;
import nl.tec.results.Judgement.Standing;
import nl.tec.results.Kpi;
import nl.tec.results.Measure;
import nl.tec.results.MissingAttendance;
import nl.tec.results.Projection;
import nl.tec.results.Snapshots;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
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

/** The pages of the results, public, and of the snapshots, for authorised roles. */
@Controller
class ResultsController {

    /** The roles that may break figures down (rules 9). */
    static final Role[] READERS = {Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR};

    private static final int MAX_TO_DO = 20;

    private static final DateTimeFormatter MEASURED_AT_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Figures figures;
    private final Snapshots snapshots;
    private final MissingAttendance missing;
    private final Wording wording;
    private final Pages pages;

    ResultsController(Figures figures, Snapshots snapshots, MissingAttendance missing, Wording wording, Pages pages) {
        this.figures = figures;
        this.snapshots = snapshots;
        this.missing = missing;
        this.wording = wording;
        this.pages = pages;
    }

    @GetMapping("/resultaten")
    JteModel overview(
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            @AuthenticationPrincipal @Nullable Actor actor,
            Locale language) {
        return overview(asked, actor, language, "");
    }

    private JteModel overview(@Nullable Integer asked, @Nullable Actor actor, Locale language, String label) {
        Map<Integer, List<Line>> all = figures.all();
        int year = year(asked, all);
        List<Line> lines = all.getOrDefault(year, List.of());
        boolean reader = actor != null && actor.is(READERS);
        return pages.resultsOverview(
                wording.in(language),
                year,
                all,
                lines,
                Parts.of(lines),
                series(all),
                Standing.count(lines.stream().map(line -> line.judgement().standing())),
                reader,
                actor != null && actor.is(Role.PROGRAMME_MANAGER),
                reader ? snapshots.last(year) : Map.of(),
                toDo(actor, lines),
                label,
                figures.pending().orElse(null));
    }

    /** Returns the lines of each KPI by year; a KPI that ended has fewer. */
    private static Map<String, Map<Integer, Line>> series(Map<Integer, List<Line>> all) {
        Map<String, Map<Integer, Line>> series = new HashMap<>();
        all.forEach((year, lines) ->
                lines.forEach(line -> series.computeIfAbsent(line.kpi().code(), code -> new TreeMap<>())
                        .put(year, line)));
        return series;
    }

    /** Returns the sessions to record, only for users who can record them. */
    private List<MissingAttendance.Session> toDo(@Nullable Actor actor, List<Line> lines) {
        if (actor == null || !actor.is(Role.PROGRAMME_MANAGER) || lines.isEmpty()) {
            return List.of();
        }
        return missing.list(lines.get(0).period().first(), lines.get(0).period().last(), MAX_TO_DO + 1);
    }

    /** Downloads the overview of all years: open data. */
    @GetMapping({"/resultaten.csv", "/resultaten.xlsx"})
    void download(HttpServletRequest request, HttpServletResponse response, Locale language) throws IOException {
        Words words = wording.in(language);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        figures.all().values().forEach(lines -> lines.forEach(line -> rows.add(row(words, line))));
        new TableExport("resultaten", words.header(Downloads.KPIS), rows)
                .download(request.getRequestURI().endsWith(".csv") ? "csv" : "xlsx", response);
    }

    private static List<@Nullable Object> row(Words words, Line line) {
        Kpi kpi = line.kpi();
        Figure figure = line.figure();
        Population population = figure == null ? null : figure.population();
        return Arrays.asList(
                kpi.code(),
                words.name(line),
                line.year(),
                line.period().first(),
                line.period().last(),
                words.t("results.sheet.unit." + kpi.measure().unit()),
                figure == null ? null : rounded(figure.valueOrNull(kpi.measure())),
                figure == null ? null : rounded(figure.mostOrNull(kpi.measure())),
                projected(line, Projection::expected),
                projected(line, Projection::low),
                projected(line, Projection::high),
                figure == null || figure.earlier() == null
                        ? null
                        : figure.earlier().day(),
                figure == null ? null : rounded(figure.earlierOrNull(kpi.measure())),
                line.judgement().target(),
                words.label(line.judgement().standing()),
                // of a score it is the score itself
                figure == null || kpi.measure().unit() == Measure.Unit.SCORE ? null : figure.reached(),
                population == null ? null : population.pupils(),
                population == null
                        ? null
                        : words.t(population.provisional() ? "results.sheet.yes" : "results.sheet.no"),
                population == null
                        ? null
                        : population.countedIn() == null
                                ? Integer.valueOf(line.period().countYear())
                                : population.countedIn(),
                figure == null
                        ? null
                        : MEASURED_AT_FORMAT.format(figure.measuredAt().atZone(Dates.ZONE)));
    }

    private static @Nullable Double projected(Line line, ToDoubleFunction<Projection> end) {
        Projection projection = line.projection();
        Figure figure = line.figure();
        return projection == null
                        || figure == null
                        || figure.valueOrNull(line.kpi().measure()) == null
                ? null
                : rounded(figure.inUnit(line.kpi().measure(), end.applyAsDouble(projection)));
    }

    /** Rounds to four decimals. */
    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * 10_000) / 10_000.0;
    }

    @PostMapping("/resultaten/vastgelegd")
    View report(
            @RequestParam(name = "jaar") int year,
            @RequestParam(defaultValue = "") String label,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Reply reply) {
        if (!actor.is(Role.PROGRAMME_MANAGER)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Problems problems = snapshots.take(year, label, actor);
        if (problems.any()) {
            return reply.refused(problems, overview(year, actor, language, label));
        }
        return reply.saved("results.snapshot.done", "/resultaten/vastgelegd");
    }

    @GetMapping("/resultaten/vastgelegd")
    JteModel reported(Locale language) {
        return pages.resultsSnapshots(wording.in(language), snapshots.list());
    }

    /** Shows a snapshot next to the current figures or another snapshot. */
    @GetMapping("/resultaten/vastgelegd/{id}")
    JteModel reported(
            @PathVariable long id, @RequestParam(name = "met", required = false) @Nullable Long with, Locale language) {
        Snapshots.Snapshot snapshot = snapshot(id);
        return pages.resultsSnapshot(
                wording.in(language),
                snapshot,
                snapshots.list().stream().filter(other -> other.id() != id).toList(),
                with == null ? null : snapshot(with),
                compared(snapshot, with));
    }

    @GetMapping("/resultaten/vastgelegd/{id}/cijfers.{kind:csv|xlsx}")
    void download(
            @PathVariable long id,
            @PathVariable String kind,
            @RequestParam(name = "met", required = false) @Nullable Long with,
            HttpServletResponse response,
            Locale language)
            throws IOException {
        Snapshots.Snapshot snapshot = snapshot(id);
        Words words = wording.in(language);
        Map<String, Snapshots.Reported> others = compared(snapshot, with);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Snapshots.Reported then : snapshot.figures()) {
            Snapshots.Reported other = others.get(then.kpi().code());
            rows.add(Arrays.asList(
                    then.kpi().code(),
                    then.kpi().name(language),
                    snapshot.year(),
                    words.t("results.sheet.unit." + then.kpi().measure().unit()),
                    then.target(),
                    then.value(),
                    words.label(then.standing()),
                    MEASURED_AT_FORMAT.format(snapshot.takenAt().atZone(Dates.ZONE)),
                    other == null ? null : other.value()));
        }
        new TableExport("vastgelegd-" + id, words.header(Downloads.SNAPSHOT), rows).download(kind, response);
    }

    private Snapshots.Snapshot snapshot(long id) {
        return snapshots.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Returns the figures to compare a snapshot with, by KPI. @param with another snapshot; null for the current figures */
    private Map<String, Snapshots.Reported> compared(Snapshots.Snapshot snapshot, @Nullable Long with) {
        List<Snapshots.Reported> others = with == null
                ? figures.all().getOrDefault(snapshot.year(), List.of()).stream()
                        .map(Snapshots.Reported::of)
                        .toList()
                : snapshot(with).figures();
        Map<String, Snapshots.Reported> byKpi = new TreeMap<>();
        others.forEach(other -> byKpi.put(other.kpi().code(), other));
        return byKpi;
    }

    private int year(@Nullable Integer asked, Map<Integer, List<Line>> all) {
        if (asked == null) {
            return figures.currentYear();
        }
        if (!all.containsKey(asked)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return asked;
    }
}
