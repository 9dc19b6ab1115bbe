package nl.tec.exchange.internal;

import java.time.Duration;
import java.time.Instant;
import nl.tec.exchange.ApiWrites.Answer;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the answers to writes, for replay. */
@Component
public class ApiAnswerStore {

    private final JdbcClient jdbc;

    ApiAnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record StoredAnswer(
            byte[] requestHash, int status, @Nullable String location, String body) {}

    /**
     * Claims an idempotency key for a request. Waits for a concurrent transaction that has just claimed it.
     *
     * @return false: it was claimed before, within the time that answers are kept
     */
    public boolean claim(long keyId, String idempotencyKey, byte[] requestHash, Instant now, Duration kept) {
        jdbc.sql("delete from api_answer where api_key_id = ? and idempotency_key = ? and made_at < ?")
                .params(keyId, idempotencyKey, Rows.timestamp(now.minus(kept)))
                .update();
        return jdbc.sql("""
                insert into api_answer (api_key_id, idempotency_key, request_hash, made_at) values (?, ?, ?, ?)
                on conflict do nothing
                """)
                        .params(keyId, idempotencyKey, requestHash, Rows.timestamp(now))
                        .update()
                > 0;
    }

    public void keep(long keyId, String idempotencyKey, Answer answer) {
        jdbc.sql("""
                update api_answer set status = ?, location = ?, body = ? where api_key_id = ? and idempotency_key = ?
                """)
                .param(answer.status())
                .param(answer.location())
                .param(answer.body())
                .param(keyId)
                .param(idempotencyKey)
                .update();
    }

    public StoredAnswer get(long keyId, String idempotencyKey) {
        return jdbc.sql("""
                select request_hash, status, location, body from api_answer where api_key_id = ? and idempotency_key = ?
                """)
                .params(keyId, idempotencyKey)
                .query(Rows.of(StoredAnswer.class))
                .single();
    }
}
