package nl.tec.planning.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProposalJobs {

    /** When a school year is over, nothing is planned in it any more, and only the plan that was published is looked back on. */
    @Bean
    RecurringJob removeOldProposals(ProposalStore store, Clock clock) {
        return new RecurringJob(
                "remove-old-proposals",
                Schedules.daily(Dates.ZONE, LocalTime.of(4, 0)),
                () -> store.removeUnpublished(SchoolYear.of(Dates.today(clock))));
    }
}
