package nl.tec.steering.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.steering.Condition;
import nl.tec.steering.Fact;
import nl.tec.steering.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class JudgementStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    JudgementStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Whether this judgement exists, for this condition and year. */
    public boolean exists(long id, Condition condition, int year) {
        return jdbc.sql(
                        "select true from condition_judgement where id = :id and condition = :condition and year = :year")
                .param("id", id)
                .param("condition", condition.name())
                .param("year", year)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    /**
     * Adds a judgement with the current evidence.
     *
     * @param replaces the judgement that it corrects; null: there is none yet
     * @return its id; empty when another one already replaces the same
     */
    public Optional<Long> add(
            Condition condition,
            int year,
            Verdict verdict,
            String reasons,
            List<Fact> evidence,
            @Nullable Long replaces,
            Actor by) {
        return jdbc.sql("""
                insert into condition_judgement (condition, year, verdict, reasons, evidence, judged_at, account_id, replaces)
                values (:condition, :year, :verdict, :reasons, :evidence::jsonb, :now, :account, :replaces)
                on conflict do nothing returning id
                """)
                .param("condition", condition.name())
                .param("year", year)
                .param("verdict", verdict.name())
                .param("reasons", reasons)
                .param("evidence", json.writeValueAsString(evidence))
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .param("replaces", replaces)
                .query(Long.class)
                .optional();
    }

    /** @return false when another node recorded this reminder */
    public boolean noteReminder(int year, int number, LocalDate day) {
        return jdbc.sql(
                                "insert into condition_reminder (year, number, sent_on) values (?, ?, ?) on conflict do nothing")
                        .params(year, number, day)
                        .update()
                == 1;
    }
}
