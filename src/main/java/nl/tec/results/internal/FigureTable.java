package nl.tec.results.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.reach.GradeReach;
import nl.tec.reach.Population;
import nl.tec.reach.Reached;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Compared;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the measured figures are kept. */
@Component
public class FigureTable {

    private final JdbcClient jdbc;

    FigureTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Figure> all() {
        return jdbc.sql("select * from kpi_figure").query(FigureTable::figure).list();
    }

    public void put(Figure figure) {
        Population population = figure.population();
        UpcomingVisits coming = figure.coming();
        Compared compared = figure.compared();
        jdbc.sql("""
                insert into kpi_figure as kept (kpi_code, year, measured_at, reached, cut, individuals,
                       individuals_guessed, walk_ins, population, population_low, population_high, provisional, attendances, unrecorded,
                       coming, coming_bookings, rate, rate_spread, rate_bookings,
                       counted_in,
                       baseline, baseline_low, baseline_high, reached_low, reached_high, baseline_candidates, baseline_other)
                values (:kpi, :year, :now, :reached, :cut, :individuals,
                       :guessed, :walkIns, :population, :low, :high, :provisional, :attendances, :unrecorded,
                       :coming, :bookings, :rate, :spread, :seen,
                       :countedIn,
                       :baseline, :baselineLow, :baselineHigh, :reachedLow, :reachedHigh, :candidates, :other)
                    on conflict (kpi_code, year) do update
                   set measured_at = excluded.measured_at, reached = excluded.reached, cut = excluded.cut,
                       individuals = excluded.individuals, individuals_guessed = excluded.individuals_guessed, walk_ins = excluded.walk_ins,
                       population = excluded.population, population_low = excluded.population_low,
                       population_high = excluded.population_high, provisional = excluded.provisional,
                       attendances = excluded.attendances, unrecorded = excluded.unrecorded,
                       coming = excluded.coming, coming_bookings = excluded.coming_bookings, rate = excluded.rate,
                       rate_spread = excluded.rate_spread, rate_bookings = excluded.rate_bookings,
                       baseline = excluded.baseline, baseline_low = excluded.baseline_low,
                       baseline_high = excluded.baseline_high, reached_low = excluded.reached_low,
                       reached_high = excluded.reached_high, counted_in = excluded.counted_in,
                       baseline_candidates = excluded.baseline_candidates, baseline_other = excluded.baseline_other
                """)
                .param("kpi", figure.kpi())
                .param("year", figure.year())
                .param("now", Timestamp.from(figure.measuredAt()))
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
                .update();
    }

    /** The groups of a figure, the lowest first: none when it is about nobody. Empty when they were not measured. */
    public Optional<List<GradeReach>> grades(String kpi, int year) {
        List<GradeReach> kept = jdbc.sql(
                        "select grade, pupils, reached from kpi_grade where kpi_code = :kpi and year = :year order by grade")
                .param("kpi", kpi)
                .param("year", year)
                .query((row, n) -> new GradeReach(row.getInt("grade"), row.getLong("pupils"), row.getLong("reached")))
                .list();
        return kept.isEmpty() && !ofNobody(kpi, year) ? Optional.empty() : Optional.of(kept);
    }

    private boolean ofNobody(String kpi, int year) {
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

    /** Replaces the groups of a figure that is kept. */
    public void putGrades(Figure figure, List<GradeReach> grades) {
        jdbc.sql("delete from kpi_grade where kpi_code = :kpi and year = :year")
                .param("kpi", figure.kpi())
                .param("year", figure.year())
                .update();
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

    /** Empty when nobody came. */
    public Optional<Reached> special(int year) {
        return jdbc.sql(
                        "select reached as pupils, attendances as visits from special_reach where year = :year and attendances > 0")
                .param("year", year)
                .query(Reached.class)
                .optional();
    }

    public void putSpecial(int year, Reached special, Instant measuredAt) {
        jdbc.sql("""
                insert into special_reach (year, reached, attendances, measured_at)
                values (:year, :reached, :attendances, :measuredAt)
                    on conflict (year) do update
                   set reached = excluded.reached, attendances = excluded.attendances, measured_at = excluded.measured_at
                """)
                .param("year", year)
                .param("reached", special.pupils())
                .param("attendances", special.visits())
                .param("measuredAt", Timestamp.from(measuredAt))
                .update();
    }

    public void remove(String kpi, int year) {
        jdbc.sql("delete from kpi_figure where kpi_code = :kpi and year = :year")
                .param("kpi", kpi)
                .param("year", year)
                .update();
    }

    private static Figure figure(ResultSet row, int n) throws SQLException {
        return new Figure(
                row.getString("kpi_code"),
                row.getInt("year"),
                row.getTimestamp("measured_at").toInstant(),
                row.getLong("reached"),
                row.getLong("cut"),
                row.getLong("individuals"),
                row.getLong("individuals_guessed"),
                row.getLong("walk_ins"),
                population(row),
                row.getLong("attendances"),
                row.getLong("unrecorded"),
                coming(row),
                compared(row));
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
                        row.getObject("counted_in", Integer.class));
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
                        row.getObject("baseline_candidates", Long.class),
                        row.getObject("baseline_other", Long.class));
    }
}
