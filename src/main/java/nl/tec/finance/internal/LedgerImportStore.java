package nl.tec.finance.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.finance.LedgerImports.Meaning;
import nl.tec.finance.LedgerImports.Past;
import nl.tec.finance.LedgerLayout;
import nl.tec.finance.LedgerLayout.Column;
import nl.tec.finance.internal.LedgerFile.Booking;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores uploaded files, the mappings of their columns and accounts, and their bookings. */
@Repository
public class LedgerImportStore {

    private static final Duration KEPT = Duration.ofDays(1);

    /** The key of the advisory lock that allows one import at a time. */
    private static final long IMPORTING = 7_204_118_365L;

    private static final Map<Column, String> COLUMNS = Map.of(
            Column.DAY, "day_column",
            Column.ACCOUNT, "account_column",
            Column.AMOUNT, "amount_column",
            Column.DEBIT, "debit_column",
            Column.CREDIT, "credit_column",
            Column.REFERENCE, "reference_column",
            Column.WHAT, "what_column");

    private final JdbcClient jdbc;

    LedgerImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Upload(String name, byte[] content) {}

    /** Stores a file, replacing the previous one of this person. */
    public UUID keep(String fileName, byte[] content, Actor by, Instant now) {
        UUID id = UUID.randomUUID();
        jdbc.sql("delete from ledger_upload where created_at < ? or account_id = ?")
                .params(Rows.timestamp(now.minus(KEPT)), by.accountId())
                .update();
        jdbc.sql("insert into ledger_upload (id, account_id, created_at, file_name, content) values (?, ?, ?, ?, ?)")
                .params(
                        id,
                        by.accountId(),
                        Rows.timestamp(now),
                        fileName.substring(Math.max(0, fileName.length() - 200)),
                        content)
                .update();
        return id;
    }

    public Optional<Upload> find(UUID id, Actor by) {
        return upload("select file_name as name, content from ledger_upload where id = ? and account_id = ?", id, by);
    }

    /** Returns a file and deletes it. */
    public Optional<Upload> take(UUID id, Actor by) {
        return upload(
                "delete from ledger_upload where id = ? and account_id = ? returning file_name as name, content",
                id,
                by);
    }

    private Optional<Upload> upload(String sql, UUID id, Actor by) {
        return jdbc.sql(sql)
                .params(id, by.accountId())
                .query(Rows.of(Upload.class))
                .optional();
    }

    public Optional<LedgerLayout> findLayout(List<String> headings) {
        return jdbc.sql("select * from ledger_layout where headings = ?")
                .param(key(headings))
                .query((row, n) -> {
                    Map<Column, String> named = new EnumMap<>(Column.class);
                    for (Map.Entry<Column, String> column : COLUMNS.entrySet()) {
                        String heading = row.getString(column.getValue());
                        if (heading != null) {
                            named.put(column.getKey(), heading);
                        }
                    }
                    return new LedgerLayout(named, row.getBoolean("costs_negative"));
                })
                .optional();
    }

    public void remember(List<String> headings, LedgerLayout layout) {
        JdbcClient.StatementSpec insert =
                jdbc.sql("""
                insert into ledger_layout (headings, day_column, account_column, amount_column, debit_column, credit_column,
                       reference_column, what_column, costs_negative)
                values (:headings, :DAY, :ACCOUNT, :AMOUNT, :DEBIT, :CREDIT, :REFERENCE, :WHAT, :negative)
                on conflict (headings) do update set
                  day_column = excluded.day_column, account_column = excluded.account_column, amount_column = excluded.amount_column,
                  debit_column = excluded.debit_column, credit_column = excluded.credit_column,
                  reference_column = excluded.reference_column, what_column = excluded.what_column,
                  costs_negative = excluded.costs_negative
                """).param("headings", key(headings)).param("negative", layout.costsNegative());
        for (Column column : Column.values()) {
            insert = insert.param(column.name(), layout.headings().get(column));
        }
        insert.update();
    }

