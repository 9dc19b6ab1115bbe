package nl.tec.hub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private final JdbcClient jdbc;
    private final FailedEventPublications failed;
    private final Clock clock;

    EventBacklog(JdbcClient jdbc, FailedEventPublications failed, Clock clock) {
        this.jdbc = jdbc;
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
        return jdbc.sql("""
                select count(*) as events, min(publication_date) as since, count(*) filter (where status = 'FAILED') as failed
                  from event_publication
                 where completion_date is null and exists (select from unnest(:packages::text[]) as package (name) where starts_with(listener_id, package.name))
                   and event_type <> :butFor
                """)
                .param("packages", packages.toArray(String[]::new))
                .param("butFor", butFor == null ? "" : butFor.getName())
                .query((row, n) -> row.getLong("events") == 0 ? Optional.<Pending>empty() : Optional.of(pending(row)))
                .single();
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(row.getLong("events"), Rows.instant(row, "since"), row.getLong("failed"));
    }

    /** The events whose listeners failed, the oldest first. @param limit at most so many */
    public List<Failure> failures(int limit) {
        return jdbc.sql("""
                select event_type, listener_id, publication_date, coalesce(completion_attempts, 1) as attempts
                  from event_publication where status = 'FAILED' and completion_date is null
                 order by publication_date limit :limit
                """)
                .param("limit", limit)
                .query((row, n) -> new Failure(
                        row.getString("event_type").replaceFirst(".*\\.", ""),
                        row.getString("listener_id"),
                        Rows.instant(row, "publication_date"),
                        row.getInt("attempts")))
                .list();
    }

    /** Submits again what failed and has waited long enough. */
    public void retry() {
        Instant now = clock.instant();
        jdbc.sql("""
                update event_publication set status = 'FAILED'
                 where completion_date is null and status <> 'FAILED'
                   and coalesce(last_resubmission_date, publication_date) < :before
                """).param("before", Rows.timestamp(now.minus(MAX_WORK))).update();
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
