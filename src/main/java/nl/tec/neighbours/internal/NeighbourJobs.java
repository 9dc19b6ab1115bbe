package nl.tec.neighbours.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import nl.tec.hub.RecurringJob;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NeighbourJobs {

    @Bean
    RecurringJob readNeighbours(NeighbourReader reader) {
        return new RecurringJob("read-neighbours", FixedDelay.ofSeconds(60), reader::readAll);
    }
}
