package nl.tec.accounts.internal;

import java.time.Instant;
import java.util.Optional;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code sign_in_link}. */
@Component
public class SignInLinkStore {

    /** @param target the page to go to, as given when the link was requested */
    public record Link(long accountId, @Nullable String target) {}

    private final JdbcClient jdbc;

    SignInLinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param target empty: none in particular */
    public void add(byte[] hash, long accountId, Instant now, Instant expiresAt, String target) {
        jdbc.sql(
                        "insert into sign_in_link (secret_hash, account_id, created_at, expires_at, target) values (?, ?, ?, ?, nullif(?, ''))")
                .params(hash, accountId, Rows.timestamp(now), Rows.timestamp(expiresAt))
                .param(target)
                .update();
    }

    public boolean works(byte[] hash, Instant now) {
        return jdbc.sql(
                                "select count(*) from sign_in_link where secret_hash = ? and used_at is null and expires_at > ?")
                        .params(hash, Rows.timestamp(now))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Consumes a link; it works once, even under concurrent requests. */
    public Optional<Link> use(byte[] hash, Instant now) {
        return jdbc.sql("""
                update sign_in_link set used_at = :now where secret_hash = :hash and used_at is null and expires_at > :now
                returning account_id, target
                """)
                .param("now", Rows.timestamp(now))
                .param("hash", hash)
                .query(Rows.of(Link.class))
                .optional();
    }
}
