package nl.tec.organisations.internal.registers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.organisations.ImportBatches.Earlier;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ImportReport.RowProblem;
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

    private static final String SELECT =
            "select r.*, a.name as account from import_run r left join account a on a.id = r.account_id";

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
                    problems = :problems::jsonb, notes = :notes::jsonb, changes = :changes::jsonb,
                    more_changes = :more
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
                .param("changes", JSON.writeValueAsString(report.changes()))
                .param("more", report.moreChanges())
                .param("id", report.runId())
                .update();
    }

    /** Two imports at once would each add what the other is adding: the second waits. Until the end of the transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void oneAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('nl.tec.organisations.import'))")
                .query((row, n) -> n)
                .list();
    }

    void batchAt(UUID batch, String fileName, int rowsDone, int rows) {
        jdbc.sql("update import_batch set file_name = ?, rows_done = ?, rows = ?, seen_at = ? where id = ?")
                .params(fileName, rowsDone, rows, now(), batch)
                .update();
    }

    /** Of a batch: of its dry run, or of the import itself. */
    List<ImportReport> reports(UUID batch, boolean done) {
        return jdbc
                .sql(SELECT + " where r.batch_id = ? and r.dry_run = ? order by r.id")
                .params(batch, !done)
                .query(RunLog::earlier)
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
                .query(RunLog::earlier)
                .list();
    }

    Optional<Earlier> run(long id) {
        return jdbc.sql(SELECT + " where r.id = ? and r.finished_at is not null")
                .param(id)
                .query(RunLog::earlier)
                .optional();
    }

    private static Earlier earlier(ResultSet row, int number) throws SQLException {
        String kind = row.getString("kind");
        String refusal = row.getString("refusal");
        ImportReport report = new ImportReport(
                row.getLong("id"),
                row.getString("file_name"),
                kind == null ? null : RegisterKind.valueOf(kind),
                row.getBoolean("dry_run"),
                row.getInt("rows_read"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("skipped"),
                row.getInt("rejected"),
                refusal == null ? null : JSON.readValue(refusal, Reason.class),
                List.of(JSON.readValue(row.getString("problems"), RowProblem[].class)),
                List.of(JSON.readValue(row.getString("notes"), Reason[].class)),
                List.of(JSON.readValue(row.getString("changes"), Reason[].class)),
                row.getBoolean("more_changes"));
        return new Earlier(
                report,
                row.getTimestamp("started_at").toInstant(),
                row.getString("account"),
                row.getObject("batch_id", UUID.class));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
