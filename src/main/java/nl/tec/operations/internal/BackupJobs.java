package nl.tec.operations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.operations.Backups;
import nl.tec.operations.ErasedPeople;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of backups; those of the night after the jobs that erase personal data, so that one backup fewer has those data. */
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

    /** On every node, as each may have backups of its own. */
    @Bean
    RecurringJob listOfErasedPeople(ErasedPeople erased) {
        return new RecurringJob("erased-people", FixedDelay.ofMinutes(1), erased::writeList, true);
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
