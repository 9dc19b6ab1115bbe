package nl.tec.hub;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The state of the recurring jobs, on all nodes together. */
@Service
public class Jobs {

    /**
     * @param due when it has to begin
     * @param running whether a node is doing it
     * @param failures how often it failed since it last went well
     */
    public record State(
            String name,
            Instant due,
            boolean running,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures) {}

    private final JdbcClient jdbc;

    Jobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, by name. */
    public List<State> list() {
        return jdbc.sql("""
                select task_name, execution_time, picked, last_success, last_failure, coalesce(consecutive_failures, 0) as failures
                  from scheduled_tasks order by task_name
                """)
                .query((row, n) -> new State(
                        row.getString("task_name"),
                        Rows.instant(row, "execution_time"),
                        row.getBoolean("picked"),
                        Rows.instantOrNull(row, "last_success"),
                        Rows.instantOrNull(row, "last_failure"),
                        row.getInt("failures")))
                .list();
    }
}
