package nl.tec.neighbours;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.neighbours.Comparison.Beside;
import nl.tec.neighbours.Comparison.Difference;
import nl.tec.neighbours.internal.NeighbourFigureQueries;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.Municipalities.Municipality;
import nl.tec.reach.MunicipalityReach;
import nl.tec.reach.Population;
import nl.tec.results.Figure;
import nl.tec.results.Figures;
import nl.tec.results.KpiDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Results of neighbours beside ours, and added to ours: only where both measure the same. */
@Service
public class NeighbourResults {

    /** The age from which a figure is no longer compared with ours. */
    private static final Duration OLD = Duration.ofDays(7);

    private final Neighbours neighbours;
    private final NeighbourFigureQueries queries;
    private final Figures figures;
    private final Municipalities municipalities;
    private final HubSettings hub;
    private final Clock clock;

    NeighbourResults(
            Neighbours neighbours,
            NeighbourFigureQueries queries,
            Figures figures,
            Municipalities municipalities,
            HubSettings hub,
            Clock clock) {
        this.neighbours = neighbours;
        this.queries = queries;
        this.figures = figures;
        this.municipalities = municipalities;
        this.hub = hub;
        this.clock = clock;
    }

    /** Compares our results of a year with those of the neighbours, for people who may see the details of our figures. */
    public Comparison compare(int year, Actor actor) {
        actor.requireRole(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);
        List<Neighbour> shown = fresh(neighbours.shown());
        List<NeighbourFigure> theirs = queries.of(year);
        return new Comparison(
                year,
                figures.years(),
                shown,
                figures.all().getOrDefault(year, List.of()).stream()
                        .map(ours -> new Comparison.Row(
                                ours,
                                shown.stream()
                                        .map(one -> beside(ours, one, theirs))
                                        .toList()))
                        .toList());
    }

    private List<Neighbour> fresh(List<Neighbour> all) {
        return all.stream()
                .filter(one ->
                        one.figuresAt() != null && one.figuresAt().plus(OLD).isAfter(clock.instant()))
                .toList();
    }

    private Beside beside(Figures.Line ours, Neighbour neighbour, List<NeighbourFigure> theirs) {
        KpiDefinition definition = KpiDefinition.of(ours.kpi(), hub);
        List<NeighbourFigure> own = theirs.stream()
                .filter(figure -> figure.neighbourId() == neighbour.id())
                .toList();
        return own.stream()
                .filter(figure -> definition.equals(figure.definition()))
                .findFirst()
                .<Beside>map(figure -> new Beside.Same(figure.value(), figure.unit(), figure))
                .or(() -> own.stream()
                        .filter(figure -> figure.code().equals(ours.kpi().code())
                                || figure.name().dutch().equals(ours.kpi().nameNl()))
                        .findFirst()
                        .map(figure -> new Beside.Differs(figure, differences(definition, figure.definition()))))
                .orElseGet(Beside.Nothing::new);
    }

    private static List<Difference> differences(KpiDefinition ours, @Nullable KpiDefinition theirs) {
        if (theirs == null) {
            return List.of(Difference.UNKNOWN);
        }
        List<Difference> all = new ArrayList<>();
        add(all, Difference.MEASURE, ours, theirs, KpiDefinition::measure);
        add(all, Difference.BAND, ours, theirs, KpiDefinition::band);
        add(all, Difference.AUDIENCES, ours, theirs, KpiDefinition::audiences);
        add(all, Difference.ACTIVITY_KIND, ours, theirs, KpiDefinition::activityKind);
        add(all, Difference.PERIOD, ours, theirs, KpiDefinition::period);
        add(
                all,
                Difference.PROFILES,
                ours,
                theirs,
                one -> List.of(one.profiles(), Optional.ofNullable(one.baseline())));
        return all;
    }

    private static void add(
            List<Difference> all,
            Difference difference,
            KpiDefinition ours,
            KpiDefinition theirs,
            Function<KpiDefinition, @Nullable Object> of) {
        if (!Objects.equals(of.apply(ours), of.apply(theirs))) {
            all.add(difference);
        }
    }

