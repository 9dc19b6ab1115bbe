package nl.tec.employers.internal;

import java.time.Clock;
import nl.tec.accounts.SecretLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The personal links by which companies answer requests. */
@Component
public class OfferLinks extends SecretLinks {

    OfferLinks(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "offer_link", "link_hash", "request_id");
    }
}
