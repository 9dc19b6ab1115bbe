package nl.tec.organisations.internal.registers;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.organisations.ImportBatches.Earlier;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.RegisterKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The log of imports, written in separate transactions so that it includes dry runs and failures. */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
class RunLog {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT = """
            select r.*, r.id as run_id, r.rows_read as rows, r.refusal->>'key' as key,
                   array(select jsonb_array_elements_text(r.refusal->'arguments')) as arguments, r.started_at as at, a.name as by
              from import_run r left join accounts_account_v a on a.id = r.account_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    RunLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A database session, which ends when the program is killed, at the latest when the server notices. */
    record Session(@Nullable Integer pid, @Nullable Timestamp start) {
        static final Session NONE = new Session(null, null);
    }

    /** Returns the session of the current transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    Session session() {
        return jdbc.sql("select pid, backend_start from pg_stat_activity where pid = pg_backend_pid()")
                .query((row, n) -> new Session(row.getInt(1), row.getTimestamp(2)))
                .single();
    }

    long start(String fileName, @Nullable RegisterKind kind, boolean dryRun, @Nullable Actor actor, Session session) {
        return jdbc.sql("""
                insert into import_run (kind, file_name, dry_run, started_at, account_id, state, backend_pid, backend_start)
                values (:kind, :file, :dry, :now, :account, 'RUNNING', :pid, :start)
                returning id
                """)
                .param("pid", session.pid())
                .param("start", session.start())
                .param("kind", Rows.nameOrNull(kind))
                .param("file", fileName)
                .param("dry", dryRun)
                .param("now", Rows.now(clock))
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

    /** Marks imports whose program was killed as aborted. */
    void markAborted() {
        int dead = jdbc.sql("""
                update import_run r
                set state = 'FAILED', finished_at = :now, refusal = jsonb_build_object('key', :died::text, 'arguments', '[]'::jsonb)
                where r.state = 'RUNNING'
                  and not exists (select from pg_stat_activity a where a.pid = r.backend_pid and a.backend_start = r.backend_start)
                """)
                .param("now", Rows.now(clock))
                .param("died", ImportReport.DIED)
                .update();
        if (dead > 0) {
            LOG.info("{} imports ended before they were done", dead);
        }
    }

    /** Records the report in the transaction of the import itself. */
    @Transactional(propagation = Propagation.MANDATORY)
    void finishInTransaction(ImportReport report) {
        finish(report);
    }

    void finish(ImportReport report) {
        jdbc.sql("""
                update import_run
                set finished_at = :now, state = :state, rows_read = :rows, added = :added, changed = :changed,
                    unchanged = :unchanged, skipped = :skipped, rejected = :rejected, refusal = :refusal::jsonb,
                    problems = :problems::jsonb, notes = :notes::jsonb, changes = :changes::jsonb,
                    more_changes = :more
                where id = :id
                """)
                .param("now", Rows.now(clock))
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
                .param("changes", JSON.writeValueAsString(report.changes()))
                .param("more", report.moreChanges())
                .param("id", report.runId())
                .update();
    }

    /**
     * Acquires the lock that serialises imports, because concurrent ones would add the same records; reports while it waits. The lock is
     * released at the end of the transaction, or when the server notices that the program has died.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void acquireImportLock(ProgressListener progress) {
        // not supported by every server; without it, a statement of a killed program runs to its end
        jdbc.sql("""
                do $$ begin
                  perform set_config('client_connection_check_interval', '2s', true);
                exception when others then null;
                end $$
                """).update();
        while (!jdbc.sql("select pg_try_advisory_xact_lock(hashtext('nl.tec.organisations.import'))")
                .query(Boolean.class)
                .single()) {
            progress.waiting();
            jdbc.sql("select pg_sleep(0.5)").query((row, n) -> n).list();
        }
    }

    void recordProgress(UUID batch, String fileName, int rowsDone, int rows) {
        jdbc.sql("""
                update import_batch set file_name = ?, rows_done = ?, rows = ?, seen_at = ?, waiting = false where id = ?
                """).params(fileName, rowsDone, rows, Rows.now(clock), batch).update();
    }

    /** Returns the reports of a batch: of its dry run, or of the import itself. */
    List<ImportReport> reports(UUID batch, boolean done) {
        return jdbc
                .sql(SELECT + " where r.batch_id = ? and r.dry_run = ? order by r.id")
                .params(batch, !done)
                .query(Rows.of(Earlier.class))
                .list()
                .stream()
                .map(Earlier::report)
                .toList();
    }

    List<Earlier> earlier(@Nullable Long before, int limit) {
        return jdbc.sql(SELECT + """
                 where not r.dry_run and r.finished_at is not null and (:before::bigint is null or r.id < :before)
                 order by r.id desc limit :limit
                """)
                .param("before", before)
                .param("limit", limit)
                .query(Rows.of(Earlier.class))
                .list();
    }

    Optional<Earlier> run(long id) {
        return jdbc.sql(SELECT + " where r.id = ? and r.finished_at is not null")
                .param(id)
                .query(Rows.of(Earlier.class))
                .optional();
    }

    void recordWaiting(UUID batch) {
        jdbc.sql("update import_batch set seen_at = ?, waiting = true where id = ?")
                .params(Rows.now(clock), batch)
                .update();
    }
}
