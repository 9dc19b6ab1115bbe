package nl.tec.bookings.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.accounts.Actor;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.internal.BookingChanges.Current;
import nl.tec.hub.Rows;
import nl.tec.programme.SessionBookings;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.staff.Assignments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the capacity of a session in sync with the session, in the transaction that creates, changes or cancels it. */
@Service
class SessionCapacityListener implements SessionBookings {

    private final JdbcClient jdbc;
    private final CapacityStore capacities;
    private final WaitingList waitingList;
    private final BookingNotifiers notifiers;
    private final BookingChanges changes;
    private final TravelConflicts travelConflicts;
    private final Assignments assignments;

    SessionCapacityListener(
            JdbcClient jdbc,
            CapacityStore capacities,
            WaitingList waitingList,
            BookingNotifiers notifiers,
            BookingChanges changes,
            TravelConflicts travelConflicts,
            Assignments assignments) {
        this.jdbc = jdbc;
        this.capacities = capacities;
        this.waitingList = waitingList;
        this.notifiers = notifiers;
        this.changes = changes;
        this.travelConflicts = travelConflicts;
        this.assignments = assignments;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRED)
    public void sessionsSaved(Collection<Long> sessionIds, Actor by) {
        String ids = Rows.array(new TreeSet<>(sessionIds));
        capacities.lockAll(sessionIds);
        List<Moved> moved = findMoved(ids);
        jdbc.sql("""
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at, course_id)
                select s.id, s.state = 'PUBLISHED' and s.cancels_at is null and a.sign_up_url is null, s.starts_at, s.capacity,
                       coalesce(s.class_capacity, 0), s.ends_at, concat(s.venue_id, '/', s.site_id), case when s.course then s.series_id end
                from programme_session_v s join programme_activity_v a on a.id = s.activity_id
                where s.id = any(?::bigint[]) order by s.id
                on conflict (session_id) do update set
                  open = excluded.open, bookable_until = excluded.bookable_until, capacity = excluded.capacity,
                  class_capacity = excluded.class_capacity, ends_at = excluded.ends_at, held_at = excluded.held_at,
                  course_id = excluded.course_id
                """).param(ids).update();
        moved.forEach(session -> notifyMoved(session, by));
        waitingList.expireAndPromoteLocked(sessionIds); // a larger capacity goes to the waiting list
    }

    /**
     * A session whose time or venue differs from what the bookers know.
     *
     * @param elsewhere whether the venue changed
     * @param before the time and venue that they know
     */
    private record Moved(
            long id, @Nullable Long venueId, @Nullable Long siteId, boolean elsewhere, Before before) {}

    private List<Moved> findMoved(String ids) {
        return jdbc.sql("""
                select s.id, s.venue_id, s.site_id, p.held_at <> concat(s.venue_id, '/', s.site_id) as elsewhere,
                       p.bookable_until as start, p.ends_at as end, coalesce(l.name_nl, o.name, '') as venue_nl, coalesce(l.name_en, o.name, '') as venue_en
                from session_capacity p
                join programme_session_v s on s.id = p.session_id
                left join venues_venue_v l on l.id = nullif(split_part(p.held_at, '/', 1), '')::bigint
                left join organisations_organisation_v o on o.id = nullif(split_part(p.held_at, '/', 2), '')::bigint
                where p.session_id = any(?::bigint[])
                  and (p.bookable_until, p.ends_at, p.held_at) <> (s.starts_at, s.ends_at, concat(s.venue_id, '/', s.site_id))
                order by s.id
                """).param(ids).query(Rows.of(Moved.class)).list();
    }

