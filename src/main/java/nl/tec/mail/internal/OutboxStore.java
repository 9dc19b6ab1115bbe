package nl.tec.mail.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox.Deliveries;
import nl.tec.mail.Outbox.Message;
import nl.tec.mail.Outbox.Undelivered;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the rows of the outbox; {@link OutboxSender} sends them. */
@Component
public class OutboxStore {

    private static final String INSERT =
            "insert into outbox (template, recipient, language, payload, dedupe_key, created_at, next_attempt_at) ";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OutboxStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param dedupeKey idempotency key: a second mail with the same key is not added; null: none */
    public void add(
            String template,
            String recipient,
            Locale language,
            Map<String, ?> payload,
            @Nullable String dedupeKey,
            Instant now,
            Instant notBefore) {
        jdbc.sql(INSERT + "values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (dedupe_key) do nothing")
                .params(template, recipient, language.getLanguage(), json.writeValueAsString(payload))
                .param(dedupeKey)
                .params(Rows.timestamp(now), Rows.timestamp(notBefore))
                .update();
    }

    public void addAll(String template, Collection<Message> letters, Instant now, Instant notBefore) {
        jdbc.sql(INSERT + """
                select :template, r.recipient, r.language, r.payload, null, :now, :notBefore
                  from jsonb_to_recordset(:letters::jsonb) as r (recipient text, language text, payload jsonb)
                """)
                .param("template", template)
                .param("now", Rows.timestamp(now))
                .param("notBefore", Rows.timestamp(notBefore))
                .param(
                        "letters",
                        json.writeValueAsString(letters.stream()
                                .map(letter -> Map.of(
                                        "recipient",
                                        letter.recipient(),
                                        "language",
                                        letter.language().getLanguage(),
                                        "payload",
                                        letter.payload()))
                                .toList()))
                .update();
    }

    /** Makes the delayed mails about a subject due now. */
    public void release(String field, long value, Instant now) {
        jdbc.sql("""
                update outbox set next_attempt_at = :now
                 where payload -> :field = to_jsonb(:value::bigint) and attempts = 0 and sent_at is null and next_attempt_at > :now
                """)
                .param("now", Rows.timestamp(now))
                .param("field", field)
                .param("value", value)
                .update();
    }

    /** Removes the mails about a subject for which no delivery was attempted. */
    public void withdraw(String field, long value) {
        jdbc.sql("delete from outbox where payload -> ? = to_jsonb(?::bigint) and attempts = 0 and sent_at is null")
                .params(field, value)
                .update();
    }

    /** Removes the mails about a subject for which no delivery was attempted. @return the numbers in a list in their payload */
    public Set<Long> withdraw(String field, long value, String list) {
        return Set.copyOf(jdbc.sql("""
                with withdrawn as (
                  delete from outbox where payload -> :field = to_jsonb(:value::bigint) and attempts = 0 and sent_at is null
                  returning payload)
                select distinct one::text::bigint from withdrawn, jsonb_array_elements(payload -> :list) as one
                """)
                .param("field", field)
                .param("value", value)
                .param("list", list)
                .query(Long.class)
                .list());
    }

    /** Removes the mails of a template for which no delivery was attempted. @return their payloads, the earliest first */
    public List<String> withdraw(String template, Map<String, ?> having) {
        return jdbc.sql("""
                with withdrawn as (
                  delete from outbox where template = ? and payload @> ?::jsonb and attempts = 0 and sent_at is null returning id, payload)
                select payload::text from withdrawn order by id
                """)
                .params(template, json.writeValueAsString(having))
                .query(String.class)
                .list();
    }

    public Deliveries deliveries(String field, long value) {
        record Row(String recipient, boolean sent, boolean failed, boolean tried) {}
        List<Row> rows = jdbc.sql("""
                select recipient, sent_at is not null, failed_at is not null, error is not null
                  from outbox where payload -> ? = to_jsonb(?::bigint) order by recipient, id
                """)
                .param(field)
                .param(value)
                .query((row, n) -> new Row(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)))
                .list();
        return new Deliveries(
                (int) rows.stream().filter(Row::sent).count(),
                (int) rows.stream()
                        .filter(row -> !row.sent() && !row.failed() && !row.tried())
                        .count(),
                rows.stream()
                        .filter(row -> !row.sent() && !row.failed() && row.tried())
                        .map(Row::recipient)
                        .toList(),
                rows.stream().filter(Row::failed).map(Row::recipient).toList());
    }

    /** Returns the undelivered mails about these subjects, the latest first. */
    public Map<Long, List<Undelivered>> undelivered(List<String> fields, Collection<Long> values) {
        record Row(long value, Undelivered mail) {}
        return jdbc
                .sql("""
                select v.value, o.recipient, o.failed_at, coalesce(o.error, '') as said
                  from outbox o cross join unnest(?::bigint[]) as v (value)
                 where o.failed_at is not null
                   and exists (select from unnest(?::text[]) as f (name) where o.payload -> f.name @> to_jsonb(v.value))
                 order by o.failed_at desc, o.id desc
                """)
                .param(Rows.array(values))
                .param(fields.toArray(String[]::new))
                .query((row, n) -> new Row(
                        row.getLong("value"),
                        new Undelivered(
                                row.getString("recipient"), Rows.instant(row, "failed_at"), row.getString("said"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::value, Collectors.mapping(Row::mail, Collectors.toList())));
    }

    /** Erases mails, sent or not, also from the mailbox of a demo hub. */
    public void forget(String field, Collection<Long> values) {
        List<Long> mails = jdbc.sql("""
                select o.id from outbox o
                where exists (select from unnest(?::bigint[]) as v (value) where o.payload -> ? @> to_jsonb(v.value))
                """)
                .params(Rows.array(values), field)
                .query(Long.class)
                .list();
        if (!mails.isEmpty()) {
            jdbc.sql("delete from mailbox where outbox_id in (:mails)")
                    .param("mails", mails)
                    .update();
            jdbc.sql("delete from outbox where id in (:mails)")
                    .param("mails", mails)
                    .update();
        }
    }
}
