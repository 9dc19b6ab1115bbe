package nl.tec.results.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Memberships;
import nl.tec.reach.BandReach;
import nl.tec.reach.GradeReach;
import nl.tec.reach.IndividualReach;
import nl.tec.reach.MunicipalityReach;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.reach.Reach;
import nl.tec.reach.ReachedBy;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Earlier;
import nl.tec.results.Kpi;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures a KPI for a year that has begun, from the current records. A new {@code Measure} needs a case in {@link #of}. */
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

    /** Measures a KPI; empty if there are too few answers or the public counts are missing. */
    public Optional<Figure> of(Kpi kpi, int year) {
        LocalDate today = LocalDate.now(clock);
        return of(kpi, year, kpi.period(year), today).map(figure -> figure.withEarlier(earlier(kpi, year, today)));
    }

    private Optional<Figure> of(Kpi kpi, int year, Period period, LocalDate today) {
        return switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> Optional.of(pupils(kpi, year, period, today));
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
     * Measures the same day a year earlier. Null for measures that are not counted by day: answers are counted by half year, so that
     * nobody can be identified, and exams once a year. Also null if the hub had no records by then.
     */
    private @Nullable Earlier earlier(Kpi kpi, int year, LocalDate today) {
        LocalDate day = today.minusYears(1);
        Period before = kpi.period(year - 1);
        if (!kpi.period(year).running(today) || year - 1 < hub.number(Setting.FIRST_SCHOOL_YEAR)) {
            return null;
        }
        return switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> reach.hasRecordsUntil(day) ? earlierPupils(day, kpi, before) : null;
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

    private Earlier earlierPupils(LocalDate day, Kpi kpi, Period before) {
        ReachedBy by = reach.by(day, kpi.pupils(), before);
        Population population = by.population();
        return population == null
                ? new Earlier(day, by.pupils(), null, by.unrecorded())
                : new Earlier(day, Math.min(by.pupils(), population.pupils()), population.pupils(), by.unrecorded());
    }

    private Figure pupils(Kpi kpi, int year, Period period, LocalDate today) {
        BandReach band = reach.of(kpi.pupils(), period);
        return new Figure(
                kpi.code(),
                year,
                clock.instant(),
                band.reached(),
                band.cut(),
                band.children().most(),
                band.children().guessed(),
                0,
                band.population(),
                band.cohorts().visits(),
                band.unrecorded(),
                period.running(today) ? reach.upcoming(kpi.pupils(), period) : null,
                null,
                null);
    }

    private Figure people(Kpi kpi, int year, Period period, LocalDate today) {
        IndividualReach came = reach.of(kpi.individuals(), period);
        return new Figure(
                kpi.code(),
                year,
                clock.instant(),
                came.people(),
                0,
                came.companions(),
                0,
                came.walkIns(),
                null,
                came.attendances(),
                0,
                period.running(today) ? reach.upcoming(kpi.individuals(), period) : null,
                null,
                null);
    }

    private Figure stock(Kpi kpi, int year, long number) {
        return new Figure(kpi.code(), year, clock.instant(), number, 0, 0, 0, 0, null, 0, 0, null, null, null);
    }

    /** Measures satisfaction; empty with fewer than five answers. */
    private Optional<Figure> satisfaction(Kpi kpi, int year, Period period) {
        return satisfaction
                .score(View.between(period.first(), period.last()))
                .map(score -> new Figure(
                        kpi.code(),
                        year,
                        clock.instant(),
                        // rounded down, so that a target is only reached if the mean reaches it
                        (long) Math.floor(score.mean() * Figure.PARTS_OF_A_SCORE + 1e-6),
                        0,
                        0,
                        0,
                        0,
                        null,
                        score.answers(),
                        0,
                        null,
                        null,
                        null));
    }
}
