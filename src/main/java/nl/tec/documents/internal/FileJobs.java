package nl.tec.documents.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.documents.FileStore;
import nl.tec.hub.RecurringJob;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that move stored files to the configured place, and remove unreferenced ones. */
@Configuration(proxyBeanMethods = false)
class FileJobs {

    private static final int MOVE_EVERY_MINUTES = 10;
    private static final LocalTime CLEAN = LocalTime.of(4, 10);

    @Bean
    RecurringJob fileMove(FileStore files) {
        return new RecurringJob("file-move", FixedDelay.ofMinutes(MOVE_EVERY_MINUTES), files::move);
    }

    @Bean
    RecurringJob fileClean(FileStore files) {
        return new RecurringJob("file-clean", Schedules.daily(Dates.ZONE, CLEAN), files::clean);
    }
}
