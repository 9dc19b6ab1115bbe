package nl.tec.finance.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.BudgetOverview.InKind;
import nl.tec.finance.BudgetScenario;
import nl.tec.finance.BudgetScenario.Factor;
import nl.tec.finance.FundingSource;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the plan, its sources and its scenarios. */
@Repository
public class BudgetQueries {

    private final JdbcClient jdbc;

    BudgetQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public BudgetScenario plan() {
        return scenarios().get(0);
    }

    /** Returns the plan first, then the scenarios by name. */
    public List<BudgetScenario> scenarios() {
        Map<Long, List<Factor>> factors = jdbc.sql(
                        "select * from budget_factor order by scenario_id, category, source_id")
                .query(Rows.listsById("scenario_id", Rows.of(Factor.class)));
        return jdbc.sql("select * from budget_scenario order by plan desc, lower(name)")
                .query((row, n) -> new BudgetScenario(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("about"),
                        row.getBoolean("plan"),
                        factors.getOrDefault(row.getLong("id"), List.of()),
                        row.getInt("version")))
                .list();
    }

    public boolean isScenarioNameTaken(String name, long except) {
        return jdbc.sql("select exists (select from budget_scenario where lower(name) = lower(?) and id <> ?)")
                .params(name, except)
                .query(Boolean.class)
                .single();
    }

    /** Returns the lines by year; within a year costs by category, then cover by source. */
    public List<BudgetLine> lines(long scenarioId) {
        return jdbc.sql("""
                select l.*, l.cents as written, l.effective_cents as amount from finance_line_v l left join funding_source s on s.id = l.source_id
                 where l.scenario_id = ? order by l.year, l.kind desc, l.category, lower(s.name), l.id
                """).param(scenarioId).query(Rows.of(BudgetLine.class)).list();
    }

    public int coveredYears(int first, int last) {
        return jdbc.sql("""
                select count(*) from (
                  select from finance_line_v l join budget_scenario s on s.id = l.scenario_id and s.plan
                   where l.year between :first and :last group by l.year
                  having sum(l.effective_cents) filter (where l.kind = 'COVER')
                         >= sum(l.effective_cents) filter (where l.kind = 'COST')) covered
                """)
                .param("first", first)
                .param("last", last)
                .query(Integer.class)
                .single();
    }

    public Optional<BudgetLine> findLine(long id) {
        return jdbc.sql("select *, cents as written, effective_cents as amount from finance_line_v where id = ?")
                .param(id)
                .query(Rows.of(BudgetLine.class))
                .optional();
    }

    /** Returns the sources by name. */
    public List<FundingSource> sources() {
        return jdbc.sql(
                        "select *, until_day as until, funding_programme_id as programme_id from funding_source order by lower(name)")
                .query(Rows.of(FundingSource.class))
                .list();
    }

    public boolean isSourceNameTaken(String name, long except) {
        return jdbc.sql("select exists (select from funding_source where lower(name) = lower(?) and id <> ?)")
                .params(name, except)
                .query(Boolean.class)
                .single();
    }

    /** Whether a programme belongs to another source, or does not exist. */
    public boolean programmeTaken(long programmeId, long except) {
        return jdbc.sql("""
                select exists (select from funding_source where funding_programme_id = :programme and id <> :source)
                       or not exists (select from partners_funding_programme_v where id = :programme)
                """)
                .param("programme", programmeId)
                .param("source", except)
                .query(Boolean.class)
                .single();
    }

    public Map<Long, String> programmes() {
        return jdbc.sql("select id, name from partners_funding_programme_v order by lower(name)")
                .query(Rows.byId("id", (row, n) -> row.getString("name")));
    }

    /** Sums what partners promised and gave, per year and source of the programme it counts for. */
    public List<InKind> inKind() {
        return jdbc.sql("""
                select year, source_id, sum(promised)::bigint as promised, sum(delivered)::bigint as delivered
                  from (select year, null::bigint as source_id, promised_cents as promised, 0::bigint as delivered from partners_in_kind_v
                        union all
                        select d.year, s.id, 0, d.cents
                          from partners_in_kind_delivered_v d
                          left join funding_source s on s.funding_programme_id = d.funding_programme_id) part
                 group by year, source_id order by year, source_id
                """).query(Rows.of(InKind.class)).list();
    }
}
