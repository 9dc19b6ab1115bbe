package nl.tec.results.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.results.Snapshots.Snapshot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SnapshotQueries {

    private static final String SELECT = """
            select s.id, s.taken_at, coalesce(a.name, '') as by, s.label, s.year, s.figures
              from kpi_snapshot s left join accounts_account_v a on a.id = s.account_id
            """;

    private final JdbcClient jdbc;

    SnapshotQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns all snapshots, latest first. */
    public List<Snapshot> list() {
        return jdbc.sql(SELECT + "order by s.id desc")
                .query(Rows.of(Snapshot.class))
                .list();
    }

    public Optional<Snapshot> find(long id) {
        return jdbc.sql(SELECT + "where s.id = :id")
                .param("id", id)
                .query(Rows.of(Snapshot.class))
                .optional();
    }

    /** Returns the latest snapshot of a year. */
    public Optional<Snapshot> last(int year) {
        return jdbc.sql(SELECT + "where s.year = :year order by s.id desc limit 1")
                .param("year", year)
                .query(Rows.of(Snapshot.class))
                .optional();
    }
}
