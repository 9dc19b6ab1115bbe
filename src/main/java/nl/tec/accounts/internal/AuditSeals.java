package nl.tec.accounts.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.AuditLog.Check;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.Sha256;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals the audit log in batches and verifies the seals (decision 0016). A batch has the SHA-256 of its entries chained with that of the
 * previous batch. It is also written to {@code audit.seals} in the data folder, so that even a database owner who rewrites the log and
 * its batches is detected.
 */
@Component
public class AuditSeals {

    private static final int MAX_ENTRIES = 5_000;

    /** The number of batches that are verified in one statement. */
    private static final int PAGE = 200;

    /** A generous margin for the microseconds between drawing an id for an entry and the visibility of its transaction. */
    private static final Duration SETTLING_MARGIN = Duration.ofMinutes(1);

    /** The number of entries in a range of ids, and the SHA-256 of their contents. */
    private static final String DIGEST = """
            select count(*)::int as entries,
                   sha256(coalesce(string_agg(convert_to(concat_ws('|', l.id, (extract(epoch from l.at) * 1000000)::bigint,
                          coalesce(l.account_id, 0), l.action, l.subject_type, coalesce(l.subject_id, 0)), 'UTF8'), convert_to(chr(10), 'UTF8')
                          order by l.id), '')) as digest
              from audit_log l where l.id > %s and l.id <= %s
            """;

    private record Batch(long number, long lastId, int entries, byte[] sha256) {}

    private static final Batch NONE = new Batch(0, 0, 0, new byte[0]);

    private record Found(Batch batch, int entries, byte[] digest) {}

    private record Digest(int entries, byte[] digest) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Path file;

