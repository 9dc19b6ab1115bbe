package nl.tec.operations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.operations.Backups;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The nightly jobs of backups, after the jobs that erase personal data, so that one backup fewer has those data. */
@Configuration(proxyBeanMethods = false)
class BackupJobs {

    private static final LocalTime BACKUP = LocalTime.of(4, 40);
    private static final LocalTime DRILL = LocalTime.of(5, 40);

    @Bean
    RecurringJob nightlyBackup(Backups backups) {
        return new RecurringJob("backup", Schedules.daily(Dates.ZONE, BACKUP), () -> {
            if (backups.wanted()) {
                backups.make();
            }
        });
    }

    @Bean
    RecurringJob backupDrill(Backups backups) {
        return new RecurringJob("backup-drill", Schedules.daily(Dates.ZONE, DRILL), () -> {
            if (backups.wanted() && backups.drillIsDue()) {
                backups.drill();
            }
        });
    }
}
