package nl.tec.operations.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.operations.BackupRun;
import nl.tec.operations.BackupRun.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class BackupRuns {

    private static final String COLUMNS =
            "select kind, started_at as started, ended_at as ended, node, file, bytes, row_count as rows, encrypted, error from backup_run ";

    private final JdbcClient jdbc;

    BackupRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(BackupRun run) {
        jdbc.sql("""
                insert into backup_run (kind, started_at, ended_at, node, file, bytes, row_count, encrypted, error)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(run.kind().name())
                .param(Rows.timestamp(run.started()))
                .param(Rows.timestamp(run.ended()))
                .param(run.node())
                .param(run.file())
                .param(run.bytes())
                .param(run.rows())
                .param(run.encrypted())
                .param(run.error())
                .update();
    }

    /** Returns the runs, the latest first. */
    public List<BackupRun> list(int limit) {
        return jdbc.sql(COLUMNS + "order by started_at desc, id desc limit ?")
                .param(limit)
                .query(Rows.of(BackupRun.class))
                .list();
    }

    public Optional<BackupRun> last(Kind kind) {
        return jdbc.sql(COLUMNS + "where kind = ? order by started_at desc, id desc limit 1")
                .param(kind.name())
                .query(Rows.of(BackupRun.class))
                .optional();
    }

    public Optional<BackupRun> lastGood(Kind kind) {
        return jdbc.sql(COLUMNS + "where kind = ? and error is null order by started_at desc, id desc limit 1")
                .param(kind.name())
                .query(Rows.of(BackupRun.class))
                .optional();
    }
}
