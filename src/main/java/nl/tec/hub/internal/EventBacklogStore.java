package nl.tec.hub.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.EventBacklog.Failure;
import nl.tec.hub.EventBacklog.Pending;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code event_publication} of Spring Modulith. */
@Component
public class EventBacklogStore {

    private final JdbcClient jdbc;

    EventBacklogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Pending> pending(Collection<String> packages, @Nullable Class<?> butFor) {
        return jdbc.sql("""
                select count(*) as events, min(publication_date) as since, count(*) filter (where status = 'FAILED') as failed
                  from event_publication
                 where completion_date is null and exists (select from unnest(:packages::text[]) as package (name) where starts_with(listener_id, package.name))
                   and event_type <> :butFor
                """)
                .param("packages", packages.toArray(String[]::new))
                .param("butFor", butFor == null ? "" : butFor.getName())
                .query((row, n) -> row.getLong("events") == 0
                        ? Optional.<Pending>empty()
                        : Optional.of(
                                new Pending(row.getLong("events"), Rows.instant(row, "since"), row.getLong("failed"))))
                .single();
    }

    /** Returns the failed events, oldest first. */
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

    /** Marks unfinished events submitted before this moment as failed. */
    public void giveUp(Instant before) {
        jdbc.sql("""
                update event_publication set status = 'FAILED'
                 where completion_date is null and status <> 'FAILED'
                   and coalesce(last_resubmission_date, publication_date) < :before
                """).param("before", Rows.timestamp(before)).update();
    }
}
