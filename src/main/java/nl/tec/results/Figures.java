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
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the current figures of the KPIs, per year. They are measured after a change, not when they are viewed: the years to
 * remeasure are marked stale in the transaction of the change, and measured right after it.
 */
@Service
public class Figures {

    /**
     * A KPI in a year.
     *
     * @param figure null if it cannot be measured, or the year has not begun
     * @param projection null if the period is not current
     * @param note the note of the board; null if there is none
     */
    public record Line(
            Kpi kpi,
            int year,
            Period period,
            @Nullable Figure figure,
            Judgement judgement,
            @Nullable Projection projection,
            @Nullable KpiNote note) {}

    /** The packages of the listeners that count and measure events. */
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

    /** Returns the years that can have figures: from the first of the hub to the current one. */
    public List<Integer> years() {
        return years(kpis.list());
    }

    private List<Integer> years(List<Kpi> which) {
        LocalDate today = Dates.today(clock);
        int last =
                which.stream().mapToInt(kpi -> kpi.period().yearOf(today)).max().orElse(today.getYear());
        return IntStream.rangeClosed(Math.min(hub.number(Setting.FIRST_SCHOOL_YEAR), last), last)
                .boxed()
                .toList();
    }

    /** Returns the default year: the current one of the first KPI. */
    public int currentYear() {
        return currentYear(kpis.list());
    }

    private int currentYear(List<Kpi> which) {
        LocalDate today = Dates.today(clock);
        return which.stream().findFirst().map(kpi -> kpi.period().yearOf(today)).orElse(today.getYear());
    }

    /** Returns every KPI in every year that it is measured, by year, in the order of the KPIs. */
    public Map<Integer, List<Line>> all() {
        List<Kpi> which = kpis.list();
        return lines(which, years(which));
    }

    /**
     * Counts the pupils of a line by municipality, so that a total over hubs that share a municipality has no duplicates (rules 2.16).
     * Empty for measures that are not about pupils and for past years.
     */
    public Optional<List<MunicipalityReach>> municipalities(Line line) {
        return line.kpi().measure().ofClasses() && line.period().running(Dates.today(clock))
                ? Optional.of(measurements.municipalities(line.kpi(), line.year()))
                : Optional.empty();
    }

    /**
     * Finds a KPI in a year; empty if there is no such KPI, or it is not measured that year.
     *
     * @param asked the year; null for the current one, or the last one of a KPI that has ended
     */
    public Optional<Line> find(String code, @Nullable Integer asked) {
        List<Kpi> which = kpis.list();
        int current = currentYear(which);
        return which.stream().filter(kpi -> kpi.code().equals(code)).findFirst().flatMap(kpi -> {
            Integer last = kpi.lastYear();
            int year = asked != null ? asked : last == null ? current : Math.min(last, current);
            return years(which).contains(year) && kpi.counts(year) ? Optional.of(of(kpi, year)) : Optional.empty();
        });
    }

    /** Returns a KPI in a year in which it is measured. */
    public Line of(Kpi kpi, int year) {
        return lines(List.of(kpi), List.of(year)).values().iterator().next().get(0);
    }

    private Map<Integer, List<Line>> lines(List<Kpi> which, List<Integer> years) {
        LocalDate today = Dates.today(clock);
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

    /** Marks years as stale in the transaction of the change, to be measured right after it. */
    @Transactional
    public void markStale(Collection<Integer> years) {
        store.note(years);
        events.publishEvent(new FiguresStale(new TreeSet<>(years)));
    }

    /** Marks all years as stale. */
    @Transactional
    public void markStale() {
        markStale(years());
    }

    /**
     * Measures the stale years, or all years if the municipalities of the hub differ from those of the figures, so that all years
     * are always about the same ones. A concurrent call waits for the first and then finds its mark cleared: a thousand simultaneous
     * changes are measured a few times, not a thousand.
     */
    @Transactional
    public void refresh(Collection<Integer> years) {
        List<Kpi> which = kpis.list();
        List<Integer> existing = years(which);
        boolean otherScope = !existing.isEmpty() && store.storeScope(hub.municipalities());
        SortedSet<Integer> all = new TreeSet<>(years);
        if (otherScope) {
            all.addAll(existing);
        }
        for (int year : all) {
            boolean noted = store.clearStale(year);
            if ((noted || otherScope) && existing.contains(year)) {
                measure(year, which);
            }
        }
    }

    /** Measures every year, stale or not. */
    @Transactional
    public void refreshAll() {
        markAndRefresh(years());
    }

    /**
     * Measures the years that can be current, which depend on today's date and on bookings, unless they were measured recently.
     *
     * @param recent the moment after which a measurement is recent
     */
    @Transactional
    public void refreshCurrent(Instant recent) {
        int current = currentYear();
        Set<Integer> measured = queries.measuredSince(recent);
        markAndRefresh(years().stream()
                .filter(year -> year >= current && !measured.contains(year))
                .toList());
    }

    private void markAndRefresh(List<Integer> years) {
        store.note(years);
        refresh(years);
    }

    /** Returns the changes that are not yet in the figures; empty if they are up to date. */
    public Optional<Pending> pending() {
        return backlog.of(LISTENERS, null);
    }

    /**
     * Measures the KPIs of a year. A figure is only as fresh as its inputs: if an event is not counted yet, the figure dates from
     * before that event, whenever it was computed.
     */
    private void measure(int year, List<Kpi> which) {
        Instant asOf =
                backlog.of(LISTENERS, FiguresStale.class).map(Pending::since).orElse(clock.instant());
        List<Kpi> begun = which.stream()
                .filter(kpi -> kpi.counts(year) && kpi.period(year).begun(Dates.today(clock)))
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
}
