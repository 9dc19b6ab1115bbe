package nl.tec.declarations.internal;

import java.time.Clock;
import nl.tec.accounts.SecretLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The personal links of signatories. */
@Component
public class SigningLinks extends SecretLinks {

    SigningLinks(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "signatory_link", "secret_hash", "signatory_id");
    }
}
