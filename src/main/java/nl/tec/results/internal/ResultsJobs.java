package nl.tec.results.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import nl.tec.hub.RecurringJob;
import nl.tec.results.CurrentFiguresMeasured;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that refresh the figures without an event. */
@Configuration(proxyBeanMethods = false)
class ResultsJobs {

    /** A change measures the figures anyway, and so did the program that ran before. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    /** Refreshes current figures, which also depend on bookings, today's date and other inputs that publish no events. */
    @Bean
    RecurringJob currentFiguresJob(Figures figures, Clock clock, ApplicationEventPublisher events) {
        return new RecurringJob("results-figures", FixedDelay.ofMinutes(30), () -> {
            Instant recent = clock.instant().minus(RECENT);
            figures.refreshCurrent(recent);
            events.publishEvent(new CurrentFiguresMeasured(recent));
        });
    }

    @Bean
    RecurringJob allFiguresJob(Figures figures) {
        return new RecurringJob("results-check", Schedules.daily(Dates.ZONE, LocalTime.of(3, 50)), figures::refreshAll);
    }
}
