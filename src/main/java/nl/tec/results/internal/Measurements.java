package nl.tec.results.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.partners.Memberships;
import nl.tec.results.DrillDown.GradeLine;
import nl.tec.results.Figure;
import nl.tec.results.Figures.Special;
import nl.tec.results.Kpi;
import nl.tec.results.Period;
import nl.tec.results.PeriodKind;
import org.springframework.stereotype.Component;

/** Measures a KPI for a year that has begun, from what is recorded now. */
@Component
public class Measurements {

    private final ClassMeasurement classes;
    private final PeopleMeasurement people;
    private final ProfileMeasurement profiles;
    private final Memberships memberships;
    private final Satisfaction satisfaction;
    private final Clock clock;

    Measurements(
            ClassMeasurement classes,
            PeopleMeasurement people,
            ProfileMeasurement profiles,
            Memberships memberships,
            Satisfaction satisfaction,
            Clock clock) {
        this.classes = classes;
        this.people = people;
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
            case REACH, DISTINCT_PUPILS -> Optional.of(classes.of(kpi, year, period, today));
            case PEOPLE -> Optional.of(people.of(kpi, year, period, today));
            case CONNECTED -> Optional.of(stock(kpi, year, memberships.connectedOn(period.referenceDate(today))));
            case AMBASSADORS -> Optional.of(stock(kpi, year, memberships.ambassadorsOn(period.referenceDate(today))));
            case TECHNICAL_PROFILE -> profiles.of(kpi, year, period);
            case SATISFACTION -> satisfaction(kpi, year, period);
        };
    }

    /** The groups of a KPI about pupils; none of another. */
    public List<GradeLine> grades(Kpi kpi, int year) {
        Kpi.Band band = kpi.measure().ofClasses() ? kpi.band() : null;
        return band == null ? List.of() : classes.grades(band, kpi.period(year));
    }

    /** Pupils of special education in the year of most figures about pupils. */
    public Special special(int year) {
        ClassMeasurement.Came came = classes.special(PeriodKind.SCHOOL_YEAR_STARTING.of(year));
        return new Special(came.reached(), came.visits());
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

    private Figure stock(Kpi kpi, int year, long number) {
        return new Figure(kpi.code(), year, clock.instant(), number, 0, 0, 0, 0, null, 0, 0, null, null);
    }
}
