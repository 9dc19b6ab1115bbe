package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.RunSheet.Count;
import nl.tec.bookings.RunSheet.Dispute;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Member;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.bookings.RunSheet.Visit;
import nl.tec.bookings.RunSheet.WalkIns;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads run sheets: one query for sessions and classes, one for the people, one for disputes. */
@Component
public class RunSheetQueries {

    /** Selects the sessions that the actor may see, with their class parts; a session without classes is one row. */
    private static final String SESSIONS = """
            select s.id as session_id, s.starts_at as start, s.ends_at as end, s.note, a.title_nl, a.title_en, a.worlds[1] as world,
                   a.slug as activity, a.make_nl, a.make_en, a.learn_nl, a.learn_en, a.before_nl, a.before_en, a.after_nl, a.after_en,
                   a.takes = 'CLASSES' as for_classes, case when s.course then s.series_id end as course_id,
                   e.names_nl as equipment_nl, e.names_en as equipment_en,
                   coalesce(at_school.name, p.name_nl || coalesce(', ' || r.name, ''), '') as where_nl,
                   coalesce(at_school.name, p.name_en || coalesce(', ' || coalesce(nullif(r.name_en, ''), r.name), ''), '') as where_en,
                   array(select d.name from staff_declined_v d where d.session_id = s.id order by d.name, d.member_id) as absent,
                   staff_missing(s.id) as missing, s.ends_at <= :now as over,
                   b.id as booking_id, o.name as school, c.label, b.adults, b.photo_permission as photos,
                   coalesce(b.teacher_phone, '') as phone, t.choice as transport, t.departs_at as bus_leaves,
                   v.name_nl as bus_nl, v.name_en as bus_en, coalesce(n.detail, '') as practical,
                   l.state is not distinct from 'DONE' as prepared,
                   cp.id, st.sector, cp.grade as number, bp.head_count as booked, coalesce(x.part_size, cp.head_count) as size,
                   x.head_count as present, coalesce(x.other_pupils, false) as others, x.tap
              from programme_session_v s
              join programme_activity_v a on a.id = s.activity_id
              left join lateral (select array_agg(x.times || q.name_nl order by q.name_nl) as names_nl, array_agg(x.times || q.name_en order by q.name_nl) as names_en
                                   from programme_activity_equipment_v n join venues_equipment_v q on q.key = n.equipment
                                  cross join lateral (select case when n.quantity = 1 then '' else n.quantity || ' × ' end as times) x
                                  where n.activity_id = a.id) e on true
              left join venues_venue_v p on p.id = s.venue_id
              left join venues_resource_v r on r.id = s.room_id
              left join organisations_organisation_v at_school on at_school.id = s.site_id
              left join booking b on b.session_id = s.id and b.kind = 'CLASS' and b.state = 'CONFIRMED'
              left join organisations_organisation_v o on o.id = b.site_id
              left join organisations_school_site_v st on st.organisation_id = b.site_id
              left join organisations_school_class_v c on c.id = b.class_id
              left join visit_item t on t.booking_id = b.id and t.item = 'TRANSPORT'
              left join venues_bus_of_visit_v v on v.booking_id = b.id
              left join visit_item n on n.booking_id = b.id and n.item = 'PRACTICAL'
              left join visit_item l on l.booking_id = b.id and l.item = 'BEFORE'
              left join booking_part bp on bp.booking_id = b.id
              left join organisations_class_part_v cp on cp.id = bp.class_part_id
              left join attendance x on x.booking_id = b.id and x.class_part_id = cp.id
             where s.state = 'PUBLISHED' and (:all or exists
                     (select from staff_assignment_v w where w.session_id = s.id and w.account_id = :account))
            """;

