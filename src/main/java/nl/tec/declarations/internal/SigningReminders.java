package nl.tec.declarations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import nl.tec.declarations.Signatories;
import nl.tec.hub.RecurringJob;
import nl.tec.organisations.WorkingDays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Sends the automatic reminders to signatories, with one transaction per declaration: reminder and mail are stored atomically, so that
 * an interrupted run or concurrent nodes mail nobody twice.
 */
@Component
class SigningReminders {

    private static final Logger LOG = LoggerFactory.getLogger(SigningReminders.class);

    private final Reminding reminding;
    private final Signatories signatories;
    private final WorkingDays workingDays;

    SigningReminders(Reminding reminding, Signatories signatories, WorkingDays workingDays) {
        this.reminding = reminding;
        this.signatories = signatories;
        this.workingDays = workingDays;
    }

    /** Sends the reminders that are due. A failure does not affect the others. @param now the moment that decides this */
    void run(Instant now) {
        WorkingDays.Ahead ahead = workingDays.ahead(now);
        for (long id : reminding.declarations(now)) {
            try {
                signatories.remindDue(id, ahead);
            } catch (RuntimeException e) {
                LOG.warn("the signatories of declaration {} could not be reminded; it is tried again", id, e);
            }
        }
        reminding.leave(now);
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob signingRemindersJob(SigningReminders reminders, Clock clock) {
            return new RecurringJob(
                    "remind-signatories", FixedDelay.of(Duration.ofMinutes(10)), () -> reminders.run(clock.instant()));
        }
    }
}
