package nl.tec.accounts.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions that ended and links that were used or have run out are thrown away. */
@Configuration(proxyBeanMethods = false)
class Cleaning {

    @Bean
    RecurringJob accountsCleaning(WebSessions sessions, JdbcClient jdbc, Clock clock) {
        return new RecurringJob("accounts-cleaning", FixedDelay.ofMinutes(30), () -> {
            sessions.clean();
            jdbc.sql("delete from sign_in_link where expires_at < ?")
                    .param(Rows.timestamp(clock.instant().minus(Duration.ofDays(1))))
                    .update();
        });
    }
}
