package nl.tec.reach.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.reach.CohortReach;
import nl.tec.shared.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReachJobs {

    private static final Logger LOG = LoggerFactory.getLogger(ReachJobs.class);

    /** Recomputes everything and compares it with what is stored; a difference is a bug, which is repaired and logged. */
    @Bean
    RecurringJob reachCheck(CohortReach cohorts) {
        return new RecurringJob("reach-check", Schedules.daily(Dates.ZONE, LocalTime.of(3, 40)), () -> {
            long differences = cohorts.differences();
            if (differences > 0) {
                LOG.error("Reach of {} cohorts was not what their attendance says; counted again", differences);
                cohorts.recomputeAll();
            }
        });
    }
}
