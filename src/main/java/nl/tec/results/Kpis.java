package nl.tec.results;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.programme.ActivityKind;
import nl.tec.shared.Audience;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The definitions of the KPIs and their targets. */
@Service
public class Kpis {

    private final JdbcClient jdbc;

    Kpis(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order they are shown. */
    public List<Kpi> list() {
        return jdbc.sql("select * from kpi order by position, code").query(KPI).list();
    }

    public Optional<Kpi> find(String code) {
        return jdbc.sql("select * from kpi where code = :code")
                .param("code", code)
                .query(KPI)
                .optional();
    }

    /** Per KPI, per year, in the unit of its measure. */
    public Map<String, Map<Integer, Double>> targets() {
        record Target(String kpi, int year, double target) {}
        return jdbc
                .sql("select kpi_code, year, target from kpi_target")
                .query((row, n) -> new Target(row.getString("kpi_code"), row.getInt("year"), row.getDouble("target")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Target::kpi, Collectors.toMap(Target::year, Target::target, (a, b) -> a, TreeMap::new)));
    }

    private static final RowMapper<Kpi> KPI = (row, n) -> new Kpi(
            row.getString("code"),
            row.getInt("position"),
            Measure.valueOf(row.getString("measure")),
            row.getString("name_nl"),
            row.getString("name_en"),
            row.getString("source_nl"),
            row.getString("source_en"),
            row.getObject("grade_from") == null
                    ? null
                    : new Kpi.Band(
                            Sector.valueOf(row.getString("sector")), row.getInt("grade_from"), row.getInt("grade_to")),
            named(Audience.class, row.getString("audience")),
            named(ActivityKind.class, row.getString("activity_kind")),
            PeriodKind.valueOf(row.getString("period")),
            row.getInt("version"));

    private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
