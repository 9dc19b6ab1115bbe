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

    @Bean
    RecurringJob settleNeighbourBookings(NeighbourVisits visits) {
        return new RecurringJob("settle-neighbour-bookings", FixedDelay.ofSeconds(30), visits::settleAll);
    }

    @Bean
    RecurringJob followNeighbourBookings(NeighbourVisits visits) {
        return new RecurringJob("follow-neighbour-bookings", FixedDelay.ofSeconds(300), visits::followAll);
    }
}
