package nl.tec.results;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.EventBacklog.Pending;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.reach.MunicipalityReach;
import nl.tec.reach.Period;
import nl.tec.results.internal.FigureQueries;
import nl.tec.results.internal.FigureStore;
import nl.tec.results.internal.KpiNoteStore;
import nl.tec.results.internal.Measurements;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The KPIs as they stand, per year. They are measured after something behind them changed, not when somebody looks: what has
 * to be measured again is noted in the transaction of the change, and done right after it.
 */
@Service
public class Figures {

    /**
     * A KPI in a year.
     *
     * @param figure null when it is not measured: it can't be, or the year has not begun
     * @param projection null when the period does not run
     * @param note what the board says about it; null: nothing
     */
    public record Line(
            Kpi kpi,
            int year,
            Period period,
            @Nullable Figure figure,
            Judgement judgement,
            @Nullable Projection projection,
            @Nullable KpiNote note) {}

    /** The packages of the listeners that count, and measure, what happened. */
    private static final Set<String> LISTENERS = Set.of("nl.tec.reach", "nl.tec.results");

    private final Kpis kpis;
    private final FigureQueries queries;
    private final FigureStore store;
    private final KpiNoteStore notes;
    private final Measurements measurements;
    private final HubSettings hub;
    private final EventBacklog backlog;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Figures(
            Kpis kpis,
            FigureQueries queries,
            FigureStore store,
            KpiNoteStore notes,
            Measurements measurements,
            HubSettings hub,
            EventBacklog backlog,
            Clock clock,
            ApplicationEventPublisher events) {
        this.kpis = kpis;
        this.queries = queries;
        this.store = store;
        this.notes = notes;
        this.measurements = measurements;
        this.hub = hub;
        this.backlog = backlog;
        this.clock = clock;
        this.events = events;
    }

    /** The years there can be figures for: from the first of the hub to the one that runs now. */
    public List<Integer> years() {
        return years(kpis.list());
    }

    private List<Integer> years(List<Kpi> which) {
        LocalDate today = today();
        int last =
                which.stream().mapToInt(kpi -> kpi.period().yearOf(today)).max().orElse(today.getYear());
        return IntStream.rangeClosed(Math.min(hub.number(Setting.FIRST_SCHOOL_YEAR), last), last)
                .boxed()
                .toList();
    }

    /** The year people mean when they say nothing: the one that runs now, of the first KPI. */
    public int currentYear() {
        return kpis.list().stream()
                .findFirst()
                .map(kpi -> kpi.period().yearOf(today()))
                .orElse(today().getYear());
    }

    /** Every KPI in every year that it is measured, by year; in the order of the KPIs. */
    public Map<Integer, List<Line>> all() {
        List<Kpi> which = kpis.list();
        return lines(which, years(which));
    }

    /**
     * The pupils of a line by municipality, counted now; so that whoever adds up hubs that share one counts nobody twice (rules 2.16).
     * None of a measure that is not about pupils, and of years that are over.
     */
    public Optional<List<MunicipalityReach>> municipalities(Line line) {
        return line.kpi().measure().ofClasses() && line.period().running(today())
                ? Optional.of(measurements.municipalities(line.kpi(), line.year()))
                : Optional.empty();
    }

    /** One KPI in one year that it is measured. */
    public Line of(Kpi kpi, int year) {
        return lines(List.of(kpi), List.of(year)).values().iterator().next().get(0);
    }

    private Map<Integer, List<Line>> lines(List<Kpi> which, List<Integer> years) {
        LocalDate today = today();
        Map<String, Map<Integer, Double>> targets = kpis.targets();
        Map<String, Map<Integer, Figure>> figures = queries.all().stream()
                .collect(Collectors.groupingBy(
                        Figure::kpi, Collectors.toMap(Figure::year, figure -> figure, (a, b) -> a, TreeMap::new)));
        Map<String, Map<Integer, KpiNote>> written = notes.current();
        Map<Integer, List<Line>> byYear = new TreeMap<>();
        for (int year : years) {
            byYear.put(
                    year,
                    which.stream()
                            .filter(kpi -> kpi.counts(year))
                            .map(kpi -> line(
                                    kpi,
                                    year,
                                    figures.getOrDefault(kpi.code(), Map.of()).get(year),
                                    targets.getOrDefault(kpi.code(), Map.of()),
                                    written.getOrDefault(kpi.code(), Map.of()).get(year),
                                    today))
                            .toList());
        }
        return byYear;
    }

    private static Line line(
            Kpi kpi,
            int year,
            @Nullable Figure figure,
            Map<Integer, Double> targets,
            @Nullable KpiNote note,
            LocalDate today) {
        Period period = kpi.period(year);
        return new Line(
                kpi,
                year,
                period,
                figure,
                Judgement.of(kpi, year, figure, targets.get(year), targets.get(year - 1), period.elapsed(today), today),
                figure == null || !period.running(today) ? null : Projection.of(figure),
                note);
    }

    /** Notes, in the transaction of the change, that these years have to be measured again, and has it done after it. */
    @Transactional
    public void stale(Collection<Integer> years) {
        store.note(years);
        events.publishEvent(new FiguresStale(new TreeSet<>(years)));
    }

    /** The same for all years. */
    @Transactional
    public void stale() {
        stale(years());
    }

    /**
     * Measures the years that are noted; all years, when the municipalities of the hub are others than those of the figures, so
     * that no two years are ever about different ones. Who comes second waits for the first, and then finds that its note has
     * been dealt with: a thousand changes at once are measured a few times, not a thousand.
     */
    @Transactional
    public void refresh(Collection<Integer> years) {
        List<Kpi> which = kpis.list();
        List<Integer> existing = years(which);
        boolean otherScope = !existing.isEmpty() && store.keepScope(hub.municipalities());
        SortedSet<Integer> all = new TreeSet<>(years);
        if (otherScope) {
            all.addAll(existing);
        }
        for (int year : all) {
            boolean noted = store.takeNotes(year);
            if ((noted || otherScope) && existing.contains(year)) {
                measure(year, which);
            }
        }
    }

    /** Measures every year, noted or not. */
    @Transactional
    public void refreshAll() {
        refreshNoted(years());
    }

    /** Measures the years that can be running: what depends on the day of today, and on bookings, moves on. */
    @Transactional
    public void refreshCurrent() {
        refreshNoted(years().stream().filter(year -> year >= currentYear()).toList());
    }

    private void refreshNoted(List<Integer> years) {
        store.note(years);
        refresh(years);
    }

    /** Returns what changed and is not in the figures yet, and since when; empty when they are up to date. */
    public Optional<Pending> pending() {
        return backlog.of(LISTENERS, null);
    }

    /**
     * A figure is as fresh as what it is made of: when something happened that is not counted yet, it is from before that,
     * whenever it was computed.
     */
    private void measure(int year, List<Kpi> which) {
        Instant asOf =
                backlog.of(LISTENERS, FiguresStale.class).map(Pending::since).orElse(clock.instant());
        List<Kpi> begun = which.stream()
                .filter(kpi -> kpi.counts(year) && kpi.period(year).begun(today()))
                .toList();
        Map<String, Figure> measured = measurements.of(begun, year);
        for (Kpi kpi : which) {
            Figure figure = measured.get(kpi.code());
            if (figure == null) {
                store.remove(kpi.code(), year);
            } else {
                store.put(figure.asOf(asOf), measurements.grades(kpi, year));
            }
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