    /** Returns the reach of pupils in the region in the current year: ours and that of these neighbours, where they measure the same. */
    public List<RegionReach> region(List<Neighbour> shown) {
        int year = figures.currentYear();
        List<Neighbour> fresh = fresh(shown);
        List<NeighbourFigure> theirs = fresh.isEmpty() ? List.of() : queries.of(year);
        return figures.all().getOrDefault(year, List.of()).stream()
                .filter(line -> line.kpi().measure().ofClasses())
                .flatMap(line -> region(line, shown, fresh, theirs).stream())
                .toList();
    }

    /** A hub with its pupils. */
    private record Counted(RegionReach.Part part, List<MunicipalityReach> municipalities) {}

    private Optional<RegionReach> region(
            Figures.Line line, List<Neighbour> shown, List<Neighbour> fresh, List<NeighbourFigure> theirs) {
        Figure figure = line.figure();
        if (figure == null) {
            return Optional.empty();
        }
        Population population = figure.population();
        List<Counted> counted = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        counted.add(new Counted(
                new RegionReach.Part(
                        hub.name(),
                        figure.reached(),
                        population == null ? null : (Long) population.pupils(),
                        figure.measuredAt()),
                figures.municipalities(line).orElse(List.of())));
        for (Neighbour neighbour : shown) {
            Optional<Counted> part =
                    fresh.contains(neighbour) ? part(beside(line, neighbour, theirs), neighbour) : Optional.empty();
            part.ifPresentOrElse(counted::add, () -> missing.add(neighbour.name()));
        }
        return Optional.of(together(line, counted, missing));
    }

    /** Returns their sum; a municipality of several hubs is counted once, for the hub that reached most there. */
    private RegionReach together(Figures.Line line, List<Counted> counted, List<String> missing) {
        long reached = counted.stream().mapToLong(one -> one.part().reached()).sum();
        long population = counted.stream()
                .map(one -> one.part().population())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        List<RegionReach.Shared> shared = new ArrayList<>();
        for (String code : new TreeSet<>(counted.stream()
                .flatMap(one -> one.municipalities().stream().map(MunicipalityReach::code))
                .toList())) {
            Map<String, MunicipalityReach> hubs = hubsOf(code, counted);
            if (hubs.size() > 1) {
                List<MunicipalityReach> all = List.copyOf(hubs.values());
                long left = all.stream()
                        .skip(1)
                        .mapToLong(MunicipalityReach::reached)
                        .sum();
                reached -= left;
                population -= all.stream().mapToLong(MunicipalityReach::pupils).sum()
                        - all.stream()
                                .mapToLong(MunicipalityReach::pupils)
                                .max()
                                .orElse(0);
                shared.add(new RegionReach.Shared(
                        municipalities.find(code).map(Municipality::name).orElse(code),
                        List.copyOf(hubs.keySet()),
                        left));
            }
        }
        boolean known = counted.stream().allMatch(one -> one.part().population() != null);
        return new RegionReach(
                line,
                Math.max(0, reached),
                known ? (Long) Math.max(0, population) : null,
                counted.stream().map(Counted::part).toList(),
                shared,
                missing);
    }

    /** The hubs with this municipality, the one that reached most of it first. */
    private static Map<String, MunicipalityReach> hubsOf(String code, List<Counted> counted) {
        Map<String, MunicipalityReach> hubs = new LinkedHashMap<>();
        counted.stream()
                .flatMap(one -> one.municipalities().stream()
                        .filter(municipality -> municipality.code().equals(code))
                        .map(municipality -> Map.entry(one.part().hub(), municipality)))
                .sorted(Comparator.comparingLong((Map.Entry<String, MunicipalityReach> one) ->
                        -one.getValue().reached()))
                .forEach(one -> hubs.put(one.getKey(), one.getValue()));
        return hubs;
    }

    private static Optional<Counted> part(Beside beside, Neighbour neighbour) {
        if (!(beside instanceof Beside.Same same)) {
            return Optional.empty();
        }
        Long reached = same.figure().reached();
        List<MunicipalityReach> municipalities = same.figure().municipalities();
        return reached == null || municipalities == null
                ? Optional.empty()
                : Optional.of(new Counted(
                        new RegionReach.Part(
                                neighbour.name(),
                                reached,
                                same.figure().population(),
                                same.figure().measuredAt()),
                        municipalities));
    }
}
