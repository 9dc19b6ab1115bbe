package nl.tec.finance.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.BudgetScenario;
import nl.tec.finance.BudgetScenario.Factor;
import nl.tec.finance.CostCategory;
import nl.tec.finance.FundingSource;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the plan, its sources and its scenarios, with optimistic locking. */
@Repository
public class BudgetStore {

    private final JdbcClient jdbc;

    BudgetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long add(BudgetLine line) {
        return jdbc.sql("""
                insert into budget_line (scenario_id, year, kind, category, source_id, what, cents, certainty, spent_by)
                values (:scenario, :year, :kind, :category, :source, :what, :cents, :certainty, :spentBy) returning id
                """)
                .param("scenario", line.scenarioId())
                .params(values(line))
                .query(Long.class)
                .single();
    }

    public Optional<Long> change(BudgetLine line) {
        return jdbc.sql("""
                update budget_line set year = :year, kind = :kind, category = :category, source_id = :source, what = :what,
                       cents = :cents, certainty = :certainty, spent_by = :spentBy, version = version + 1
                 where id = :id and version = :version returning id
                """)
                .param("id", line.id())
                .param("version", line.version())
                .params(values(line))
                .query(Long.class)
                .optional();
    }

    private static Map<String, @Nullable Object> values(BudgetLine line) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("year", line.year());
        values.put("kind", line.kind().name());
        values.put("category", name(line.category()));
        values.put("source", line.cost() ? null : line.sourceId());
        values.put("what", line.what());
        values.put("cents", line.written().cents());
        values.put("certainty", line.certainty().name());
        values.put("spentBy", line.spentBy());
        return values;
    }

    private static @Nullable String name(@Nullable CostCategory category) {
        return category == null ? null : category.name();
    }

    public boolean remove(long lineId) {
        return jdbc.sql("delete from budget_line where id = ?").param(lineId).update() > 0;
    }

    public long add(FundingSource source) {
        return jdbc.sql("""
                insert into funding_source (name, kind, about, origin, only_for, until_day, most_percent, match_percent, in_kind_matches,
                       funding_programme_id)
                values (:name, :kind, :about, :origin, :onlyFor::text[], :until, :most, :match, :inKind, :programme) returning id
                """).params(values(source)).query(Long.class).single();
    }

    public Optional<Long> change(FundingSource source) {
        return jdbc.sql("""
                update funding_source set name = :name, kind = :kind, about = :about, origin = :origin, only_for = :onlyFor::text[],
                       until_day = :until, most_percent = :most, match_percent = :match, in_kind_matches = :inKind,
                       funding_programme_id = :programme, version = version + 1
                 where id = :id and version = :version returning id
                """)
                .param("id", source.id())
                .param("version", source.version())
                .params(values(source))
                .query(Long.class)
                .optional();
    }

    private static Map<String, @Nullable Object> values(FundingSource source) {
        Terms terms = source.terms();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", source.name());
        values.put("kind", source.kind().name());
        values.put("about", source.about());
        values.put("origin", source.origin());
        values.put("onlyFor", Rows.array(terms.onlyFor()));
        values.put("until", terms.until());
        values.put("most", terms.mostPercent());
        values.put("match", terms.matchPercent());
        values.put("inKind", terms.inKindMatches());
        values.put("programme", terms.programmeId());
        return values;
    }

    /** Removes a source; false when a line, booking or price rule refers to it. */
    public boolean removeSource(long id) {
        return jdbc.sql("""
                delete from funding_source s
                 where id = ?
                   and not exists (select from budget_line where source_id = s.id)
                   and not exists (select from budget_factor where source_id = s.id)
                   and not exists (select from ledger_account where source_id = s.id)
                   and not exists (select from ledger_entry where source_id = s.id)
                   and not exists (select from price_rule where source_id = s.id)
                """).param(id).update() > 0;
    }

    /** Copies a scenario with its lines and factors. */
    public long copy(long fromId, String name, String about, Instant now) {
        long id = jdbc.sql("insert into budget_scenario (name, about, made_at) values (?, ?, ?) returning id")
                .params(name, about, Rows.timestamp(now))
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into budget_line (scenario_id, year, kind, category, source_id, what, cents, certainty, spent_by)
                select ?, year, kind, category, source_id, what, cents, certainty, spent_by
                  from budget_line where scenario_id = ? order by id
                """).params(id, fromId).update();
        jdbc.sql("""
                insert into budget_factor (scenario_id, category, source_id, permille)
                select ?, category, source_id, permille from budget_factor where scenario_id = ?
                """).params(id, fromId).update();
        return id;
    }

    /** Changes a scenario; false when somebody else changed it meanwhile. */
    public boolean change(BudgetScenario scenario) {
        int changed = jdbc.sql(
                        "update budget_scenario set name = ?, about = ?, version = version + 1 where id = ? and version = ?")
                .params(scenario.name(), scenario.about(), scenario.id(), scenario.version())
                .update();
        if (changed == 0) {
            return false;
        }
        jdbc.sql("delete from budget_factor where scenario_id = ?")
                .param(scenario.id())
                .update();
        for (Factor factor : scenario.factors()) {
            if (factor.permille() != 1000) {
                jdbc.sql(
                                "insert into budget_factor (scenario_id, category, source_id, permille) values (:id, :category, :source, :permille)")
                        .param("id", scenario.id())
                        .param("category", name(factor.category()))
                        .param("source", factor.sourceId())
                        .param("permille", factor.permille())
                        .update();
            }
        }
        return true;
    }

    /** Removes a scenario; false for the plan, and when there is no such scenario. */
    public boolean removeScenario(long id) {
        boolean there = jdbc.sql("select exists (select from budget_scenario where id = ? and not plan)")
                .param(id)
                .query(Boolean.class)
                .single();
        if (there) {
            jdbc.sql("delete from budget_line where scenario_id = ?").param(id).update();
            jdbc.sql("delete from budget_scenario where id = ? and not plan")
                    .param(id)
                    .update();
        }
        return there;
    }
}
