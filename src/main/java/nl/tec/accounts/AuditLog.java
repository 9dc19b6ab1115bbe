package nl.tec.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.internal.AuditSeals;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reading the audit log: newest first, in pages. Only the administrator does. */
@Component
public class AuditLog {

    /** @param name of the account; null for the system, a visitor, or an account that was deleted */
    public record Entry(
            long id,
            Instant at,
            @Nullable Long accountId,
            @Nullable String name,
            String action,
            String subjectType,
            @Nullable Long subjectId) {}

    /**
     * A filter on the entries of the log; null or empty: all.
     *
     * @param nobody only what no account did: the system itself, or a visitor
     * @param subject of {@link #subjects}
     * @param from the first day, in the Netherlands
     * @param until the last day
     */
    public record Filter(
            @Nullable Long accountId,
            boolean nobody,
            String action,
            String subject,
            @Nullable Long subjectId,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /**
     * The result of checking the seals of the log.
     *
     * @param wrongBatch the first that is not what was sealed; null: all are
     */
    public record Check(
            Instant at,
            long batches,
            long entries,
            @Nullable Long wrongBatch) {

        public boolean good() {
            return wrongBatch == null;
        }
    }

    private final JdbcClient jdbc;
    private final AuditSeals seals;

    AuditLog(JdbcClient jdbc, AuditSeals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
    }

    /** @param before the last entry of the page before; {@code Long.MAX_VALUE} for the first page */
    public List<Entry> list(Filter filter, long before, int limit) {
        // only the conditions that are asked, so that each finds its own index
        List<String> conditions = new ArrayList<>(List.of("l.id < :before"));
        Map<String, Object> values = new HashMap<>(Map.of("before", before, "limit", limit));
        if (filter.accountId() != null) {
            conditions.add("l.account_id = :account");
            values.put("account", filter.accountId());
        }
        if (filter.nobody()) {
            conditions.add("l.account_id is null");
        }
        if (!filter.action().isEmpty()) {
            conditions.add("l.action = :action");
            values.put("action", filter.action());
        }
        if (!filter.subject().isEmpty()) {
            conditions.add("l.subject_type = any(:types)");
            values.put(
                    "types",
                    distinct("subject_type").stream()
                            .filter(type -> Texts.auditKind(type).equals(filter.subject()))
                            .toArray(String[]::new));
        }
        if (filter.subjectId() != null) {
            conditions.add("l.subject_id = :subject");
            values.put("subject", filter.subjectId());
        }
        if (filter.from() != null) {
            conditions.add("l.at >= :from");
            values.put("from", Rows.startOf(filter.from()));
        }
        if (filter.until() != null) {
            conditions.add("l.at < :end");
            values.put("end", Rows.startOf(filter.until().plusDays(1)));
        }
        return jdbc.sql("select l.*, a.name from audit_log l left join account a on a.id = l.account_id where "
                        + String.join(" and ", conditions) + " order by l.id desc limit :limit")
                .params(values)
                .query(Rows.of(Entry.class))
                .list();
    }

    /** Returns the codes of all actions in the log, to choose from. */
    public List<String> actions() {
        return distinct("action");
    }

    /** Returns all kinds of subjects in the log, to choose from: {@code kpi} for {@code kpi.po-7-8} too, in any capitals. */
    public List<String> subjects() {
        return distinct("subject_type").stream()
                .map(Texts::auditKind)
                .distinct()
                .toList();
    }

    /** Seals what is new, and looks whether all that was sealed is still as it was (decision 0016). */
    public Check check() {
        seals.seal();
        return seals.check();
    }

    public Optional<Check> lastCheck() {
        return seals.lastCheck();
    }

    /** Whether the program could rewrite the log: it has one role of the database for everything. */
    public boolean programOwnsLog() {
        return seals.programOwnsLog();
    }

    /** Steps through an index from one value to the next, so that it costs the same however long the log is. */
    private List<String> distinct(String column) {
        return jdbc.sql("""
                with recursive step as (
                  select min(COLUMN) as value from audit_log
                  union all
                  select (select min(COLUMN) from audit_log where COLUMN > step.value) from step where step.value is not null
                )
                select value from step where value is not null
                """.replace("COLUMN", column)).query(String.class).list();
    }
}
