package nl.tec.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mails that have to be sent. A mail is put here in the transaction of what it tells about: rolled back with it, and once
 * committed, made and sent by a job, once.
 */
@Service
public class Outbox {

    /**
     * For a command that writes everything it has to write in one statement: the start of an outbox row, to be followed by
     * {@code values (...)} or {@code select ...} of: template, recipient, language, payload (jsonb), dedupe_key, created_at,
     * next_attempt_at.
     */
    public static final String INSERT =
            "insert into outbox (template, recipient, language, payload, dedupe_key, created_at, next_attempt_at) ";

    /** The time for which mails wait that somebody of the hub can still withdraw. */
    public static final Duration UNDO = Duration.ofMinutes(10);

    private record Hold(String field, long value, Instant until) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json;

    /** As the transaction, it belongs to the thread. */
    private final ThreadLocal<@Nullable Hold> held = new ThreadLocal<>();

    Outbox(JdbcClient jdbc, Clock clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
    }

    /**
     * @param template the {@link MailTemplate#name()}
     * @param payload what the template needs; written as JSON
     * @param dedupeKey when not null, a second mail with the same key is not put
     */
    public void put(
            String template, String recipient, Locale language, Map<String, ?> payload, @Nullable String dedupeKey) {
        Instant now = clock.instant();
        Hold hold = held.get();
        Map<String, Object> all = new LinkedHashMap<>(payload);
        if (hold != null) {
            all.put(hold.field(), hold.value());
        }
        jdbc.sql(INSERT + "values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (dedupe_key) do nothing")
                .params(template, recipient, language.getLanguage(), json.writeValueAsString(all))
                .param(dedupeKey)
                .params(Rows.timestamp(now), Rows.timestamp(hold == null ? now : hold.until()))
                .update();
    }

    /**
     * Does some work whose mails do not go out before a moment, until when they can be withdrawn: all that {@link #put} puts
     * meanwhile, in this thread.
     *
     * @param field in which the payload of each says what it is about; {@code value} the number of that
     */
    public <T> T holding(String field, long value, Instant until, Supplier<T> work) {
        held.set(new Hold(field, value, until));
        try {
            return work.get();
        } finally {
            held.remove();
        }
    }

    /** The mails about something that wait for their moment go out now. @param field of the payload, with this number */
    public void release(String field, long value) {
        jdbc.sql("""
                update outbox set next_attempt_at = :now
                 where payload -> :field = to_jsonb(:value::bigint) and attempts = 0 and sent_at is null and next_attempt_at > :now
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .param("field", field)
                .param("value", value)
                .update();
    }

    /** Removes the mails about something of which no delivery has been attempted. @param field of the payload, with this number */
    public void withdraw(String field, long value) {
        jdbc.sql("delete from outbox where payload -> ? = to_jsonb(?::bigint) and attempts = 0 and sent_at is null")
                .params(field, value)
                .update();
    }

    /** A mail to put with others. */
    public record Letter(String recipient, Locale language, Map<String, ?> payload) {}

    /**
     * Puts mails of one kind that do not go out before a moment; until then they can be withdrawn.
     *
     * @param template the {@link MailTemplate#name()}
     */
    public void putAll(String template, Collection<Letter> letters, Instant notBefore) {
        jdbc.sql(INSERT + """
                select :template, r.recipient, r.language, r.payload, null, :now, :notBefore
                  from jsonb_to_recordset(:letters::jsonb) as r (recipient text, language text, payload jsonb)
                """)
                .param("template", template)
                .param("now", Rows.timestamp(clock.instant()))
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

    /**
     * Removes the mails about something of which no delivery has been attempted.
     *
     * @param field of the payload that says what a mail is about: a number
     * @param list another field of the payload: a list of numbers
     * @return what is in those lists
     */
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

    /**
     * The progress of the delivery of mails about something. Mails older than the retention period are gone (rules 8).
     *
     * @param sent taken by the mail server
     * @param waiting to be sent for the first time
     * @param failing the addresses that refused so far, and that are tried again
     * @param failed the addresses that were given up
     */
    public record Deliveries(int sent, int waiting, List<String> failing, List<String> failed) {}

    /** @param field of the payload that says what a mail is about: a number */
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

    /** A mail that was given up, or came back. @param said by a mail server, or what else went wrong */
    public record Undelivered(String recipient, Instant at, String said) {}

    /**
     * The mails about these that did not arrive, the latest first. Mails older than the retention period are gone (rules 8).
     *
     * @param fields of the payload that may say what a mail is about: one number, or a list of them
     */
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

    /**
     * Removes mails, sent or not, and what of them is in the mailbox of a demo hub: somebody's data are removed (rules 8).
     *
     * @param field of the payload that says what a mail is about: one number, or a list of them
     */
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
