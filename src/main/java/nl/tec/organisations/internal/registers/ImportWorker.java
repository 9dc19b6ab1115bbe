package nl.tec.organisations.internal.registers;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.organisations.ImportBatches;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.Registers;
import nl.tec.organisations.Registers.RegisterFile;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs imports one after another in a single thread of this node, with the progress in the database, so that any node can show it. */
@Service
class ImportWorker implements ImportBatches {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);

    /** The heartbeat timeout after which the worker of a batch counts as dead. */
    private static final Duration GONE = Duration.ofMinutes(3);

    private static final Duration FILE_RETENTION = Duration.ofDays(1);
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(400);

    /** The size of a chunk, in bytes. */
    private static final int PIECE = 4 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final Registers registers;
    private final RunLog runs;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ExecutorService worker;

    ImportWorker(JdbcClient jdbc, Registers registers, RunLog runs, Clock clock, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.runs = runs;
        this.clock = clock;
        this.transaction = transaction;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "imports");
            thread.setDaemon(true);
            return thread;
        });
    }

    @PreDestroy
    void stop() {
        worker.shutdown();
    }

    @Override
    public UUID start(Actor actor, List<Upload> files, boolean older) {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into import_batch (id, account_id, created_at, state, seen_at, older)
                    values (?, ?, ?, 'CHECKING', ?, ?)
                    """)
                    .params(id, actor.accountId(), Rows.now(clock), Rows.now(clock), older)
                    .update();
            for (int i = 0; i < files.size(); i++) {
                Upload file = files.get(i);
                jdbc.sql("insert into import_file (batch_id, position, name, content) values (?, ?, ?, ?)")
                        .params(id, i, file.name(), new SqlBinaryValue(file.content(), file.bytes()))
                        .update();
            }
        });
        worker.execute(() -> work(actor, id, true));
        return id;
    }

    @Override
    public void proceed(Actor actor, UUID id) {
        int mine = jdbc.sql("""
                update import_batch b
                set state = 'IMPORTING', seen_at = ?, file_name = null, rows_done = null, rows = null
                where id = ? and state = 'CHECKED' and exists (select from import_file f where f.batch_id = b.id)
                """).params(Rows.now(clock), id).update();
        if (mine == 1) {
            worker.execute(() -> work(actor, id, false));
        }
    }

    private void work(Actor actor, UUID id, boolean dryRun) {
        try {
            List<RegisterFile> files = jdbc.sql(
                            "select name, position, length(content) from import_file where batch_id = ? order by position")
                    .param(id)
                    .query((row, n) -> new RegisterFile(row.getString(1), content(id, row.getInt(2), row.getInt(3))))
                    .list();
            boolean older = jdbc.sql("select older from import_batch where id = ?")
                    .param(id)
                    .query(Boolean.class)
                    .single();
            List<ImportReport> reports = registers.runAll(files, dryRun, older, actor, progressWriter(id));
            transaction.executeWithoutResult(status -> {
                jdbc.sql("update import_run set batch_id = ? where id = any (?)")
                        .params(id, reports.stream().map(ImportReport::runId).toArray(Long[]::new))
                        .update();
                end(id, dryRun ? State.CHECKED : State.DONE);
                if (!dryRun) {
                    jdbc.sql("delete from import_file where batch_id = ?")
                            .param(id)
                            .update();
                }
            });
        } catch (RuntimeException broken) {
            LOG.error("import {} failed", id, broken);
            end(id, State.FAILED);
        }
    }

    /** Streams a file in chunks, because it may not fit in memory. */
    private InputStream content(UUID batch, int position, int length) {
        Iterator<InputStream> pieces = IntStream.range(0, (length + PIECE - 1) / PIECE)
                .<InputStream>mapToObj(n -> jdbc.sql(
                                "select substring(content from ? for ?) from import_file where batch_id = ? and position = ?")
                        .params(n * PIECE + 1, PIECE, batch, position)
                        .query((row, r) -> new ByteArrayInputStream(row.getBytes(1)))
                        .single())
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return pieces.next();
            }
        });
    }

    private void end(UUID id, State state) {
        jdbc.sql("update import_batch set state = ?, seen_at = ? where id = ?")
                .params(state.name(), Rows.now(clock), id)
                .update();
    }

    /** Returns a listener that stores the progress at intervals, outside the transaction of the import. */
    private ProgressListener progressWriter(UUID id) {
        AtomicReference<Instant> told = new AtomicReference<>(Instant.EPOCH);
        return new ProgressListener() {
            @Override
            public void at(String fileName, int rowsDone, int rows) {
                Instant now = clock.instant();
                if (Duration.between(told.get(), now).compareTo(PROGRESS_INTERVAL) >= 0) {
                    told.set(now);
                    runs.recordProgress(id, fileName, rowsDone, rows);
                }
            }

            @Override
            public void waiting() {
                runs.recordWaiting(id);
            }
        };
    }

    /** Marks imports of killed programs as aborted. */
    @EventListener(ApplicationReadyEvent.class)
    void markAborted() {
        runs.markAborted();
    }

    @Override
    public List<OpenBatch> open() {
        return jdbc.sql("""
                select b.id, b.state, b.created_at, a.name as "by", array_agg(f.name order by f.position) as files
                from import_batch b
                join accounts_account_v a on a.id = b.account_id
                join import_file f on f.batch_id = b.id
                where b.state in ('CHECKING', 'CHECKED', 'IMPORTING') and (b.state = 'CHECKED' or b.seen_at >= :alive)
                group by b.id, a.name
                order by b.created_at desc
                """)
                .param("alive", Rows.timestamp(clock.instant().minus(GONE)))
                .query(Rows.of(OpenBatch.class))
                .list();
    }

    @Override
    public void discard(UUID id) {
        jdbc.sql(
                        "delete from import_file f using import_batch b where b.id = f.batch_id and b.id = ? and b.state = 'CHECKED'")
                .param(id)
                .update();
    }

    @Override
    public Optional<Batch> find(UUID id) {
        return jdbc.sql("""
                select b.*, exists (select from import_file f where f.batch_id = b.id) as with_files
                from import_batch b where id = ?
                """)
                .param(id)
                .query((row, n) -> {
                    State state = Rows.constant(row, "state", State.class);
                    boolean working = state == State.CHECKING || state == State.IMPORTING;
                    Instant seen = Rows.instant(row, "seen_at");
                    return new Batch(
                            id,
                            working && seen.isBefore(clock.instant().minus(GONE)) ? State.FAILED : state,
                            Rows.instant(row, "created_at"),
                            row.getString("file_name"),
                            row.getInt("rows_done"),
                            row.getInt("rows"),
                            row.getBoolean("with_files"),
                            working && row.getBoolean("waiting"),
                            row.getBoolean("older"),
                            runs.reports(id, state == State.DONE));
                })
                .optional();
    }

    @Override
    public List<Earlier> earlier(@Nullable Long before, int limit) {
        return runs.earlier(before, limit);
    }

    @Override
    public Optional<Earlier> run(long runId) {
        return runs.run(runId);
    }

    /** Deletes the files of batches that nobody confirmed. */
    void deleteExpiredFiles() {
        jdbc.sql("delete from import_file f using import_batch b where b.id = f.batch_id and b.created_at < ?")
                .param(Rows.timestamp(clock.instant().minus(FILE_RETENTION)))
                .update();
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {

        @Bean
        RecurringJob importFilesJob(ImportWorker batches) {
            return new RecurringJob(
                    "import-files", Schedules.daily(Dates.ZONE, LocalTime.of(3, 45)), batches::deleteExpiredFiles);
        }
    }
}
