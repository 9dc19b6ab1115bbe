package nl.tec.bookings;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.Attendances.Tap;
import nl.tec.programme.SessionBookings;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates test data of a test's own: a school with classes and a teacher, an activity, sessions. It uses SQL, so that tests of bookings
 * depend on nothing but the tables.
 */
public final class BookingsFixture {

    /** The school year after this one. */
    public static final SchoolYear NEXT_YEAR =
            SchoolYear.of(LocalDate.now(Dates.ZONE)).next();

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000);

    private final JdbcClient jdbc;

    public BookingsFixture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new school with a teacher. */
    public record School(long siteId, String name, Actor teacher) {}

    public record TestClass(long id, long partId, int pupils) {}

    /** Returns a tap of now, by a user who saw no count. */
    public static Tap tap() {
        return tap(null);
    }

    /** Returns a tap of now, by a user who saw the count of the given tap. */
    public static Tap tap(@Nullable UUID seen) {
        Instant now = Instant.now();
        return Tap.of(UUID.randomUUID(), seen, now, now);
    }

    public School school() {
        return school("NOORD");
    }

    public School school(String region) {
        long n = COUNT.incrementAndGet();
        String name = "De Proef " + n;
        long site = insert(
                "insert into organisation (kind, name, town, latitude, longitude, invented) values ('SCHOOL', ?, 'Deventer', 52.25, 6.16, true) returning id",
                name);
        jdbc.sql("insert into school_site (organisation_id, brin6, sector, holiday_region) values (?, ?, 'PO', ?)")
                .params(site, "%02dP%c%02d".formatted(n % 100, 'A' + (int) (n / 100 % 26), n / 2600 % 100), region)
                .update();
        return new School(site, name, account(Role.TEACHER, site));
    }

    /** Creates an account with this role. */
    public Actor account(Role role, @Nullable Long organisation) {
        long n = COUNT.incrementAndGet();
        String email = "proef" + n + "@example.org";
        long id = insert(
                "insert into account (email, name, created_at) values (?, ?, now()) returning id", email, "Proef " + n);
        jdbc.sql("insert into account_role (account_id, role, organisation_id, granted_at) values (?, ?, ?, now())")
                .param(id)
                .param(role.name())
                .param(organisation)
                .update();
        return new Actor(id, "Proef " + n, email, Set.of(new Membership(role, organisation)));
    }

    /** Creates a class of one group in {@link #NEXT_YEAR}. */
    public TestClass schoolClass(School school, int group, int pupils) {
        return schoolClass(school, NEXT_YEAR.start(), group, pupils);
    }

    public TestClass schoolClass(School school, int schoolYear, int group, int pupils) {
        long n = COUNT.incrementAndGet();
        long cohort = insert("""
                insert into cohort (site_id, sector, leaves_in) values (?, 'PO', ?)
                on conflict (site_id, sector, level, leaves_in, started_in) do update set level = '' returning id
                """, school.siteId(), schoolYear + 9 - group);
        long id = insert(
                "insert into school_class (site_id, school_year, label, source) values (?, ?, ?, 'SCHOOL') returning id",
                school.siteId(),
                schoolYear,
                group + "-" + n);
        long part = insert("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high) values (?, ?, ?, ?, ?, ?) returning id
                """, id, cohort, group, pupils, pupils, pupils);
        return new TestClass(id, part, pupils);
    }

    public List<TestClass> classes(School school, int count, int pupils) {
        List<TestClass> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            classes.add(schoolClass(school, 7, pupils));
        }
        return classes;
    }

    /** Creates a published workshop for groups 5 to 8, with free cancellation until 14 days before. */
    public long activity() {
        return activity("CLASSES");
    }

    public long activity(String takes) {
        long n = COUNT.incrementAndGet();
        return insert("""
                insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                    description_en, worlds, audiences, po_from, po_to, minutes, group_min, group_max, before_nl, after_nl, changed_at)
                values (?, 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', ?, ?, ?, 'Je maakt iets.', 'You make something.', '', '',
                    '{HITECH_SCIENCE}', case when ? = 'CLASSES' then array['PO'] else array['CHILD'] end, 5, 8, 120, 1, 32,
                    'Praat over robots.', 'Teken je robot.', now())
                returning id
                """, "proef-" + n, takes, "Proef " + n, "Trial " + n, takes);
    }

    /** Creates a published session of two hours with its seats. */
    public long session(long activity, Instant start, int capacity, @Nullable Integer classes) {
        long id = jdbc.sql("""
                insert into session (activity_id, starts_at, ends_at, state, capacity, class_capacity)
                values (?, ?, ?, 'PUBLISHED', ?, ?) returning id
                """)
                .param(activity)
                .param(Timestamp.from(start))
                .param(Timestamp.from(start.plusSeconds(7200)))
                .param(capacity)
                .param(classes)
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at)
                select id, true, starts_at, capacity, coalesce(class_capacity, 0), ends_at, concat(venue_id, '/', site_id)
                from session where id = ?
                """).param(id).update();
        return id;
    }

    /** Makes the holidays of a school year known, where the imported ones end earlier; not on the days that tests book on (March to early May). */
    public void holidays(SchoolYear year) {
        jdbc.sql("""
                insert into holiday (region, school_year, kind, first_day, last_day)
                select region, :year, kind, first_day, last_day
                  from (values ('AUTUMN', make_date(:year, 10, 15), make_date(:year, 10, 23)),
                               ('CHRISTMAS', make_date(:year, 12, 24), make_date(:year + 1, 1, 6)),
                               ('SPRING', make_date(:year + 1, 2, 18), make_date(:year + 1, 2, 26)),
                               ('MAY', make_date(:year + 1, 5, 11), make_date(:year + 1, 5, 19)),
                               ('SUMMER', make_date(:year + 1, 7, 15), make_date(:year + 1, 8, 26))) as h (kind, first_day, last_day),
                       (values ('NOORD'), ('MIDDEN'), ('ZUID')) as r (region)
                    on conflict do nothing
                """).param("year", year.start()).update();
    }

    /** Returns ten o'clock on the first day, at least that many days from now, on which no school is closed. */
    public Instant schoolDay(int days) {
        return jdbc.sql("""
                        select (d + time '10:00') at time zone 'Europe/Amsterdam'
                        from generate_series(current_date + :days, current_date + :days + 150, interval '1 day') as d
                        where extract(isodow from d) < 6
                          and not exists (select from holiday h where d::date between h.first_day and h.last_day)
                          and not exists (select from public_holiday f where f.day = d::date)
                        order by d limit 1
                        """).param("days", days).query(Timestamp.class).single().toInstant();
    }

    /** Replaces all buses by buses with these numbers of seats. */
    public void onlyBuses(int... seats) {
        jdbc.sql("delete from reservation where resource_id in (select id from resource where kind = 'BUS')")
                .update();
        TestSql.update(jdbc, "update resource set active_from = null, ended_on = date '2000-01-01' where kind = 'BUS'");
        for (int each : seats) {
            jdbc.sql("""
                    insert into resource (kind, key, name, name_en, capacity)
                    values ('BUS', gen_random_uuid()::text, 'Bus ' || :seats, 'Coach ' || :seats, :seats)
                    """).param("seats", each).update();
        }
    }

    /** Returns the allocated seats of a session, by its counter. */
    public SessionBookings.BookedSeats taken(long session) {
        return jdbc.sql("select taken, classes_taken from session_capacity where session_id = ?")
                .param(session)
                .query((row, n) -> new SessionBookings.BookedSeats(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** Returns the allocated seats of a session, as the sum of the bookings that hold seats. */
    public SessionBookings.BookedSeats held(long session) {
        return jdbc.sql("""
                select coalesce(sum(participants), 0), count(*) filter (where kind = 'CLASS') from booking
                where session_id = ? and state in ('HELD', 'CONFIRMED', 'OFFERED')
                """)
                .param(session)
                .query((row, n) -> new SessionBookings.BookedSeats(row.getInt(1), row.getInt(2)))
                .single();
    }

    public BookingState state(long booking) {
        return BookingState.valueOf(TestSql.text(jdbc, "select state from booking where id = ?", booking));
    }

    /** Counts the mails of this template queued for a booking. */
    public int mails(String template, long booking) {
        return jdbc.sql("select count(*) from outbox where template = ? and payload -> 'booking' = to_jsonb(?::bigint)")
                .params(template, booking)
                .query(Integer.class)
                .single();
    }

    /** Creates a lab without coordinates. */
    public long venue() {
        return venue(null, null);
    }

    public long venue(@Nullable Double latitude, @Nullable Double longitude) {
        return insert("""
                insert into venue (key, kind, name_nl, name_en, town, wheelchair, groups_at_once, latitude, longitude)
                values ('lab-' || gen_random_uuid(), 'TECHLAB', 'Lab', 'Lab', 'Deventer', true, 200, ?, ?) returning id
                """, latitude, longitude);
    }

    /** Waits until a statement containing this text is blocked by a lock. */
    public void awaitBlocked(String text) {
        Awaitility.await()
                .until(() -> jdbc.sql("""
                        select exists (select from pg_stat_activity
                          where datname = current_database() and wait_event_type = 'Lock' and strpos(query, ?) > 0)
                        """).param(text).query(Boolean.class).single());
    }

    public long insert(String sql, @Nullable Object... values) {
        return jdbc.sql(sql).params(values).query(Long.class).single();
    }
}