    AuditSeals(JdbcClient jdbc, Clock clock, @Value("${tec.data:data}") Path data) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.file = data.resolve("audit.seals");
    }

    /**
     * Seals the settled entries, between which no running transaction can insert any more.
     *
     * @return how many
     */
    @Transactional
    public int seal() {
        // one node at a time
        jdbc.sql("select pg_advisory_xact_lock(hashtext('audit_batch'))").query(rows -> {});
        Instant now = clock.instant();
        Optional<Long> settled = jdbc.sql("""
                select last_id from audit_mark
                 where at <= ? and next_transaction <= pg_snapshot_xmin(pg_current_snapshot())
                """)
                .param(Rows.timestamp(now.minus(SETTLING_MARGIN)))
                .query(Long.class)
                .optional();
        int sealed = 0;
        if (settled.isPresent()) {
            Batch last = last().orElse(NONE);
            while (last.lastId() < settled.get()) {
                last = next(last, settled.get(), now);
                sealed += last.entries();
            }
        }
        if (settled.isPresent() || !marked()) {
            jdbc.sql("""
                    insert into audit_mark (last_id, next_transaction, at)
                    select coalesce(max(id), 0), pg_snapshot_xmax(pg_current_snapshot()), :now from audit_log
                    on conflict (only_one) do update
                       set last_id = excluded.last_id, next_transaction = excluded.next_transaction, at = excluded.at
                    """).param("now", Rows.timestamp(now)).update();
        }
        return sealed;
    }

    /** Recomputes all batches, and stores the result. */
    public Check check() {
        return check(PAGE);
    }

    /** As {@link #check()}, with this many batches in a statement: no statement, and no list, has the log of years. */
    Check check(int page) {
        // before the batches: one that is sealed meanwhile is in the database only
        KeptSeals kept = kept();
        Batch before = NONE;
        long batches = 0;
        long entries = 0;
        Long wrong = null;
        List<Found> found;
        do {
            found = after(before, page);
            for (Found one : found) {
                Batch batch = one.batch();
                long expected = before.number() + 1;
                boolean asKept = kept.removeIfEqual(batch.number(), batch.sha256());
                boolean good = asKept
                        && batch.number() == expected
                        && one.entries() == batch.entries()
                        && Arrays.equals(chained(before.sha256(), one.digest()), batch.sha256());
                if (!good && wrong == null) {
                    wrong = expected;
                }
                before = batch;
                batches++;
                entries += one.entries();
            }
        } while (found.size() == page);
        if (wrong == null) {
            // the end of the log was truncated, including batches
            wrong = kept.first().orElse(null);
        }
        Check check = new Check(clock.instant(), Math.toIntExact(batches), entries, wrong);
        jdbc.sql("insert into audit_check (at, batches, entries, wrong_batch) values (?, ?, ?, ?)")
                .params(Rows.timestamp(check.at()), check.batches(), check.entries())
                .param(check.wrongBatch())
                .update();
        return check;
    }

    private List<Found> after(Batch before, int most) {
        return jdbc.sql("""
                select b.number, b.last_id, b.entries as sealed, b.sha256, d.entries, d.digest
                  from (select *, lag(last_id, 1, :lastId::bigint) over (order by number) as after
                          from (select number, last_id, entries, sha256 from audit_batch where number > :number
                                 order by number limit :most) page) b
                 cross join lateral (%s) d
                 order by b.number
                """.formatted(DIGEST.formatted("b.after", "b.last_id")))
                .param("lastId", before.lastId())
                .param("number", before.number())
                .param("most", most)
                .query(AuditSeals::found)
                .list();
    }

    /** Returns the result of the last check. */
    public Optional<Check> lastCheck() {
        return jdbc.sql("select at, batches, entries, wrong_batch from audit_check order by id desc limit 1")
                .query(Rows.of(Check.class))
                .optional();
    }

    /** Whether the application's database role could rewrite the log, because it is the only one configured. */
    public boolean applicationOwnsLog() {
        return jdbc.sql(
                        "select pg_has_role(current_user, c.relowner, 'USAGE') from pg_class c where c.oid = 'audit_log'::regclass")
                .query(Boolean.class)
                .single();
    }

    private Batch next(Batch before, long until, Instant now) {
        long end = jdbc.sql("""
                select coalesce(max(id), :until) from (select id from audit_log where id > :after and id <= :until order by id limit :most) l
                """)
                .param("after", before.lastId())
                .param("until", until)
                .param("most", MAX_ENTRIES)
                .query(Long.class)
                .single();
        Digest digest = jdbc.sql(DIGEST.formatted(":after", ":until"))
                .param("after", before.lastId())
                .param("until", end)
                .query(Rows.of(Digest.class))
                .single();
        Batch batch = new Batch(before.number() + 1, end, digest.entries(), chained(before.sha256(), digest.digest()));
        jdbc.sql("insert into audit_batch (number, last_id, entries, sha256, sealed_at) values (?, ?, ?, ?, ?)")
                .params(batch.number(), batch.lastId(), batch.entries(), batch.sha256(), Rows.timestamp(now))
                .update();
        keep(batch);
        return batch;
    }

    private Optional<Batch> last() {
        return jdbc.sql("select number, last_id, entries, sha256 from audit_batch order by number desc limit 1")
                .query(Rows.of(Batch.class))
                .optional();
    }

    private boolean marked() {
        return jdbc.sql("select exists (select from audit_mark)")
                .query(Boolean.class)
                .single();
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        return new Found(
                new Batch(row.getLong("number"), row.getLong("last_id"), row.getInt("sealed"), row.getBytes("sha256")),
                row.getInt("entries"),
                row.getBytes("digest"));
    }

    private static byte[] chained(byte[] before, byte[] digest) {
        byte[] both = Arrays.copyOf(before, before.length + digest.length);
        System.arraycopy(digest, 0, both, before.length, digest.length);
        return Sha256.of(both);
    }

    /** Appends a line with the number and hash of a batch. After a rollback the batch is written again, and its last line counts. */
    private void keep(Batch batch) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    batch.number() + " " + HexFormat.of().formatHex(batch.sha256()) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
    }

    private KeptSeals kept() {
        try {
            return KeptSeals.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob sealAudit(AuditSeals seals) {
            return new RecurringJob("seal-audit", FixedDelay.ofMinutes(5), seals::seal);
        }

        @Bean
        RecurringJob checkAudit(AuditSeals seals) {
            return new RecurringJob("check-audit", Schedules.daily(Dates.ZONE, LocalTime.of(4, 15)), seals::check);
        }
    }
}
