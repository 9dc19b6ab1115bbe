package nl.tec.submissions.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.shared.Dates;
import nl.tec.submissions.PartnerCalendars;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourceJobs {

    @Bean
    RecurringJob readPartnerCalendars(PartnerCalendars calendars) {
        return new RecurringJob(
                "read-partner-calendars", Schedules.daily(Dates.ZONE, LocalTime.of(4, 10)), calendars::readAll);
    }

    @Bean
    RecurringJob removeOldActivityFiles(SourceStore store) {
        return new RecurringJob(
                "remove-old-activity-files", Schedules.daily(Dates.ZONE, LocalTime.of(4, 5)), store::removeOldUploads);
    }
}
