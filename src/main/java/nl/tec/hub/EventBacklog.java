package nl.tec.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.internal.EventBacklogStore;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.stereotype.Service;

/**
 * The published events whose listeners have not finished. A failed event is resubmitted with exponential back-off until it
 * succeeds.
 */
@Service
public class EventBacklog {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    /** The time after which an unfinished listener is presumed to have died with its node. Listeners are idempotent. */
    private static final Duration MAX_WORK = Duration.ofMinutes(30);

    /**
     * The pending work of listeners.
     *
     * @param since the publication time of the oldest event
     * @param failed the number of events that failed at their last attempt
     */
    public record Pending(long events, Instant since, long failed) {}

    /** An event whose listener failed. @param event its simple name */
    public record Failure(String event, String listener, Instant published, int attempts) {}

    private final EventBacklogStore store;
    private final FailedEventPublications failed;
    private final Clock clock;

    EventBacklog(EventBacklogStore store, FailedEventPublications failed, Clock clock) {
        this.store = store;
        this.failed = failed;
        this.clock = clock;
    }

    /** Returns the pending work of all listeners; empty if they are up to date. */
    public Optional<Pending> pending() {
        return of(List.of(""), null);
    }

    /**
     * Returns the pending work of some listeners; empty if they are up to date.
     *
     * @param packages prefixes of the listener names, such as {@code nl.tec.results}
     * @param butFor an event type to ignore
     */
    public Optional<Pending> of(Collection<String> packages, @Nullable Class<?> butFor) {
        return store.pending(packages, butFor);
    }

    /** Returns the events whose listeners failed, oldest first. @param limit the maximum number of events */
    public List<Failure> failures(int limit) {
        return store.failures(limit);
    }

    /** Resubmits the failed events whose back-off has passed. */
    public void retry() {
        Instant now = clock.instant();
        store.giveUp(now.minus(MAX_WORK));
        failed.resubmit(ResubmissionOptions.defaults()
                .withFilter(event -> !retryAt(event).isAfter(now)));
    }

    /** Resubmits all failed events immediately. */
    public void retryNow() {
        failed.resubmit(ResubmissionOptions.defaults());
    }

    private static Instant retryAt(EventPublication event) {
        Instant last = event.getLastResubmissionDate();
        long doubled = FIRST_PAUSE.toSeconds() << Math.min(20, Math.max(0, event.getCompletionAttempts() - 1));
        Duration pause = doubled > MAX_PAUSE.toSeconds() ? MAX_PAUSE : Duration.ofSeconds(doubled);
        return (last == null ? event.getPublicationDate() : last).plus(pause);
    }
}
