package nl.tec.participation.internal;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import nl.tec.accounts.Actor;
import nl.tec.participation.CancelledBy;
import nl.tec.participation.internal.BookingChanges.Current;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionObserver;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The places of a session follow the session, in the transaction that makes, changes or cancels it. */
@Service
class PlacesOfSessions implements SessionObserver {

    private final JdbcClient jdbc;
    private final Places places;
    private final BookingChanges changes;
    private final Journeys journeys;
    private final Team team;

    PlacesOfSessions(JdbcClient jdbc, Places places, BookingChanges changes, Journeys journeys, Team team) {
        this.jdbc = jdbc;
        this.places = places;
        this.changes = changes;
        this.journeys = journeys;
        this.team = team;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRED)
    public void sessionsSaved(Collection<Long> sessionIds, Actor by) {
        String ids = Sql.array(new TreeSet<>(sessionIds));
        List<Moved> moved = lockAndFindMoved(ids);
        jdbc.sql("""
                insert into session_places (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at)
                select id, state = 'PUBLISHED', starts_at, capacity, coalesce(class_capacity, 0), ends_at,
                       concat(place_id, '/', site_id)
                from session where id = any(?::bigint[]) order by id
                on conflict (session_id) do update set
                  open = excluded.open, bookable_until = excluded.bookable_until, capacity = excluded.capacity,
                  class_capacity = excluded.class_capacity, ends_at = excluded.ends_at, held_at = excluded.held_at
                """).param(ids).update();
        moved.forEach(session -> tellMoved(session, by));
        for (long session : new TreeSet<>(sessionIds)) {
            places.settleLocked(session); // a larger capacity is for who waits
        }
    }

    /** A session that is there at another time or place than those who booked were told. @param elsewhere at another place */
    private record Moved(
            long id, @Nullable Long placeId, @Nullable Long siteId, boolean elsewhere) {}

    private List<Moved> lockAndFindMoved(String ids) {
        return jdbc.sql("""
                with locked as (
                  select session_id, bookable_until, ends_at, held_at from session_places
                  where session_id = any(?::bigint[]) order by session_id for update)
                select s.id, s.place_id, s.site_id, p.held_at <> concat(s.place_id, '/', s.site_id) as elsewhere
                from locked p join session s on s.id = p.session_id
                where (p.bookable_until, p.ends_at, p.held_at) <> (s.starts_at, s.ends_at, concat(s.place_id, '/', s.site_id))
                order by s.id
                """).param(ids).query(Moved.class).list();
    }

    private void tellMoved(Moved moved, Actor by) {
        long sessionId = moved.id();
        journeys.moved(sessionId, moved.placeId(), moved.siteId(), moved.elsewhere());
        jdbc.sql("""
                update booking b set sequence = b.sequence + 1,
                  deadline = case when b.deadline is null then null else least(b.deadline, s.starts_at) end
                from session s
                where s.id = ? and b.session_id = s.id and b.state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED')
                """).param(sessionId).update();
        team.moved(sessionId);
        for (Current booking : active(sessionId)) {
            changes.note(booking.id(), "MOVED", by);
            places.tell(Happening.MOVED, booking.kind(), booking.id());
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Taken taken(long sessionId) {
        if (places.lock(sessionId).isPresent()) {
            places.settleLocked(sessionId);
        }
        return jdbc.sql("select taken, classes_taken from session_places where session_id = ?")
                .param(sessionId)
                .query((row, n) -> new Taken(row.getInt(1), row.getInt(2)))
                .optional()
                .orElse(new Taken(0, 0));
    }

    @Override
    public int elsewhere(long sessionId, SessionDetails details) {
        return journeys.elsewhere(sessionId, details);
    }

    @Override
    public int ofOtherSchools(long sessionId, SessionDetails details) {
        return journeys.ofOtherSchools(sessionId, details.siteId());
    }

    @Override
    public int teamElsewhere(long sessionId, TimeSlot slot) {
        return team.elsewhere(sessionId, slot);
    }

    @Override
    public int bookings(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select count(*) from booking
                where session_id = any(?::bigint[]) and state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED')
                """)
                .param(Sql.array(new TreeSet<>(sessionIds)))
                .query(Integer.class)
                .single();
    }

    @Override
    @Transactional
    public void sessionsCancelled(Collection<Long> sessionIds, String reason, Actor by) {
        for (long session : new TreeSet<>(sessionIds)) {
            if (places.lock(session).isPresent()) {
                jdbc.sql("update session_places set open = false where session_id = ?")
                        .param(session)
                        .update();
                active(session)
                        .forEach(booking -> changes.cancelled(booking, session, CancelledBy.TEC, reason, false, by));
            }
            team.cancelled(session);
        }
    }

    private List<Current> active(long sessionId) {
        return jdbc.sql("""
                select id, kind, state, participants, 0 from booking
                where session_id = ? and state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED') order by id
                """).param(sessionId).query(BookingChanges::current).list();
    }
}
