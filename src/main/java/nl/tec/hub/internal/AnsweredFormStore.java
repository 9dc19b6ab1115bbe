package nl.tec.hub.internal;

import java.time.Duration;
import java.time.Instant;
import nl.tec.hub.AnsweredForms.Redirect;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class AnsweredFormStore {

    private final JdbcClient jdbc;

    AnsweredFormStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Claims a form. A claim without an answer is taken over when it is older than {@code abandoned}, an answer when it is older than
     * {@code kept}.
     *
     * @return false: another request claimed it
     */
    public boolean claim(byte[] digest, Instant now, Duration abandoned, Duration kept) {
        return jdbc.sql("""
                insert into answered_form as f (digest, received_at) values (?, ?)
                on conflict (digest) do update set received_at = excluded.received_at, location = null, message = null
                 where f.received_at < case when f.location is null then ?::timestamptz else ?::timestamptz end
                """)
                        .param(digest)
                        .param(Rows.timestamp(now))
                        .param(Rows.timestamp(now.minus(abandoned)))
                        .param(Rows.timestamp(now.minus(kept)))
                        .update()
                > 0;
    }

    /** Returns the answer to a form; null while it is being answered, and when there is none. */
    public @Nullable Redirect find(byte[] digest) {
        return jdbc.sql("select location, message from answered_form where digest = ? and location is not null")
                .param(digest)
                .query(Rows.of(Redirect.class))
                .optional()
                .orElse(null);
    }

    public void keep(byte[] digest, Redirect answer) {
        jdbc.sql("update answered_form set location = ?, message = ? where digest = ?")
                .param(answer.location())
                .param(answer.message())
                .param(digest)
                .update();
    }

    public void delete(byte[] digest) {
        jdbc.sql("delete from answered_form where digest = ?").param(digest).update();
    }

    public void deleteBefore(Instant moment) {
        jdbc.sql("delete from answered_form where received_at < ?")
                .param(Rows.timestamp(moment))
                .update();
    }
}
