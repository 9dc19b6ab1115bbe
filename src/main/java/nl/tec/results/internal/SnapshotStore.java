package nl.tec.results.internal;

import java.time.Clock;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.results.Snapshots.Reported;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class SnapshotStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    SnapshotStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Stores a snapshot. @return its id */
    public long add(int year, String label, List<Reported> reported, Actor by) {
        return jdbc.sql("""
                insert into kpi_snapshot (taken_at, account_id, label, year, figures)
                values (:now, :account, :label, :year, :figures::jsonb) returning id
                """)
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .param("label", label)
                .param("year", year)
                .param("figures", json.writeValueAsString(reported))
                .query(Long.class)
                .single();
    }
}
