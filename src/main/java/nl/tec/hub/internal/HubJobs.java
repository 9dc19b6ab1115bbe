package nl.tec.hub.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import nl.tec.hub.AnsweredForms;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.RecurringJob;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HubJobs {

    /** Creates the job that retries events whose listeners failed. */
    @Bean
    RecurringJob retryEvents(EventBacklog backlog) {
        return new RecurringJob("events-retry", FixedDelay.ofSeconds(5), backlog::retry);
    }

    @Bean
    RecurringJob forgetAnsweredForms(AnsweredForms forms) {
        return new RecurringJob("forget-answered-forms", FixedDelay.ofMinutes(30), forms::deleteOld);
    }
}
