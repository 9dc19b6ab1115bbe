package nl.tec.bookings.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.RunSheet.Count;
import nl.tec.bookings.RunSheet.Dispute;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Lesson;
import nl.tec.bookings.RunSheet.Member;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.bookings.RunSheet.Visit;
import nl.tec.bookings.RunSheet.WalkIns;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.bookings.Transport;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.Sector;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads run sheets: one query for sessions and classes, one for the people, one for disputes. */
@Component
public class RunSheetQueries {

    /** Selects the sessions that the actor may see, with their class parts; a session without classes is one row. */
    private static final String SESSIONS = """
            select s.id, s.starts_at, s.ends_at, s.note, a.title_nl, a.title_en, a.worlds[1] as world, a.takes,
                   a.slug, a.make_nl, a.make_en, a.learn_nl, a.learn_en, a.before_nl, a.before_en, a.after_nl, a.after_en,
                   case when s.course then s.series_id end as course_id,
                   e.names_nl as equipment_nl, e.names_en as equipment_en,
                   p.name_nl as venue_nl, p.name_en as venue_en, r.name as room_nl, coalesce(nullif(r.name_en, ''), r.name) as room_en,
                   at_school.name as held_at,
                   b.id as booking_id, o.name as school, c.label, b.adults, b.photo_permission, coalesce(b.teacher_phone, '') as teacher_phone,
                   t.choice, t.departs_at, v.name_nl as bus_nl, v.name_en as bus_en, coalesce(n.detail, '') as practical,
                   l.state is not distinct from 'DONE' as prepared,
                   cp.id as part_id, cp.grade, st.sector, bp.head_count as booked, x.head_count as present, x.tap,
                   coalesce(x.part_size, cp.head_count) as part_size,
                   coalesce(x.other_pupils, false) as others, staff_missing(s.id) as missing
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

    /** Selects the four kinds of people of a session: guests, walk-ins, its team and those who declined. */
    private static final String PEOPLE = """
            select b.session_id, 'GUEST' as kind, q.id as person_id, b.id as booking_id, coalesce(q.first_name, u.name) as name,
                   q.audience, q.age, q.sector, q.grade, u.phone, u.photo_permission as photos, x.id is not null as present, 1 as heads, null::uuid as tap
              from booking b
              join sign_up u on u.booking_id = coalesce(b.sign_up_id, b.id)
              join sign_up_person q on q.booking_id = u.booking_id
              left join attendance x on x.person_id = q.id and x.session_id = b.session_id
             where b.session_id = any (:sessions) and b.state = 'CONFIRMED'
            union all
            select session_id, 'WALK_IN', null, null, null, audience, null, null, null, null, false, true, head_count, tap
              from attendance where session_id = any (:sessions) and booking_id is null and person_id is null and class_part_id is null
            union all
            select w.session_id, 'TEAM', w.member_id, null, w.name, null, null, null, null, w.phone, false, false, 0, null
              from staff_assignment_v w where w.session_id = any (:sessions)
            union all
            select d.session_id, 'ABSENT', d.member_id, null, d.name, null, null, null, null, null, false, false, 0, null
              from staff_declined_v d where d.session_id = any (:sessions)
            order by 1, 2, 5, 3
            """;

    /** Selects the conflicting counts of disputes: the rivals and the one that stands. */
    private static final String DISPUTES = """
            select r.session_id, r.booking_id, r.class_part_id, r.audience, r.tap, r.head_count, r.other_pupils, r.counted_at,
                   coalesce(u.name, '') as counted_by, false as stands
              from attendance_rival r left join accounts_account_v u on u.id = r.account_id
             where r.session_id = any (:sessions)
            union all
            select x.session_id, x.booking_id, x.class_part_id, x.audience, x.tap, x.head_count, x.other_pupils, x.recorded_at,
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
                select b.id, b.session_id, b.state
                from sign_up_link l join booking b on b.id = l.booking_id or b.sign_up_id = l.booking_id
                join session_capacity p on p.session_id = b.session_id
                cross join lateral (select (p.bookable_until at time zone 'Europe/Amsterdam')::date - :today::date as days) away
                where l.check_in_hash = :code
                order by b.state = 'CANCELLED', abs(away.days), p.ends_at <= :now, p.bookable_until limit 1
                """)
                .param("code", Secrets.hash(code))
                .param("today", Dates.dayOf(now))
                .param("now", Rows.timestamp(now))
                .query((row, n) -> new SignedUp(row.getLong(1), row.getLong(2), BookingState.valueOf(row.getString(3))))
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
        Map<Long, Accumulator> sessions = new LinkedHashMap<>();
        Instant now = clock.instant();
        query.param("all", actor.is(Role.PROGRAMME_MANAGER))
                .param("account", actor.accountId())
                .query(row -> {
                    Accumulator session = sessions.get(row.getLong("id"));
                    if (session == null) {
                        session = new Accumulator(row, now);
                        sessions.put(row.getLong("id"), session);
                    }
                    session.add(row);
                });
        if (!sessions.isEmpty()) {
            jdbc.sql(PEOPLE)
                    .param("sessions", sessions.keySet().toArray(Long[]::new))
                    .query(row -> {
                        Accumulator session = sessions.get(row.getLong("session_id"));
                        if (session != null) {
                            session.addPerson(row);
                        }
                    });
            jdbc.sql(DISPUTES)
                    .param("sessions", sessions.keySet().toArray(Long[]::new))
                    .query(row -> {
                        Accumulator session = sessions.get(row.getLong("session_id"));
                        if (session != null) {
                            session.addCount(row);
                        }
                    });
        }
        Map<Long, List<SignUpAnswer>> answered = answers.ofPeople(sessions.values().stream()
                .flatMap(session -> session.guests.stream())
                .map(Guest::personId)
                .toList());
        return sessions.values().stream().map(session -> session.item(answered)).toList();
    }

    /** Accumulates the rows of a session. */
    private static final class Accumulator {

        private final Item bare;
        private final Map<Long, Visit> visits = new LinkedHashMap<>();
        private final List<Guest> guests = new ArrayList<>();
        private final List<WalkIns> walkIns = new ArrayList<>();
        private final List<Member> team = new ArrayList<>();
        private final List<String> absent = new ArrayList<>();
        private final Map<String, Dispute> disputes = new LinkedHashMap<>();

        Accumulator(ResultSet row, Instant now) throws SQLException {
            bare = new Item(
                    row.getLong("id"),
                    Rows.instant(row, "starts_at"),
                    Rows.instant(row, "ends_at"),
                    Rows.bilingual(row, "title"),
                    World.valueOf(row.getString("world")),
                    where(row),
                    lesson(row),
                    row.getString("note"),
                    equipment(row),
                    row.getString("takes").equals("CLASSES"),
                    Rows.longOrNull(row, "course_id"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    row.getInt("missing"),
                    List.of(),
                    !Rows.instant(row, "ends_at").isAfter(now));
        }

        private static Lesson lesson(ResultSet row) throws SQLException {
            return new Lesson(
                    row.getString("slug"),
                    Rows.bilingual(row, "make"),
                    Rows.bilingual(row, "learn"),
                    Rows.bilingual(row, "before"),
                    Rows.bilingual(row, "after"));
        }

        private static Bilingual where(ResultSet row) throws SQLException {
            String school = row.getString("held_at");
            if (school != null) {
                return new Bilingual(school, school);
            }
            return new Bilingual(
                    joined(row.getString("venue_nl"), row.getString("room_nl")),
                    joined(row.getString("venue_en"), row.getString("room_en")));
        }

        private static List<Bilingual> equipment(ResultSet row) throws SQLException {
            Array dutch = row.getArray("equipment_nl");
            if (dutch == null) {
                return List.of();
            }
            String[] inDutch = (String[]) dutch.getArray();
            String[] inEnglish = (String[]) row.getArray("equipment_en").getArray();
            return IntStream.range(0, inDutch.length)
                    .mapToObj(i -> new Bilingual(inDutch[i], inEnglish[i]))
                    .toList();
        }

        private static String joined(@Nullable String venue, @Nullable String room) {
            return venue == null ? "" : room == null ? venue : venue + ", " + room;
        }

        void add(ResultSet row) throws SQLException {
            Long booking = Rows.longOrNull(row, "booking_id");
            if (booking == null) {
                return;
            }
            Visit visit = visits.get(booking);
            if (visit == null) {
                String choice = row.getString("choice");
                visit = new Visit(
                        booking,
                        row.getString("school"),
                        row.getString("label"),
                        row.getInt("adults"),
                        choice == null ? null : Transport.valueOf(choice),
                        Rows.instantOrNull(row, "departs_at"),
                        row.getString("bus_nl") == null ? null : Rows.bilingual(row, "bus"),
                        row.getBoolean("photo_permission"),
                        row.getBoolean("prepared"),
                        row.getString("teacher_phone"),
                        row.getString("practical"),
                        new ArrayList<>());
                visits.put(booking, visit);
            }
            Long part = Rows.longOrNull(row, "part_id");
            if (part != null) {
                visit.parts()
                        .add(new Part(
                                part,
                                new Grade(Sector.valueOf(row.getString("sector")), row.getInt("grade")),
                                row.getInt("booked"),
                                row.getInt("part_size"),
                                Rows.intOrNull(row, "present"),
                                row.getBoolean("others"),
                                row.getObject("tap", UUID.class)));
            }
        }

        void addPerson(ResultSet row) throws SQLException {
            switch (row.getString("kind")) {
                case "GUEST" ->
                    guests.add(new Guest(
                            row.getLong("person_id"),
                            row.getLong("booking_id"),
                            row.getString("name"),
                            Audience.valueOf(row.getString("audience")),
                            Rows.intOrNull(row, "age"),
                            grade(row),
                            row.getString("phone"),
                            row.getBoolean("photos"),
                            row.getBoolean("present"),
                            List.of()));
                case "WALK_IN" ->
                    walkIns.add(new WalkIns(
                            Audience.valueOf(row.getString("audience")),
                            row.getInt("heads"),
                            row.getObject("tap", UUID.class)));
                case "ABSENT" -> absent.add(row.getString("name"));
                default -> team.add(new Member(row.getString("name"), row.getString("phone")));
            }
        }

        void addCount(ResultSet row) throws SQLException {
            Long booking = Rows.longOrNull(row, "booking_id");
            String audience = row.getString("audience");
            Dispute dispute = disputes.computeIfAbsent(
                    booking == null ? audience : booking.toString(),
                    key -> new Dispute(
                            booking, booking == null ? Audience.valueOf(audience) : null, new ArrayList<>()));
            UUID tap = row.getObject("tap", UUID.class);
            Count count = dispute.counts().stream()
                    .filter(one -> one.tap().equals(tap))
                    .findFirst()
                    .orElse(null);
            if (count == null) {
                count = new Count(
                        tap,
                        row.getString("counted_by"),
                        Rows.instant(row, "counted_at"),
                        row.getBoolean("other_pupils"),
                        row.getBoolean("stands"),
                        new LinkedHashMap<>());
                dispute.counts().add(count);
            }
            count.parts().put(row.getLong("class_part_id"), row.getInt("head_count"));
        }

        private static @Nullable Grade grade(ResultSet row) throws SQLException {
            String sector = row.getString("sector");
            Integer grade = Rows.intOrNull(row, "grade");
            return sector == null || grade == null ? null : new Grade(Sector.valueOf(sector), grade);
        }

        Item item(Map<Long, List<SignUpAnswer>> answered) {
            return new Item(
                    bare.sessionId(),
                    bare.start(),
                    bare.end(),
                    bare.title(),
                    bare.world(),
                    bare.where(),
                    bare.lesson(),
                    bare.note(),
                    bare.equipment(),
                    bare.forClasses(),
                    bare.courseId(),
                    List.copyOf(visits.values()),
                    guests.stream()
                            .map(guest -> guest.with(answered.getOrDefault(guest.personId(), List.of())))
                            .toList(),
                    walkIns,
                    team,
                    absent,
                    bare.missing(),
                    List.copyOf(disputes.values()),
                    bare.over());
        }
    }
}
