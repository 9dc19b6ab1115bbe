package nl.tec.hub.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.RecurringJob;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that retries events whose listeners failed, on one node. */
@Configuration(proxyBeanMethods = false)
class EventRetries {

    @Bean
    RecurringJob retryEvents(EventBacklog backlog) {
        return new RecurringJob("events-retry", FixedDelay.ofSeconds(5), backlog::retry);
    }
}
