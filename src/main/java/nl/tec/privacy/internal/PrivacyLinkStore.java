package nl.tec.privacy.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import nl.tec.accounts.Secrets;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class PrivacyLinkStore {

    static final Duration VALID = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    PrivacyLinkStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Creates a link and returns its secret. */
    String make(String email) {
        String secret = Secrets.make();
        jdbc.sql("insert into privacy_link (secret_hash, email, expires_at) values (?, ?, ?)")
                .params(
                        Secrets.hash(secret),
                        email,
                        Rows.timestamp(clock.instant().plus(VALID)))
                .update();
        return secret;
    }

    /** Finds the address of a link; empty if unknown or expired. */
    public Optional<String> email(String secret) {
        return jdbc.sql("select email from privacy_link where secret_hash = ? and expires_at > ?")
                .params(Secrets.hash(secret), Rows.now(clock))
                .query(String.class)
                .optional();
    }

    /** Ends the links to an address whose data were erased. Until the night it is known what became of them, without the address. */
    void end(String email) {
        jdbc.sql("update privacy_link set email = '', expires_at = ? where email = ?")
                .params(Rows.now(clock), email)
                .update();
    }

    /** Whether the data of the person of a link were erased; false too if that was before the last night. */
    public boolean isErased(String secret) {
        return jdbc.sql("select exists (select from privacy_link where secret_hash = ? and email = '')")
                .param(Secrets.hash(secret))
                .query(Boolean.class)
                .single();
    }
}