    private static String key(List<String> headings) {
        return headings.stream()
                .map(heading -> heading.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }

    /** Returns the meanings by account. */
    public Map<String, Meaning> meanings() {
        return jdbc.sql("select * from ledger_account").query(Rows.byText("code", Rows.of(Meaning.class)));
    }

    public void remember(Map<String, Meaning> meanings) {
        meanings.forEach((code, meaning) -> jdbc.sql("""
                insert into ledger_account (code, kind, category, source_id) values (:code, :kind, :category, :source)
                on conflict (code) do update set kind = excluded.kind, category = excluded.category, source_id = excluded.source_id
                """)
                .param("code", code)
                .param("kind", name(meaning.kind()))
                .param("category", name(meaning.category()))
                .param("source", meaning.sourceId())
                .update());
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** Creates a consumer that counts the bookings of a file without storing them. */
    public Counting counting(Map<String, Meaning> meanings) {
        return new Counting(meanings);
    }

    /** Creates a consumer that stores the new bookings of a file. A lock allows one import at a time, until the transaction ends. */
    public Storing storing(String fileName, Map<String, Meaning> meanings, Actor by, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(IMPORTING).query(row -> {});
        long id = jdbc.sql("""
                insert into ledger_import (file_name, imported_at, imported_by, added, known, left_out, bad)
                values (?, ?, ?, 0, 0, 0, 0) returning id
                """)
                .params(fileName, Rows.timestamp(now), by.accountId())
                .query(Long.class)
                .single();
        return new Storing(meanings, id, fileName, now);
    }

    /** A consumer of the bookings of a file, in chunks, that counts the new and the known ones. */
    public class Counting implements Consumer<List<Booking>> {
        private final Map<String, Meaning> meanings;
        private int added;
        private int known;
        private int leftOut;

        private Counting(Map<String, Meaning> meanings) {
            this.meanings = meanings;
        }

        @Override
        public final void accept(List<Booking> bookings) {
            List<Booking> counted = bookings.stream()
                    .filter(booking -> !Meaning.LEFT_OUT.equals(meanings.get(booking.account())))
                    .toList();
            int fresh = fresh(counted);
            added += fresh;
            known += counted.size() - fresh;
            leftOut += bookings.size() - counted.size();
        }

        /** Returns the number of new bookings among these. */
        int fresh(List<Booking> bookings) {
            return jdbc.sql("""
                            select count(*) from unnest(?::bytea[]) as b (fingerprint)
                             where not exists (select from ledger_entry e where e.fingerprint = b.fingerprint)
                            """)
                    .param(fingerprints(bookings))
                    .query(Integer.class)
                    .single();
        }

        public int added() {
            return added;
        }

        public int known() {
            return known;
        }

        public int leftOut() {
            return leftOut;
        }
    }

    public final class Storing extends Counting {
        private final long id;
        private final String fileName;
        private final Instant now;

        private Storing(Map<String, Meaning> meanings, long id, String fileName, Instant now) {
            super(meanings);
            this.id = id;
            this.fileName = fileName;
            this.now = now;
        }

        @Override
        int fresh(List<Booking> bookings) {
            return store(bookings, id, now);
        }

        public Past done(LedgerFile file) {
            int without = file.zero() + leftOut();
            jdbc.sql("update ledger_import set added = ?, known = ?, left_out = ?, bad = ? where id = ?")
                    .params(added(), known(), without, file.bad(), id)
                    .update();
            return new Past(id, fileName, now, added(), known(), without, file.bad());
        }
    }

    private static byte[][] fingerprints(List<Booking> bookings) {
        return bookings.stream().map(Booking::fingerprint).toArray(byte[][]::new);
    }

    /**
     * Stores new bookings: spending as costs with the same sign, receipts as cover with the opposite sign. Imports run one at a time, so
     * known ones can be filtered out beforehand, which is cheaper than {@code on conflict}. The import records the person.
     */
    private int store(List<Booking> bookings, long importId, Instant now) {
        return jdbc.sql("""
                insert into ledger_entry (day, kind, category, source_id, cents, account, reference, what, fingerprint, import_id, recorded_at)
                select b.day, a.kind, a.category, a.source_id, case a.kind when 'COST' then b.debit else -b.debit end, b.account,
                       b.reference, b.what, b.fingerprint, :import, :now
                  from unnest(:days::date[], :debits::bigint[], :accounts::text[], :references::text[], :whats::text[],
                              :fingerprints::bytea[]) as b(day, debit, account, reference, what, fingerprint)
                  join ledger_account a on a.code = b.account and a.kind is not null
                 where not exists (select from ledger_entry e where e.fingerprint = b.fingerprint)
                """)
                .param("import", importId)
                .param("now", Rows.timestamp(now))
                .param("days", bookings.stream().map(b -> b.day().toString()).toArray(String[]::new))
                .param("debits", bookings.stream().map(Booking::debit).toArray(Long[]::new))
                .param("accounts", bookings.stream().map(Booking::account).toArray(String[]::new))
                .param("references", bookings.stream().map(Booking::reference).toArray(String[]::new))
                .param("whats", bookings.stream().map(Booking::what).toArray(String[]::new))
                .param("fingerprints", fingerprints(bookings))
                .update();
    }

    /** Returns the imports, the last first. */
    public List<Past> past(int limit) {
        return jdbc.sql("select *, imported_at as at from ledger_import order by id desc limit ?")
                .param(limit)
                .query(Rows.of(Past.class))
                .list();
    }
}
