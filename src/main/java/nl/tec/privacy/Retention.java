package nl.tec.privacy;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Erasure;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.privacy.Erasures.Cause;
import nl.tec.shared.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases expired data every night, by the terms that the modules declare (rules 8.2), and records the amounts. */
@Service
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final HeldRecords held;
    private final HubSettings hub;
    private final Erasures erasures;
    private final TransactionTemplate transaction;

    Retention(HeldRecords held, HubSettings hub, Erasures erasures, TransactionTemplate transaction) {
        this.held = held;
        this.hub = hub;
        this.erasures = erasures;
        this.transaction = transaction;
    }

    /**
     * Erases the expired records of each holding. A failing holding does not block the others; it is retried the next night.
     *
     * @throws IllegalStateException at the end, if any failed, so that the job shows as failed
     */
    public void erase(Instant now) {
        List<String> failed = held.holdings().stream()
                .filter(holding -> holding.term().ends())
                .filter(holding -> !succeeds(holding, now))
                .map(Holding::key)
                .toList();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("could not erase " + failed);
        }
    }

    /** Erases the expired records of one holding. @return how many */
    public int erase(String key, Instant now) {
        return erase(
                held.holdings().stream()
                        .filter(holding -> holding.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException("holding " + key)),
                now);
    }

    private boolean succeeds(Holding holding, Instant now) {
        try {
            erase(holding, now);
            return true;
        } catch (RuntimeException e) {
            LOG.error("could not erase {}", holding.key(), e);
            return false;
        }
    }

    /** Erases in short transactions, each of which records what it erased. */
    private int erase(Holding holding, Instant now) {
        Erasure erasure = Objects.requireNonNull(holding.erasure(), holding.key());
        Instant limit = holding.term().limit(now, hub);
        int all = 0;
        int records;
        do {
            records = Objects.requireNonNull(transaction.execute(status -> {
                int erased = erasure.erase(limit);
                erasures.add(holding.key(), Cause.RETENTION, erased);
                return erased;
            }));
            all += records;
        } while (records > 0);
        return all;
    }

    /** Runs before the nightly backup, so that it no longer contains the erased data. */
    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob erasePersonalData(Retention retention, Clock clock) {
            return new RecurringJob(
                    "erase-personal-data",
                    Schedules.daily(Dates.ZONE, LocalTime.of(3, 10)),
                    () -> retention.erase(clock.instant()));
        }
    }
}
