package nl.tec.exchange.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import nl.tec.exchange.Feeds;
import nl.tec.hub.RecurringJob;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedJobs {

    /** Creates the job that refreshes the feed, a minute after its previous run. */
    @Bean
    RecurringJob openActiveFeed(Feeds feeds) {
        return new RecurringJob("openactive-feed", FixedDelay.ofSeconds(60), feeds::refresh);
    }
}
