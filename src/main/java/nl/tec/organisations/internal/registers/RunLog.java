package nl.tec.organisations.internal.registers;

import java.sql.Timestamp;
import java.time.Clock;
import nl.tec.accounts.Actor;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.RegisterKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The list of imports, written beside the import itself so that it tells of dry runs and failures too. */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
class RunLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Clock clock;

    RunLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long start(String fileName, @Nullable RegisterKind kind, boolean dryRun, @Nullable Actor actor) {
        return jdbc.sql("""
                insert into import_run (kind, file_name, dry_run, started_at, account_id, state)
                values (:kind, :file, :dry, :now, :account, 'RUNNING')
                returning id
                """)
                .param("kind", kind == null ? null : kind.name())
                .param("file", fileName)
                .param("dry", dryRun)
                .param("now", now())
                .param("account", actor == null ? null : actor.accountId())
                .query(Long.class)
                .single();
    }

    void at(long run, int rows) {
        jdbc.sql("update import_run set rows_read = :rows where id = :id")
                .param("rows", rows)
                .param("id", run)
                .update();
    }

    void finish(ImportReport report) {
        jdbc.sql("""
                update import_run
                set finished_at = :now, state = :state, rows_read = :rows, added = :added, changed = :changed,
                    unchanged = :unchanged, skipped = :skipped, rejected = :rejected, refusal = :refusal::jsonb,
                    problems = :problems::jsonb, notes = :notes::jsonb
                where id = :id
                """)
                .param("now", now())
                .param("state", report.refused() ? "REFUSED" : "DONE")
                .param("rows", report.rows())
                .param("added", report.added())
                .param("changed", report.changed())
                .param("unchanged", report.unchanged())
                .param("skipped", report.skipped())
                .param("rejected", report.rejected())
                .param("refusal", report.refusal() == null ? null : JSON.writeValueAsString(report.refusal()))
                .param("problems", JSON.writeValueAsString(report.problems()))
                .param("notes", JSON.writeValueAsString(report.notes()))
                .param("id", report.runId())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