    /** Selects the three kinds of people of a session: guests, walk-ins and its team. */
    private static final String PEOPLE = """
            select b.session_id, 'GUEST' as kind, q.id as person_id, b.id as booking_id, coalesce(q.first_name, u.name) as name,
                   q.audience, q.age, q.sector, q.grade as number, u.phone, u.photo_permission as photos, x.id is not null as present,
                   1 as head_count, null::uuid as tap
              from booking b
              join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
              join sign_up_person q on q.booking_id = u.booking_id
              left join attendance x on x.person_id = q.id and x.session_id = b.session_id
             where b.session_id = any (:sessions) and b.state = 'CONFIRMED'
            union all
            select session_id, 'WALK_IN', null, null, null, audience, null, null, null, null, false, true, head_count, tap
              from attendance where session_id = any (:sessions) and booking_id is null and person_id is null and class_part_id is null
            union all
            select w.session_id, 'TEAM', w.member_id, null, w.name, null, null, null, null, w.phone, false, false, 0, null
              from staff_assignment_v w where w.session_id = any (:sessions)
            order by 1, 2, 5, 3
            """;

    /** Selects the conflicting counts of disputes: the rivals and the one that stands. */
    private static final String DISPUTES = """
            select r.session_id, r.booking_id, r.class_part_id, case when r.booking_id is null then r.audience end as audience,
                   r.tap, r.head_count, r.other_pupils, r.counted_at,
                   coalesce(u.name, '') as counted_by, false as stands
              from attendance_rival r left join accounts_account_v u on u.id = r.account_id
             where r.session_id = any (:sessions)
            union all
            select x.session_id, x.booking_id, x.class_part_id, case when x.booking_id is null then x.audience end,
                   x.tap, x.head_count, x.other_pupils, x.recorded_at,
                   coalesce(u.name, ''), true
              from attendance x left join accounts_account_v u on u.id = x.account_id
             where x.session_id = any (:sessions) and x.person_id is null
               and exists (select from attendance_rival r
                            where r.session_id = x.session_id and r.booking_id is not distinct from x.booking_id
                              and (r.booking_id is not null or r.audience = x.audience))
            order by counted_at, tap, class_part_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SignUpAnswers answers;

    RunSheetQueries(JdbcClient jdbc, Clock clock, SignUpAnswers answers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.answers = answers;
    }

    public List<Item> day(LocalDate day, Actor actor) {
        return read(
                jdbc.sql(
                                SESSIONS
                                        + " and s.starts_at >= :from and s.starts_at < :until order by s.starts_at, s.id, o.name, c.label, cp.grade")
                        .param("from", Rows.startOf(day))
                        .param("until", Rows.startOf(day.plusDays(1))),
                actor);
    }

    public List<Item> session(long id, Actor actor) {
        return read(
                jdbc.sql(SESSIONS + " and s.id = :id order by o.name, c.label, cp.grade")
                        .param("id", id),
                actor);
    }

    /** Returns the session of a booking. */
    public Optional<Long> sessionOf(long bookingId) {
        return jdbc.sql("select session_id from booking where id = ?")
                .param(bookingId)
                .query(Long.class)
                .optional();
    }

    /** The booking of a sign-up for one session. */
    public record SignedUp(long bookingId, long sessionId, BookingState state) {}

    /** Finds the sign-up by the code in its QR image; of a course the meeting today, or the nearest one that is not called off. */
    public Optional<SignedUp> findByCode(String code) {
        Instant now = clock.instant();
        return jdbc.sql("""
                select b.id as booking_id, b.session_id, b.state
                from sign_up_link l join booking b on b.id = l.booking_id or b.sign_up_id = l.booking_id
                join session_capacity p on p.session_id = b.session_id
                cross join lateral (select (p.bookable_until at time zone 'Europe/Amsterdam')::date - :today::date as days) away
                where l.check_in_hash = :code
                order by b.state = 'CANCELLED', abs(away.days), p.ends_at <= :now, p.bookable_until limit 1
                """)
                .param("code", Secrets.hash(code))
                .param("today", Dates.dayOf(now))
                .param("now", Rows.timestamp(now))
                .query(Rows.of(SignedUp.class))
                .optional();
    }

    /** Returns the days with a dispute. */
    public List<LocalDate> disputedDays(Actor actor) {
        return jdbc.sql("""
                select distinct (s.starts_at at time zone 'Europe/Amsterdam')::date as day
                  from attendance_rival r join programme_session_v s on s.id = r.session_id
                  left join booking b on b.id = r.booking_id
                 where s.state = 'PUBLISHED' and (b.id is null or b.state = 'CONFIRMED') and (:all or exists
                         (select from staff_assignment_v w where w.session_id = s.id and w.account_id = :account))
                 order by day
                """)
                .param("all", actor.is(Role.PROGRAMME_MANAGER))
                .param("account", actor.accountId())
                .query(LocalDate.class)
                .list();
    }

    private List<Item> read(JdbcClient.StatementSpec query, Actor actor) {
        Map<Long, Item> sessions = new LinkedHashMap<>();
        query.param("all", actor.is(Role.PROGRAMME_MANAGER))
                .param("account", actor.accountId())
                .param("now", Rows.now(clock))
                .query(row -> {
                    Item session = sessions.get(row.getLong("session_id"));
                    if (session == null) {
                        session = Rows.read(row, Item.class);
                        sessions.put(session.sessionId(), session);
                    }
                    addClass(session, row);
                });
        if (!sessions.isEmpty()) {
            Long[] ids = sessions.keySet().toArray(Long[]::new);
            jdbc.sql(PEOPLE).param("sessions", ids).query(row -> {
                addPerson(Objects.requireNonNull(sessions.get(row.getLong("session_id"))), row);
            });
            jdbc.sql(DISPUTES).param("sessions", ids).query(row -> {
                addCount(Objects.requireNonNull(sessions.get(row.getLong("session_id"))), row);
            });
        }
        Map<Long, List<SignUpAnswer>> answered = answers.ofPeople(sessions.values().stream()
                .flatMap(session -> session.guests().stream())
                .map(Guest::personId)
                .toList());
        sessions.values()
                .forEach(session -> session.guests()
                        .replaceAll(guest -> guest.with(answered.getOrDefault(guest.personId(), List.of()))));
        return List.copyOf(sessions.values());
    }

    private static void addClass(Item session, ResultSet row) throws SQLException {
        Long booking = Rows.longOrNull(row, "booking_id");
        if (booking != null) {
            Visit visit = present(session.visits(), Rows.read(row, Visit.class), one -> one.bookingId() == booking);
            if (Rows.longOrNull(row, "id") != null) {
                visit.parts().add(Rows.read(row, Part.class));
            }
        }
    }

    private static void addPerson(Item session, ResultSet row) throws SQLException {
        switch (row.getString("kind")) {
            case "GUEST" -> session.guests().add(Rows.read(row, Guest.class));
            case "WALK_IN" -> session.walkIns().add(Rows.read(row, WalkIns.class));
            default -> session.team().add(Rows.read(row, Member.class));
        }
    }

    private static void addCount(Item session, ResultSet row) throws SQLException {
        Dispute read = Rows.read(row, Dispute.class);
        Dispute dispute = present(
                session.disputes(),
                read,
                one -> Objects.equals(one.bookingId(), read.bookingId()) && one.audience() == read.audience());
        UUID tap = row.getObject("tap", UUID.class);
        Count count = new Count(
                tap,
                row.getString("counted_by"),
                Rows.instant(row, "counted_at"),
                row.getBoolean("other_pupils"),
                row.getBoolean("stands"),
                new LinkedHashMap<>());
        present(dispute.counts(), count, one -> one.tap().equals(tap))
                .parts()
                .put(row.getLong("class_part_id"), row.getInt("head_count"));
    }

    /** Returns what is in a list already; otherwise adds this one. */
    private static <T> T present(List<T> all, T added, Predicate<T> same) {
        return all.stream().filter(same).findFirst().orElseGet(() -> {
            all.add(added);
            return added;
        });
    }
}
