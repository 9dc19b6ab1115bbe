package nl.tec.results.internal;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.results.Kpi;
import nl.tec.results.Kpis.Replaced;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class KpiQueries {

    private static final String KPI = """
            select code, position, measure, name_nl, name_en, source_nl, source_en, audience, target_group, activity_kind, period, version,
                   last_year, case when grade_from is not null then sector end as sector, grade_from as from, grade_to as to
              from kpi
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    KpiQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Returns the KPIs in display order. */
    public List<Kpi> list() {
        return jdbc.sql(KPI + "order by position, code")
                .query(Rows.of(Kpi.class))
                .list();
    }

    public Optional<Kpi> find(String code) {
        return jdbc.sql(KPI + "where code = :code")
                .param("code", code)
                .query(Rows.of(Kpi.class))
                .optional();
    }

    /** Returns the targets by KPI code and year, in the unit of the measure. Zero, the memo's value for the first year, means none. */
    public Map<String, Map<Integer, Double>> targets() {
        record Target(String kpi, int year, double target) {}
        return jdbc
                .sql("select kpi_code as kpi, year, target from kpi_target where target <> 0")
                .query(Rows.of(Target.class))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Target::kpi, Collectors.toMap(Target::year, Target::target, (a, b) -> a, TreeMap::new)));
    }

    public Set<String> codes() {
        return new HashSet<>(
                jdbc.sql("select code from kpi").query(String.class).list());
    }

    /** Checks which names of a KPI are taken by another one that has not ended. */
    public NamesTaken taken(Kpi kpi) {
        return jdbc.sql("""
                select coalesce(bool_or(lower(name_nl) = lower(:nl)), false) as dutch,
                       coalesce(bool_or(lower(name_en) = lower(:en)), false) as english
                  from kpi where last_year is null and code <> :code
                """)
                .param("nl", kpi.nameNl().strip())
                .param("en", kpi.nameEn().strip())
                .param("code", kpi.code())
                .query(NamesTaken.class)
                .single();
    }

    public record NamesTaken(boolean dutch, boolean english) {}

    /** The stored form of a replaced definition. */
    record Definition(Kpi kpi, Map<Integer, BigDecimal> targets) {}

    /** Returns the replaced definitions of a KPI, latest first. */
    public List<Replaced> replaced(String code) {
        return jdbc.sql("""
                select r.version, r.replaced_at, coalesce(a.name, '') as name, r.definition
                  from kpi_replaced r left join accounts_account_v a on a.id = r.account_id
                 where r.kpi_code = :code order by r.version desc
                """)
                .param("code", code)
                .query((row, n) -> {
                    Definition definition = json.readValue(row.getString("definition"), Definition.class);
                    return new Replaced(
                            row.getInt("version"),
                            Rows.instant(row, "replaced_at"),
                            row.getString("name"),
                            definition.kpi(),
                            definition.targets());
                })
                .list();
    }

    /** Returns the targets of a KPI by year, exactly as entered. */
    public Map<Integer, BigDecimal> exactTargets(String code) {
        Map<Integer, BigDecimal> targets = new TreeMap<>();
        jdbc.sql("select year, target from kpi_target where kpi_code = :code")
                .param("code", code)
                .query((RowCallbackHandler) row -> targets.put(
                        row.getInt("year"), row.getBigDecimal("target").stripTrailingZeros()));
        return targets;
    }
}
