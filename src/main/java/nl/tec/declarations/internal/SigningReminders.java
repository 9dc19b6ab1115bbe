package nl.tec.declarations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import nl.tec.declarations.Signatories;
import nl.tec.hub.RecurringJob;
import nl.tec.organisations.WorkingDays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Reminds who has to sign, one declaration in each transaction: the turn and its mail are there together or not at all, so a
 * run that was cut off, or several nodes at once, mail nobody twice.
 */
@Component
class SigningReminders {

    private final Reminding reminding;
    private final Signatories signatories;
    private final WorkingDays workingDays;

    SigningReminders(Reminding reminding, Signatories signatories, WorkingDays workingDays) {
        this.reminding = reminding;
        this.signatories = signatories;
        this.workingDays = workingDays;
    }

    /** Whoever has a turn. @param now by which it is decided */
    void run(Instant now) {
        WorkingDays.Ahead ahead = workingDays.ahead(now);
        reminding.declarations(now).forEach(id -> signatories.remindDue(id, ahead));
        reminding.leave(now);
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob remindWhoHasToSign(SigningReminders reminders, Clock clock) {
            return new RecurringJob(
                    "remind-signatories", FixedDelay.of(Duration.ofMinutes(10)), () -> reminders.run(clock.instant()));
        }
    }
}
