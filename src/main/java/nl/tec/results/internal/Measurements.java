package nl.tec.results.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Memberships;
import nl.tec.reach.Band;
import nl.tec.reach.GradeReach;
import nl.tec.reach.MunicipalityReach;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.reach.Reach;
import nl.tec.reach.ReachedBy;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Earlier;
import nl.tec.results.Kpi;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures a KPI for a year that has begun, from the current records. A new {@code Measure} needs a case in {@link #of(List, int)}. */
@Component
public class Measurements {

    private final Reach reach;
    private final ProfileMeasurement profiles;
    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Satisfaction satisfaction;
    private final HubSettings hub;
    private final Clock clock;

    Measurements(
            Reach reach,
            ProfileMeasurement profiles,
            Memberships memberships,
            Ambassadors ambassadors,
            Satisfaction satisfaction,
            HubSettings hub,
            Clock clock) {
        this.ambassadors = ambassadors;
        this.reach = reach;
        this.profiles = profiles;
        this.memberships = memberships;
        this.satisfaction = satisfaction;
        this.hub = hub;
        this.clock = clock;
    }

    /** A cache of queries that read all visits of a period, and therefore run once for the bands of all KPIs. */
    private final class Visits {
        private final List<Kpi> kpis;
        private final Map<Period, Map<Band, Long>> unrecorded = new HashMap<>();
        private final Map<Period, Map<Band, UpcomingVisits>> upcoming = new HashMap<>();

        Visits(List<Kpi> kpis) {
            this.kpis = kpis.stream().filter(kpi -> kpi.measure().ofClasses()).toList();
        }

        long unrecorded(Kpi kpi, Period period) {
            return unrecorded
                    .computeIfAbsent(period, each -> reach.unrecorded(bands(kpis), each))
                    .getOrDefault(kpi.pupils(), 0L);
        }

        @Nullable UpcomingVisits upcoming(Kpi kpi, int year) {
            return upcoming.computeIfAbsent(
                            kpi.period(year),
                            period -> reach.upcoming(
                                    bands(kpis.stream()
                                            .filter(each -> each.period(year).equals(period))
                                            .toList()),
                                    period))
                    .get(kpi.pupils());
        }

        private static Set<Band> bands(List<Kpi> kpis) {
            return kpis.stream().map(Kpi::pupils).collect(Collectors.toSet());
        }
    }

    /**
     * Measures KPIs, by code in the same order. A KPI is absent if there are too few answers or the public counts are missing.
     */
    public Map<String, Figure> of(List<Kpi> kpis, int year) {
        LocalDate today = Dates.today(clock);
        Visits visits = new Visits(kpis);
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Kpi kpi : kpis) {
            of(kpi, year, kpi.period(year), today, visits)
                    .map(figure -> figure.withEarlier(earlier(kpi, year, today, visits)))
                    .ifPresent(figure -> figures.put(kpi.code(), figure));
        }
        return figures;
    }

    private Optional<Figure> of(Kpi kpi, int year, Period period, LocalDate today, Visits visits) {
        return switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> Optional.of(pupils(kpi, year, period, today, visits));
            case PEOPLE -> Optional.of(people(kpi, year, period, today));
            case CONNECTED -> Optional.of(stock(kpi, year, memberships.connectedOn(period.referenceDate(today))));
            case AMBASSADORS -> Optional.of(stock(kpi, year, ambassadors.count(period.referenceDate(today))));
            case TECHNICAL_PROFILE -> profiles.of(kpi, year, period);
            case SATISFACTION -> satisfaction(kpi, year, period);
        };
    }

    /** Returns the municipalities of a KPI about pupils. */
    public List<MunicipalityReach> municipalities(Kpi kpi, int year) {
        return reach.municipalities(kpi.pupils(), kpi.period(year));
    }

    /** Returns the groups of a KPI about pupils; none for other KPIs. */
    public List<GradeReach> grades(Kpi kpi, int year) {
        return kpi.measure().ofClasses() ? reach.grades(kpi.pupils(), kpi.period(year)) : List.of();
    }

    /**
     * Measures the same day a year earlier. Null if the measure is not known by day, or the hub had no records by then.
     */
    private @Nullable Earlier earlier(Kpi kpi, int year, LocalDate today, Visits visits) {
        LocalDate day = today.minusYears(1);
        Period before = kpi.period(year - 1);
        if (!kpi.period(year).running(today) || year - 1 < hub.number(Setting.FIRST_SCHOOL_YEAR)) {
            return null;
        }
        return switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> reach.hasRecordsUntil(day) ? earlierPupils(day, kpi, before, visits) : null;
            case PEOPLE ->
                reach.hasRecordsUntil(day)
                        ? new Earlier(
                                day, reach.by(day, kpi.individuals(), before).people(), null, 0)
                        : null;
            case CONNECTED -> new Earlier(day, memberships.connectedOn(day), null, 0);
            case AMBASSADORS -> new Earlier(day, ambassadors.count(day), null, 0);
            case SATISFACTION, TECHNICAL_PROFILE -> null;
        };
    }

    private Earlier earlierPupils(LocalDate day, Kpi kpi, Period before, Visits visits) {
        ReachedBy by = reach.by(day, kpi.pupils(), before);
        long unrecorded = visits.unrecorded(kpi, before.until(day));
        Population population = by.population();
        return population == null
                ? new Earlier(day, by.pupils(), null, unrecorded)
                : new Earlier(day, Math.min(by.pupils(), population.pupils()), population.pupils(), unrecorded);
    }

    private Figure pupils(Kpi kpi, int year, Period period, LocalDate today, Visits visits) {
        return Figure.ofPupils(
                kpi.code(),
                year,
                clock.instant(),
                reach.of(kpi.pupils(), period),
                visits.unrecorded(kpi, period),
                period.running(today) ? visits.upcoming(kpi, year) : null);
    }

    private Figure people(Kpi kpi, int year, Period period, LocalDate today) {
        return Figure.ofPeople(
                kpi.code(),
                year,
                clock.instant(),
                reach.of(kpi.individuals(), period),
                period.running(today) ? reach.upcoming(kpi.individuals(), period) : null);
    }

    private Figure stock(Kpi kpi, int year, long number) {
        return Figure.ofNumber(kpi.code(), year, clock.instant(), number, 0);
    }

    /** Measures satisfaction; empty with fewer than five answers. */
    private Optional<Figure> satisfaction(Kpi kpi, int year, Period period) {
        return satisfaction
                .score(View.between(period.first(), period.last()))
                .map(score -> Figure.ofNumber(
                        kpi.code(),
                        year,
                        clock.instant(),
                        // rounded down, so that a target is only reached if the mean reaches it
                        (long) Math.floor(score.mean() * Figure.PARTS_OF_A_SCORE + 1e-6),
                        score.answers()));
    }
}
