package nl.tec.results.internal;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.reach.Band;
import nl.tec.results.Kpi;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class KpiStore {

    private final JdbcClient jdbc;
    private final KpiQueries queries;
    private final JsonMapper json;
    private final Clock clock;

    KpiStore(JdbcClient jdbc, KpiQueries queries, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.json = json;
        this.clock = clock;
    }

    /** Serialises changes, because names and codes are checked against all other KPIs; does not block reading. */
    public void lockAll() {
        jdbc.sql("lock table kpi in share row exclusive mode").update();
    }

    /** Adds a KPI. @param kpi the definition; its code is ignored */
    public void add(String code, Kpi kpi, Map<Integer, BigDecimal> targets) {
        store("""
                insert into kpi (code, position, measure, name_nl, name_en, source_nl, source_en, sector, grade_from, grade_to,
                                 audience, target_group, activity_kind, period)
                values (:code, :position, :measure, :nameNl, :nameEn, :sourceNl, :sourceEn, :sector, :from, :to,
                        :audience, :group, :kind, :period)
                """, code, kpi);
        putTargets(code, targets);
    }

    /** Replaces a definition with all its targets; keeps the old one. */
    public void change(Kpi before, Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        jdbc.sql("""
                insert into kpi_replaced (kpi_code, version, replaced_at, account_id, definition)
                values (:code, :version, :now, :account, :definition::jsonb)
                """)
                .param("code", kpi.code())
                .param("version", kpi.version())
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .param(
                        "definition",
                        json.writeValueAsString(new KpiQueries.Definition(before, queries.exactTargets(kpi.code()))))
                .update();
        store("""
                update kpi set position = :position, name_nl = :nameNl, name_en = :nameEn, source_nl = :sourceNl,
                       source_en = :sourceEn, sector = :sector, grade_from = :from, grade_to = :to, audience = :audience,
                       target_group = :group, activity_kind = :kind, period = :period, version = version + 1
                 where code = :code
                """, kpi.code(), kpi);
        jdbc.sql("delete from kpi_target where kpi_code = :code")
                .param("code", kpi.code())
                .update();
        putTargets(kpi.code(), targets);
    }

    /** Sets the last year. @param lastYear null if the KPI resumes */
    public void end(String code, @Nullable Integer lastYear) {
        jdbc.sql("update kpi set last_year = :year where code = :code")
                .param("year", lastYear)
                .param("code", code)
                .update();
    }

    private void store(String sql, String code, Kpi kpi) {
        Band band = kpi.band();
        jdbc.sql(sql)
                .param("position", kpi.position())
                .param("measure", kpi.measure().name())
                .param("nameNl", kpi.nameNl().strip())
                .param("nameEn", kpi.nameEn().strip())
                .param("sourceNl", kpi.sourceNl().strip())
                .param("sourceEn", kpi.sourceEn().strip())
                .param("sector", band == null ? null : band.sector().name())
                .param("from", band == null ? null : band.from())
                .param("to", band == null ? null : band.to())
                .param(
                        "audience",
                        kpi.audience() == null ? null : kpi.audience().name())
                .param(
                        "group",
                        kpi.targetGroup() == null ? null : kpi.targetGroup().name())
                .param(
                        "kind",
                        kpi.activityKind() == null ? null : kpi.activityKind().name())
                .param("period", kpi.period().name())
                .param("code", code)
                .update();
    }

    private void putTargets(String code, Map<Integer, BigDecimal> targets) {
        targets.forEach((year, target) -> jdbc.sql(
                        "insert into kpi_target (kpi_code, year, target) values (:code, :year, :target)")
                .param("code", code)
                .param("year", year)
                .param("target", target)
                .update());
    }
}
