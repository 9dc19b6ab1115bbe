package nl.tec.results.internal;

import java.util.Collection;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.reach.GradeReach;
import nl.tec.reach.Population;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Compared;
import nl.tec.results.Figure.Earlier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the measured figures and the marks of stale years. */
@Component
public class FigureStore {

    private final JdbcClient jdbc;

    FigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Replaces a figure and its groups. */
    public void put(Figure figure, List<GradeReach> grades) {
        remove(figure.kpi(), figure.year());
        insert(figure);
        jdbc.sql("""
                insert into kpi_grade (kpi_code, year, grade, pupils, reached)
                select :kpi, :year, * from unnest(:grades::int[], :pupils::bigint[], :reached::bigint[])
                """)
                .param("kpi", figure.kpi())
                .param("year", figure.year())
                .param("grades", grades.stream().map(GradeReach::grade).toArray(Integer[]::new))
                .param("pupils", grades.stream().map(GradeReach::pupils).toArray(Long[]::new))
                .param("reached", grades.stream().map(GradeReach::reached).toArray(Long[]::new))
                .update();
    }

    private void insert(Figure figure) {
        Population population = figure.population();
        UpcomingVisits coming = figure.coming();
        Compared compared = figure.compared();
        Earlier earlier = figure.earlier();
        jdbc.sql("""
                insert into kpi_figure (kpi_code, year, measured_at, reached, cut, individuals, individuals_guessed,
                       walk_ins, population, population_low, population_high, provisional, attendances, unrecorded,
                       coming, coming_bookings, rate, rate_spread, rate_bookings,
                       counted_in,
                       baseline, baseline_low, baseline_high, reached_low, reached_high, baseline_candidates, baseline_other,
                       earlier_on, earlier_reached, earlier_population, earlier_unrecorded)
                values (:kpi, :year, :now, :reached, :cut, :individuals,
                       :guessed, :walkIns, :population, :low, :high, :provisional, :attendances, :unrecorded,
                       :coming, :bookings, :rate, :spread, :seen,
                       :countedIn,
                       :baseline, :baselineLow, :baselineHigh, :reachedLow, :reachedHigh, :candidates, :other,
                       :earlierOn, :earlierReached, :earlierPopulation, :earlierUnrecorded)
                """)
                .param("kpi", figure.kpi())
                .param("year", figure.year())
                .param("now", Rows.timestamp(figure.measuredAt()))
                .param("reached", figure.reached())
                .param("cut", figure.cut())
                .param("individuals", figure.individuals())
                .param("guessed", figure.guessed())
                .param("walkIns", figure.walkIns())
                .param("population", population == null ? null : population.pupils())
                .param("low", population == null ? null : population.low())
                .param("high", population == null ? null : population.high())
                .param("provisional", population != null && population.provisional())
                .param("countedIn", population == null ? null : population.countedIn())
                .param("attendances", figure.attendances())
                .param("unrecorded", figure.unrecorded())
                .param("coming", coming == null ? null : coming.most())
                .param("bookings", coming == null ? 0 : coming.bookings())
                .param("rate", coming == null ? null : coming.rate())
                .param("spread", coming == null ? null : coming.spread())
                .param("seen", coming == null ? 0 : coming.seen())
                .param("baseline", compared == null ? null : compared.baseline())
                .param("baselineLow", compared == null ? null : compared.low())
                .param("baselineHigh", compared == null ? null : compared.high())
                .param("reachedLow", compared == null ? null : compared.reachedLow())
                .param("reachedHigh", compared == null ? null : compared.reachedHigh())
                .param("candidates", compared == null ? null : compared.candidates())
                .param("other", compared == null ? null : compared.other())
                .param("earlierOn", earlier == null ? null : earlier.day())
                .param("earlierReached", earlier == null ? null : earlier.reached())
                .param("earlierPopulation", earlier == null ? null : earlier.population())
                .param("earlierUnrecorded", earlier == null ? null : earlier.unrecorded())
                .update();
    }

    /** Removes a figure and its groups. */
    public void remove(String kpi, int year) {
        jdbc.sql("delete from kpi_figure where kpi_code = :kpi and year = :year")
                .param("kpi", kpi)
                .param("year", year)
                .update();
    }

    /** Marks years as stale. */
    public void note(Collection<Integer> years) {
        jdbc.sql("insert into kpi_stale (year) select unnest(:years::int[])")
                .param("years", years.toArray(Integer[]::new))
                .update();
    }

    /**
     * Clears the stale marks of a year, after acquiring an advisory lock on the year until the end of the transaction.
     *
     * @return whether there were any
     */
    public boolean clearStale(int year) {
        jdbc.sql("select pg_advisory_xact_lock(7052, :year)")
                .param("year", year)
                .query((row, n) -> year)
                .list();
        return jdbc.sql("delete from kpi_stale where year = :year")
                        .param("year", year)
                        .update()
                > 0;
    }

    /**
     * Stores the municipalities that the figures are about. Locks nothing if they did not change: {@code on conflict} alone would lock
     * the row, and make every year wait for the one being measured.
     *
     * @return whether they changed
     */
    public boolean storeScope(Collection<String> municipalities) {
        return jdbc.sql("""
                        insert into kpi_scope as kept (municipalities)
                        select :now where not exists (select from kpi_scope where municipalities = :now)
                            on conflict (only_row) do update set municipalities = excluded.municipalities
                         where kept.municipalities <> excluded.municipalities
                        """).param("now", String.join(",", municipalities)).update() > 0;
    }
}
