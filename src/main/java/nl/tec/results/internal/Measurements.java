package nl.tec.results.internal;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.network.Network;
import nl.tec.results.Figure;
import nl.tec.results.Kpi;
import nl.tec.results.Period;
import org.springframework.stereotype.Component;

/** Measures a KPI for a year that has begun, from what is recorded now. */
@Component
public class Measurements {

    private final ClassMeasurement classes;
    private final PeopleMeasurement people;
    private final Network network;
    private final Clock clock;

    Measurements(ClassMeasurement classes, PeopleMeasurement people, Network network, Clock clock) {
        this.classes = classes;
        this.people = people;
        this.network = network;
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException when nothing can measure it
     */
    public Figure of(Kpi kpi, int year) {
        Period period = kpi.period(year);
        LocalDate today = LocalDate.now(clock);
        return switch (kpi.measure()) {
            case REACH, DISTINCT_PUPILS -> classes.of(kpi, year, period, today);
            case PEOPLE -> people.of(kpi, year, period, today);
            case CONNECTED -> stock(kpi, year, network.connectedOn(period.referenceDate(today)));
            case AMBASSADORS -> stock(kpi, year, network.ambassadorsOn(period.referenceDate(today)));
            case SATISFACTION, TECHNICAL_PROFILE ->
                throw new IllegalArgumentException(kpi.measure() + " is not measured");
        };
    }

    private Figure stock(Kpi kpi, int year, long number) {
        return new Figure(kpi.code(), year, clock.instant(), number, 0, 0, 0, null, 0, 0, null);
    }
}
