package nl.tec.hub;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reports the state of the recurring jobs across all nodes. */
@Service
public class Jobs {

    /**
     * The state of a job.
     *
     * @param due the next start time
     * @param running whether a node is running it
     * @param failures the number of failures since the last success
     */
    public record State(String name, Instant due, boolean running, int failures) {}

    private final JdbcClient jdbc;

    Jobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns all jobs, ordered by name. */
    public List<State> list() {
        return jdbc.sql("""
                select task_name as name, execution_time as due, picked as running,
                       coalesce(consecutive_failures, 0) as failures
                  from scheduled_tasks order by task_name
                """).query(Rows.of(State.class)).list();
    }
}
