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
 * The events that were published and whose listeners have not finished. One that failed is submitted again, after a pause that
 * doubles with every attempt, until it succeeds.
 */
@Service
public class EventBacklog {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    /** A listener that has not finished by then was on a node that died. Doing its work twice changes nothing. */
    private static final Duration MAX_WORK = Duration.ofMinutes(30);

    /**
     * The work that listeners still have to do.
     *
     * @param since when the oldest event was published
     * @param failed how many failed at their last attempt
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

    /** Returns the work that all listeners still have to do; empty when they are up to date. */
    public Optional<Pending> pending() {
        return of(List.of(""), null);
    }

    /**
     * Returns the work that some listeners still have to do; empty when they are up to date.
     *
     * @param packages the starts of their names, such as {@code nl.tec.results}
     * @param butFor a type of event that does not count
     */
    public Optional<Pending> of(Collection<String> packages, @Nullable Class<?> butFor) {
        return store.pending(packages, butFor);
    }

    /** The events whose listeners failed, the oldest first. @param limit at most so many */
    public List<Failure> failures(int limit) {
        return store.failures(limit);
    }

    /** Submits again what failed and has waited long enough. */
    public void retry() {
        Instant now = clock.instant();
        store.giveUp(now.minus(MAX_WORK));
        failed.resubmit(ResubmissionOptions.defaults()
                .withFilter(event -> !retryAt(event).isAfter(now)));
    }

    /** Submits again everything that failed, without waiting. */
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
