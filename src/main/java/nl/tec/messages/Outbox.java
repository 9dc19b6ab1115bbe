package nl.tec.messages;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
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
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(INSERT + "values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (dedupe_key) do nothing")
                .param(template)
                .param(recipient)
                .param(language.getLanguage())
                .param(json.writeValueAsString(payload))
                .param(dedupeKey)
                .param(now)
                .param(now)
                .update();
    }
}