    private void notifyMoved(Moved moved, Actor by) {
        long sessionId = moved.id();
        travelConflicts.moved(sessionId, moved.venueId(), moved.siteId(), moved.elsewhere());
        jdbc.sql("""
                update booking b set sequence = b.sequence + 1,
                  deadline = case when b.deadline is null then null else least(b.deadline, s.starts_at) end
                from programme_session_v s
                where s.id = ? and b.session_id = s.id and booking_active(b.state)
                """).param(sessionId).update();
        assignments.moved(sessionId);
        for (Current booking : active(sessionId)) {
            changes.note(booking.id(), "MOVED", by);
            notifiers.notifyMoved(booking.kind(), booking.id(), moved.before());
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public BookedSeats taken(long sessionId) {
        return waitingList.expireAndPromoteLocked(List.of(sessionId)).stream()
                .filter(capacity -> capacity.sessionId() == sessionId)
                .findFirst()
                .map(capacity -> new BookedSeats(capacity.taken(), capacity.classesTaken()))
                .orElse(new BookedSeats(0, 0));
    }

    @Override
    public int elsewhere(long sessionId, SessionDetails details) {
        return travelConflicts.elsewhere(sessionId, details);
    }

    @Override
    public int ofOtherSchools(long sessionId, SessionDetails details) {
        return travelConflicts.ofOtherSchools(sessionId, details.siteId());
    }

    @Override
    public int ofOtherYears(long sessionId, SessionDetails details) {
        return jdbc.sql("""
                select count(*) from booking b join organisations_school_class_v c on c.id = b.class_id
                where b.session_id = ? and c.school_year <> ? and booking_active(b.state)
                """)
                .param(sessionId)
                .param(SchoolYear.of(Dates.dayOf(details.slot().start())).start())
                .query(Integer.class)
                .single();
    }

    @Override
    public int bookings(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select count(distinct booking_sign_up(sign_up_id, id)) from booking
                where session_id = any(?::bigint[]) and booking_active(state)
                """)
                .param(Rows.array(new TreeSet<>(sessionIds)))
                .query(Integer.class)
                .single();
    }

    @Override
    public Recipients told(Collection<Long> sessionIds) {
        String ids = Rows.array(new TreeSet<>(sessionIds));
        List<Recipients.Visit> visits =
                jdbc.sql("""
                select o.name as school, w.sector, c.label, r.reachable
                from booking b
                join organisations_school_class_v c on c.id = b.class_id
                join organisations_school_site_v w on w.organisation_id = b.site_id
                join organisations_organisation_v o on o.id = b.site_id
                cross join lateral (select exists (select from class_mail_recipients(b.site_id, b.account_id, b.contact_email)) as reachable) r
                where b.session_id = any(?::bigint[]) and booking_active(b.state) order by o.name, c.label, b.id
                """).param(ids).query(Recipients.Visit.class).list();
        return jdbc.sql("""
                select (select count(*) from booking b join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
                        where b.session_id = any(:sessions::bigint[]) and booking_active(b.state) and u.email is not null),
                       (select count(*) from staff_assignment_v where session_id = any(:sessions::bigint[]))
                """)
                .param("sessions", ids)
                .query((row, n) -> new Recipients(visits, row.getInt(1), row.getInt(2)))
                .single();
    }

    @Override
    public int withAttendance(Collection<Long> sessionIds) {
        return jdbc.sql("select count(distinct session_id) from attendance where session_id = any(?::bigint[])")
                .param(Rows.array(new TreeSet<>(sessionIds)))
                .query(Integer.class)
                .single();
    }

    /** Cancels the bookings of these sessions. Other meetings of a course are unaffected; each sign-up is notified in one mail. */
    @Override
    @Transactional
    public void sessionsCancelled(Collection<Long> sessionIds, String reason, Actor by) {
        Set<Long> cancelled = new TreeSet<>(sessionIds);
        List<Long> locked =
                capacities.lockAll(cancelled).stream().map(Capacity::sessionId).toList();
        jdbc.sql("update session_capacity set open = false, course_id = null where session_id = any(?::bigint[])")
                .param(Rows.array(cancelled))
                .update();
        Map<Long, Current> told = new LinkedHashMap<>();
        for (long session : cancelled) {
            for (Current booking : active(session)) {
                changes.cancelled(booking, CancelledBy.TEC, reason, false, by);
                told.put(booking.signUpId(), booking);
            }
            assignments.cancelled(session);
        }
        told.values().forEach(booking -> notifiers.tell(BookingEvent.CANCELLED, booking.kind(), booking.id()));
        // without the full meeting, others on the waiting list may fit
        waitingList.expireAndPromoteLocked(
                locked.stream().filter(session -> !cancelled.contains(session)).toList());
    }

    private List<Current> active(long sessionId) {
        return jdbc.sql("""
                select id, session_id, kind, state, participants, 0 as free_cancel_days, booking_sign_up(sign_up_id, id) as sign_up_id, requested_at from booking
                where session_id = ? and booking_active(state) order by id
                """).param(sessionId).query(Rows.of(Current.class)).list();
    }
}
