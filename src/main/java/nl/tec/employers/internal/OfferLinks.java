package nl.tec.employers.internal;

import nl.tec.hub.Rows;
import java.time.Clock;
import java.util.Optional;
import nl.tec.accounts.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The secrets by which a company answers from its mail, without an account. Each mail has one of its own, made when the mail is
 * made, so that none is ever stored: only the SHA-256 is.
 */
@Component
class OfferLinks {

    private final JdbcClient jdbc;
    private final Clock clock;

    OfferLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new secret for a request. */
    String make(long requestId) {
        String secret = Secrets.make();
        jdbc.sql("insert into offer_link (link_hash, request_id, made_at) values (?, ?, ?)")
                .param(Secrets.hash(secret))
                .param(requestId)
                .param(Rows.timestamp(clock.instant()))
                .update();
        return secret;
    }

    /** The request of a link. */
    Optional<Long> find(String secret) {
        return jdbc.sql("select request_id from offer_link where link_hash = ?")
                .param(Secrets.hash(secret))
                .query(Long.class)
                .optional();
    }
}
