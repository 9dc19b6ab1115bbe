package nl.tec.results.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Memberships;
import nl.tec.reach.BandReach;
import nl.tec.reach.GradeReach;
import nl.tec.reach.IndividualReach;
import nl.tec.reach.Period;
import nl.tec.reach.Reach;
import nl.tec.reach.Reached;
import nl.tec.results.Figure;
import nl.tec.results.Kpi;
import nl.tec.results.PeriodKind;
import org.springframework.stereotype.Component;

/** Measures a KPI for a year that has begun, from what is recorded now. A new {@code Measure} gets a case in {@link #of}. */
@Component
public class Measurements {

    private final Reach reach;
    private final ProfileMeasurement profiles;
    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Satisfaction satisfaction;
    private final Clock clock;

    Measurements(
            Reach reach,
            ProfileMeasurement profiles,
            Memberships memberships,
            Ambassadors ambassadors,
            Satisfaction satisfaction,
            Clock clock) {
        this.ambassadors = ambassadors;
        this.reach = reach;
        this.profiles = profiles;
        this.memberships = memberships;
        this.satisfaction = satisfaction;
        this.clock = clock;
    }

    /** Empty when it can't be measured: nothing asks for it, or the counts it is made of are not there. */
    public Optional<Figure> of(Kpi kpi, int year) {
        Period period = kpi.period(year);
        LocalDate today = LocalDate.now(clock);
        return switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> Optional.of(pupils(kpi, year, period, today));
            case PEOPLE -> Optional.of(people(kpi, year, period, today));
            case CONNECTED -> Optional.of(stock(kpi, year, memberships.connectedOn(period.referenceDate(today))));
            case AMBASSADORS -> Optional.of(stock(kpi, year, ambassadors.count(period.referenceDate(today))));
            case TECHNICAL_PROFILE -> profiles.of(kpi, year, period);
            case SATISFACTION -> satisfaction(kpi, year, period);
        };
    }

    /** The groups of a KPI about pupils; none of another. */
    public List<GradeReach> grades(Kpi kpi, int year) {
        return kpi.measure().ofClasses() ? reach.grades(kpi.pupils(), kpi.period(year)) : List.of();
    }

    /** Pupils of special education in the year of most figures about pupils. */
    public Reached special(int year) {
        return reach.specialEducation(PeriodKind.SCHOOL_YEAR_STARTING.of(year));
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
                null);
    }

    private Figure stock(Kpi kpi, int year, long number) {
        return new Figure(kpi.code(), year, clock.instant(), number, 0, 0, 0, 0, null, 0, 0, null, null);
    }

    /** Empty under five answers. */
    private Optional<Figure> satisfaction(Kpi kpi, int year, Period period) {
        return satisfaction
                .score(View.between(period.first(), period.last()))
                .map(score -> new Figure(
                        kpi.code(),
                        year,
                        clock.instant(),
                        // downwards, so that a target is reached only when the mean reaches it
                        (long) Math.floor(score.mean() * Figure.PARTS_OF_A_SCORE + 1e-6),
                        0,
                        0,
                        0,
                        0,
                        null,
                        score.answers(),
                        0,
                        null,
                        null));
    }
}
