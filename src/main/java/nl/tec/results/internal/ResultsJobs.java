package nl.tec.results.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that keep the figures right when nothing happens. */
@Configuration(proxyBeanMethods = false)
class ResultsJobs {

    /** Bookings, today's date and the hub's municipalities are in the figures too, and tell nobody when they change. */
    @Bean
    RecurringJob figuresOfToday(Figures figures) {
        return new RecurringJob("results-figures", FixedDelay.ofMinutes(30), figures::refreshCurrent);
    }

    @Bean
    RecurringJob allFigures(Figures figures) {
        return new RecurringJob("results-check", Schedules.daily(Dates.ZONE, LocalTime.of(3, 50)), figures::refreshAll);
    }
}
