package nl.tec.results.internal;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import nl.tec.planning.GoalBands;
import nl.tec.reach.Band;
import nl.tec.results.Kpi;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import nl.tec.shared.Span;
import org.springframework.stereotype.Component;

/** The bands of the KPIs about pupils of primary schools. */
@Component
class KpiBands implements GoalBands {

    private final KpiQueries kpis;
    private final Clock clock;

    KpiBands(KpiQueries kpis, Clock clock) {
        this.kpis = kpis;
        this.clock = clock;
    }

    @Override
    public List<Span> list() {
        int year = Dates.today(clock).getYear();
        return kpis.list().stream()
                .filter(kpi -> kpi.counts(year) && kpi.measure().ofClasses())
                .map(Kpi::band)
                .filter(Objects::nonNull)
                .filter(band -> band.sector() == Sector.PO)
                .map(KpiBands::groups)
                .distinct()
                .toList();
    }

    private static Span groups(Band band) {
        return new Span(band.from(), band.to());
    }
}
