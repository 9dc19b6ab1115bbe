package nl.tec.results.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.hub.Rows;
import nl.tec.reach.GradeReach;
import nl.tec.reach.Population;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Compared;
import nl.tec.results.Figure.Earlier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class FigureQueries {

    private final JdbcClient jdbc;

    FigureQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Figure> all() {
        return jdbc.sql("""
                select kpi_code, year, measured_at, reached, cut, individuals, individuals_guessed, walk_ins, attendances, unrecorded,
                       population as population_pupils, population_low, population_high, provisional as population_provisional,
                       counted_in as population_counted_in,
                       coming as coming_most, coming_bookings, rate as coming_rate, rate_spread as coming_spread, rate_bookings as coming_seen,
                       baseline as compared_baseline, baseline_low as compared_low, baseline_high as compared_high,
                       reached_low as compared_reached_low, reached_high as compared_reached_high,
                       baseline_candidates as compared_candidates, baseline_other as compared_other,
                       earlier_on as earlier_day, earlier_reached, earlier_population, earlier_unrecorded
                  from kpi_figure
                """).query(FigureQueries::figure).list();
    }

    /** Returns the years of which all figures were measured after this moment, and none is stale. */
    public Set<Integer> measuredSince(Instant moment) {
        return jdbc.sql("""
                select year from kpi_figure where year not in (select year from kpi_stale)
                 group by year having min(measured_at) > ?
                """).param(Rows.timestamp(moment)).query(Integer.class).set();
    }

    /** Returns the groups of a figure, lowest first; an empty list if the figure counts nobody, nothing if they were not measured. */
    public Optional<List<GradeReach>> grades(String kpi, int year) {
        List<GradeReach> kept = jdbc.sql(
                        "select grade, pupils, reached from kpi_grade where kpi_code = :kpi and year = :year order by grade")
                .param("kpi", kpi)
                .param("year", year)
                .query(Rows.of(GradeReach.class))
                .list();
        return kept.isEmpty() && !countsNobody(kpi, year) ? Optional.empty() : Optional.of(kept);
    }

    private boolean countsNobody(String kpi, int year) {
        return jdbc.sql("""
                select exists (select from kpi_figure
                                where kpi_code = :kpi and year = :year
                                  and population is null and reached = 0 and attendances = 0)
                """)
                .param("kpi", kpi)
                .param("year", year)
                .query(Boolean.class)
                .single();
    }

    private static Figure figure(ResultSet row, int n) throws SQLException {
        return new Figure(
                row.getString("kpi_code"),
                row.getInt("year"),
                Rows.instant(row, "measured_at"),
                row.getLong("reached"),
                row.getLong("cut"),
                row.getLong("individuals"),
                row.getLong("individuals_guessed"),
                row.getLong("walk_ins"),
                Rows.readOrNull(row, Population.class, "population_"),
                row.getLong("attendances"),
                row.getLong("unrecorded"),
                Rows.readOrNull(row, UpcomingVisits.class, "coming_"),
                Rows.readOrNull(row, Compared.class, "compared_"),
                Rows.readOrNull(row, Earlier.class, "earlier_"));
    }
}
