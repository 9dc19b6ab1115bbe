package nl.tec.programme.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.GuestTeachers;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions.Obstacle;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations;
import nl.tec.venues.Reservations.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes sessions, with the reservations of their room, equipment and guest teacher. */
@Component
public class SessionStore {

    private final JdbcClient jdbc;
    private final SessionQueries sessions;
    private final Reservations reservations;
    private final GuestTeachers guests;

    SessionStore(JdbcClient jdbc, SessionQueries sessions, Reservations reservations, GuestTeachers guests) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.reservations = reservations;
        this.guests = guests;
    }

    public Optional<Session> find(long id) {
        return sessions.listForManagers("s.id = :id", Map.of("id", id)).stream().findFirst();
    }

    /** Returns an activity, with a shared lock until the transaction ends. */
    public Activity activity(long id) {
        jdbc.sql("select id from activity where id = ? for share")
                .param(id)
                .query(Long.class)
                .optional();
        return jdbc.sql(ActivityRows.ACTIVITY + "where a.id = ?")
                .param(id)
                .query(Rows.of(Activity.class))
                .optional()
                .orElseThrow(() -> new NotFound("activity " + id));
    }

    /**
     * Locks these sessions against changes until the transaction ends, and returns those that exist. Bookings stay possible (hence no
     * key update): otherwise a booking, which locks the capacity before the session, and a change, which does the reverse, would deadlock.
     */
    public List<Session> lock(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        jdbc.sql("select id from session where id in (:ids) order by id for no key update")
                .param("ids", ids)
                .query(Long.class)
                .list();
        return list(ids);
    }

    /** Locks, as {@link #lock} does, those of these sessions that are neither cancelled nor about to be, and returns their ids. */
    public List<Long> lockStaying(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select id from session where id in (:ids) and state <> 'CANCELLED' and cancels_at is null
                         order by id for no key update
                        """).param("ids", ids).query(Long.class).list();
    }

    public List<Session> list(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : sessions.listForManagers("s.id in (:ids) order by s.starts_at, s.id", Map.of("ids", ids));
    }

    public List<Long> ofSeries(long series) {
        return jdbc.sql("select id from session where series_id = ? order by id")
                .param(series)
                .query(Long.class)
                .list();
    }

    /** Returns these sessions and the other meetings of their courses. */
    public Set<Long> withCourses(Collection<Long> ids) {
        Set<Long> all = new TreeSet<>(ids);
        if (!ids.isEmpty()) {
            all.addAll(jdbc.sql("""
                    select o.id from session s join session o on o.series_id = s.series_id and o.course
                    where s.id in (:ids) and s.course
                    """).param("ids", ids).query(Long.class).list());
        }
        return all;
    }

    public void course(long series, boolean course) {
        jdbc.sql("update session set course = ?, version = version + 1 where series_id = ?")
                .params(course, series)
                .update();
    }

    public List<Session> list(TimeSlot between, @Nullable Long activityId) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("from", Rows.timestamp(between.start()));
        values.put("to", Rows.timestamp(between.end()));
        values.put("activity", activityId);
        return sessions.listForManagers("""
                s.starts_at >= :from and s.starts_at < :to and (:activity::bigint is null or s.activity_id = :activity)
                order by s.starts_at, s.id
                """, values);
    }

    public long nextSeries() {
        return jdbc.sql("select nextval('session_series')").query(Long.class).single();
    }

    /** Inserts a session with its reservations. @return the obstacles, if nothing was stored; otherwise empty */
    public List<Obstacle> insert(
            SessionDetails details,
            ActivityDetails activity,
            boolean publish,
            @Nullable Long series,
            boolean course,
            List<Long> ids) {
        long id = jdbc.sql("""
                insert into session (activity_id, starts_at, ends_at, venue_id, site_id, room_id, state, capacity,
                                     class_capacity, series_id, course, note)
                values (:activity, :from, :to, :place, :site, :room, :state, :capacity, :classes, :series, :course, :note)
                returning id
                """)
                .params(values(details))
                .param("activity", details.activityId())
                .param("state", publish ? "PUBLISHED" : "DRAFT")
                .param("series", series)
                .param("course", course)
                .query(Long.class)
                .single();
        List<Obstacle> obstacles = reserve(id, details, activity);
        if (obstacles.isEmpty()) {
            ids.add(id);
        } else {
            jdbc.sql("delete from session where id = ?").param(id).update();
        }
        return obstacles;
    }

    public void update(long id, SessionDetails details) {
        jdbc.sql("""
                update session set starts_at = :from, ends_at = :to, venue_id = :place, site_id = :site, room_id = :room,
                  capacity = :capacity, class_capacity = :classes, note = :note, version = version + 1
                where id = :id
                """).params(values(details)).param("id", id).update();
    }

    public void publish(Collection<Long> ids) {
        jdbc.sql("update session set state = 'PUBLISHED', version = version + 1 where id in (:ids)")
                .param("ids", ids)
                .update();
    }

    public void cancel(Collection<Long> ids, String reason) {
        jdbc.sql("""
                update session set state = 'CANCELLED', cancel_reason = :reason, cancels_at = null, version = version + 1
                 where id in (:ids)
                """).param("ids", ids).param("reason", reason).update();
        reservations.release(Subject.SESSION, ids);
    }

    /** @param at the time of the scheduled cancellation; null: none */
    public void cancelAt(Collection<Long> ids, @Nullable Instant at) {
        jdbc.sql("update session set cancels_at = ?, version = version + 1 where id = any(?::bigint[])")
                .param(Rows.timestampOrNull(at))
                .param(Rows.array(ids))
                .update();
    }

    /**
     * Replaces the reservations of a session: its room (or a group at a venue without rooms), its equipment or the set-up that includes
     * it, and its guest teacher. @return the obstacles; empty on success
     */
    public List<Obstacle> reserve(long id, SessionDetails details, ActivityDetails activity) {
        TimeSlot occupied = activity.duration().around(details.slot());
        Long room = details.roomId();
        Reservations.Wanted wanted = new Reservations.Wanted(
                occupied,
                details.activityId(),
                room == null ? List.of() : List.of(room),
                room == null ? details.venueId() : null,
                activity.equipment(),
                guests.of(details, occupied).orElse(null),
                0,
                address(details));
        Reservations.Outcome outcome = reservations.reserve(Subject.SESSION, id, wanted);
        return outcome instanceof Reservations.InTheWay inTheWay ? named(inTheWay.obstacles()) : List.of();
    }

    private static @Nullable String address(SessionDetails details) {
        return details.siteId() != null
                ? "site-" + details.siteId()
                : details.venueId() != null ? "venue-" + details.venueId() : null;
    }

    /** Adds the session to each obstacle, because the module of venues does not know sessions. */
    private List<Obstacle> named(List<Reservations.Obstacle> obstacles) {
        List<Long> sessions = obstacles.stream()
                .filter(o -> o.subject() == Subject.SESSION)
                .map(Reservations.Obstacle::subjectId)
                .distinct()
                .toList();
        Map<Long, Bilingual> titles = sessions.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("""
                        select s.id, a.title_nl, a.title_en from session s join activity a on a.id = s.activity_id
                        where s.id in (:ids)
                        """)
                        .param("ids", sessions)
                        .query((row, n) -> Map.entry(row.getLong("id"), Rows.bilingual(row, "title")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return obstacles.stream()
                .map(o -> o.subject() == Subject.SESSION
                        ? new Obstacle(o.name(), o.during(), titles.get(o.subjectId()), o.subjectId(), o.why())
                        : new Obstacle(o.name(), o.during(), null, null, o.why()))
                .toList();
    }

    private static Map<String, @Nullable Object> values(SessionDetails details) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("from", Rows.timestamp(details.slot().start()));
        values.put("to", Rows.timestamp(details.slot().end()));
        values.put("place", details.venueId());
        values.put("site", details.siteId());
        values.put("room", details.roomId());
        values.put("capacity", details.capacity());
        values.put("classes", details.classCapacity());
        values.put("note", details.note().strip());
        return values;
    }
}
