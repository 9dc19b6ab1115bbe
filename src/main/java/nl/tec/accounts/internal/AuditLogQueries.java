package nl.tec.accounts.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.AuditLog.Entry;
import nl.tec.accounts.AuditLog.Filter;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the audit log. */
@Component
public class AuditLogQueries {

    private final JdbcClient jdbc;

    AuditLogQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Entry> list(Filter filter, long before, int limit) {
        // only the requested conditions, so that the matching index is used
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

    /** Returns the distinct values by a loose index scan, at a cost independent of the length of the log. */
    public List<String> distinct(String column) {
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
