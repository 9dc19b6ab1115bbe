package nl.tec.results.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.results.Figures;
import nl.tec.results.Reach;
import nl.tec.shared.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps the figures right when nothing happens, and finds out when they are not. */
@Configuration(proxyBeanMethods = false)
class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** Bookings, today's date and the hub's municipalities are in the figures too, and tell nobody when they change. */
    @Bean
    RecurringJob figuresOfToday(Figures figures) {
        return new RecurringJob("results-figures", FixedDelay.ofMinutes(30), figures::refreshCurrent);
    }

    /** Counts everything again beside what is kept; a difference is a fault of this program, and is repaired and reported. */
    @Bean
    RecurringJob reachCheck(Reach reach, Figures figures) {
        return new RecurringJob("results-check", Schedules.daily(Dates.ZONE, LocalTime.of(3, 40)), () -> {
            long differences = reach.differences();
            if (differences > 0) {
                LOG.error("Reach of {} cohorts was not what their attendance says; counted again", differences);
                reach.recomputeAll();
            }
            figures.refreshAll();
        });
    }
}
