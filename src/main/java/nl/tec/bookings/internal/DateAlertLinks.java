package nl.tec.bookings.internal;

import java.time.Clock;
import nl.tec.accounts.SecretLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class DateAlertLinks extends SecretLinks {

    DateAlertLinks(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "date_alert_link", "link_hash", "alert_id");
    }
}
