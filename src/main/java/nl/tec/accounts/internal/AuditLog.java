package nl.tec.accounts.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.shared.Dates;
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

    /** What to show; null or empty: all. @param action the begin of it. @param day in the Netherlands */
    public record Filter(
            @Nullable Long accountId,
            String action,
            String subjectType,
            @Nullable Long subjectId,
            @Nullable LocalDate day) {}

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        if (!filter.action().isEmpty()) {
            conditions.add("starts_with(l.action, :action)");
            values.put("action", filter.action());
        }
        if (!filter.subjectType().isEmpty()) {
            // some modules write it in capitals
            conditions.add("l.subject_type in (:types)");
            values.put(
                    "types",
                    List.of(
                            filter.subjectType(),
                            filter.subjectType().toLowerCase(Locale.ROOT),
                            filter.subjectType().toUpperCase(Locale.ROOT)));
        }
        if (filter.subjectId() != null) {
            conditions.add("l.subject_id = :subject");
            values.put("subject", filter.subjectId());
        }
        LocalDate day = filter.day();
        if (day != null) {
            conditions.add("l.at >= :from and l.at < :to");
            values.put("from", Timestamp.from(day.atStartOfDay(Dates.ZONE).toInstant()));
            values.put(
                    "to",
                    Timestamp.from(day.plusDays(1).atStartOfDay(Dates.ZONE).toInstant()));
        }
        return jdbc.sql("select l.*, a.name from audit_log l left join account a on a.id = l.account_id where "
                        + String.join(" and ", conditions) + " order by l.id desc limit :limit")
                .params(values)
                .query((row, n) -> new Entry(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("account_id", Long.class),
                        row.getString("name"),
                        row.getString("action"),
                        row.getString("subject_type"),
                        row.getObject("subject_id", Long.class)))
                .list();
    }

    /** What was done lately, to choose from: the codes. */
    public List<String> recentActions() {
        return jdbc.sql("""
                select distinct action from (select action from audit_log order by id desc limit 5000) lately order by action
                """).query(String.class).list();
    }
}
