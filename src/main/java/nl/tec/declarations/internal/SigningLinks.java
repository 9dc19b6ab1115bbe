package nl.tec.declarations.internal;

import java.time.Clock;
import java.util.Optional;
import nl.tec.accounts.Secrets;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The secrets by which signatories reach what they sign. Each mail has one of its own, made when the mail is made, so that none
 * is ever stored: only hashes are. They keep working: an old one says what became of it.
 */
@Component
class SigningLinks {

    private final JdbcClient jdbc;
    private final Clock clock;

    SigningLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    String make(long signatoryId) {
        String secret = Secrets.make();
        jdbc.sql("insert into signatory_link (secret_hash, signatory_id, made_at) values (?, ?, ?)")
                .param(Secrets.hash(secret))
                .param(signatoryId)
                .param(Rows.timestamp(clock.instant()))
                .update();
        return secret;
    }

    Optional<Long> find(String secret) {
        return jdbc.sql("select signatory_id from signatory_link where secret_hash = ?")
                .param(Secrets.hash(secret))
                .query(Long.class)
                .optional();
    }
}
