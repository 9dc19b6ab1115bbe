package nl.tec.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has to be mailed. A mail is put here in the transaction of what it tells about: rolled back with it, and once
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

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json;

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
        Timestamp now = Rows.timestamp(clock.instant());
        jdbc.sql(INSERT + "values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (dedupe_key) do nothing")
                .params(template, recipient, language.getLanguage(), json.writeValueAsString(payload))
                .param(dedupeKey)
                .params(now, now)
                .update();
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
