package nl.tec.results.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class FigureQueries {

    private final JdbcClient jdbc;

    FigureQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Figure> all() {
        return jdbc.sql("select * from kpi_figure").query(FigureQueries::figure).list();
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
                population(row),
                row.getLong("attendances"),
                row.getLong("unrecorded"),
                coming(row),
                compared(row),
                earlier(row));
    }

    private static @Nullable Earlier earlier(ResultSet row) throws SQLException {
        LocalDate day = row.getObject("earlier_on", LocalDate.class);
        return day == null
                ? null
                : new Earlier(
                        day,
                        row.getLong("earlier_reached"),
                        Rows.longOrNull(row, "earlier_population"),
                        row.getLong("earlier_unrecorded"));
    }

    private static @Nullable Population population(ResultSet row) throws SQLException {
        long pupils = row.getLong("population");
        return row.wasNull()
                ? null
                : new Population(
                        pupils,
                        row.getLong("population_low"),
                        row.getLong("population_high"),
                        row.getBoolean("provisional"),
                        Rows.intOrNull(row, "counted_in"));
    }

    private static @Nullable UpcomingVisits coming(ResultSet row) throws SQLException {
        long most = row.getLong("coming");
        return row.wasNull()
                ? null
                : new UpcomingVisits(
                        most,
                        row.getLong("coming_bookings"),
                        row.getObject("rate", Double.class),
                        row.getDouble("rate_spread"),
                        row.getLong("rate_bookings"));
    }

    private static @Nullable Compared compared(ResultSet row) throws SQLException {
        long baseline = row.getLong("baseline");
        return row.wasNull()
                ? null
                : new Compared(
                        baseline,
                        row.getLong("baseline_low"),
                        row.getLong("baseline_high"),
                        row.getLong("reached_low"),
                        row.getLong("reached_high"),
                        Rows.longOrNull(row, "baseline_candidates"),
                        Rows.longOrNull(row, "baseline_other"));
    }
}
