package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.CoursePresence;
import nl.tec.bookings.CoursePresence.Mark;
import nl.tec.bookings.CoursePresence.Meeting;
import nl.tec.bookings.CoursePresence.Person;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads attendance at the meetings of courses: one query for the meetings, one for the people. */
@Component
public class CoursePresenceQueries {

    private static final int MAX_COURSES = 100;

    /** The courses that the actor may see. */
    private static final String SERIES = """
            select s.series_id from programme_session_v s
             where s.course and s.state = 'PUBLISHED' and (:all or exists
                     (select from programme_session_v m join staff_assignment_v w on w.session_id = m.id
                       where m.series_id = s.series_id and m.state = 'PUBLISHED' and w.account_id = :account))
            """;

    private static final String MEETINGS = """
            select s.series_id, s.id as session_id, s.starts_at as start, s.ends_at as end, a.title_nl, a.title_en, a.worlds[1] as world,
                   exists (select from attendance x where x.session_id = s.id and x.person_id is not null) as counted,
                   (s.starts_at at time zone 'Europe/Amsterdam')::date <= :today
                   and (:all or exists (select from staff_assignment_v w where w.session_id = s.id and w.account_id = :account)) as recordable
              from programme_session_v s join programme_activity_v a on a.id = s.activity_id
             where s.series_id = any(:series::bigint[]) and s.course and s.state = 'PUBLISHED'
             order by s.starts_at, s.id
            """;

    private static final String PEOPLE = """
            select s.series_id, s.id as session_id, q.id as person_id, coalesce(q.first_name, u.name) as name, q.audience,
                   x.id is not null as present
              from programme_session_v s
              join booking b on b.session_id = s.id and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
              join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
              join sign_up_person q on q.booking_id = u.booking_id
              left join attendance x on x.person_id = q.id and x.session_id = s.id
             where s.series_id = any(:series::bigint[]) and s.course and s.state = 'PUBLISHED'
             order by name, q.id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    CoursePresenceQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the courses with a meeting that ends after this moment. */
    public List<CoursePresence> list(Instant after, Actor actor) {
        return read(
                of(
                                jdbc.sql(SERIES
                                                + " group by s.series_id having max(s.ends_at) > :after order by min(s.starts_at) limit "
                                                + MAX_COURSES)
                                        .param("after", Rows.timestamp(after)),
                                actor)
                        .query(Long.class)
                        .list(),
                actor);
    }

    public Optional<CoursePresence> find(long seriesId, Actor actor) {
        List<Long> series = of(
                        jdbc.sql(SERIES + " and s.series_id = :series limit 1").param("series", seriesId), actor)
                .query(Long.class)
                .list();
        return read(series, actor).stream().findFirst();
    }

    private static JdbcClient.StatementSpec of(JdbcClient.StatementSpec query, Actor actor) {
        return query.param("all", actor.is(Role.PROGRAMME_MANAGER)).param("account", actor.accountId());
    }

    private List<CoursePresence> read(Collection<Long> series, Actor actor) {
        Map<Long, CoursePresence> courses = new LinkedHashMap<>();
        if (series.isEmpty()) {
            return List.of();
        }
        of(jdbc.sql(MEETINGS).param("series", Rows.array(series)).param("today", Dates.today(clock)), actor)
                .query(row -> {
                    CoursePresence course = courses.get(row.getLong("series_id"));
                    if (course == null) {
                        course = Rows.read(row, CoursePresence.class);
                        courses.put(course.seriesId(), course);
                    }
                    course.meetings().add(Rows.read(row, Meeting.class));
                });
        jdbc.sql(PEOPLE).param("series", Rows.array(series)).query(row -> {
            CoursePresence course = courses.get(row.getLong("series_id"));
            if (course != null) {
                addMark(course, row);
            }
        });
        return List.copyOf(courses.values());
    }

    private static void addMark(CoursePresence course, ResultSet row) throws SQLException {
        List<Mark> marks = person(course, row).marks();
        long session = row.getLong("session_id");
        boolean present = row.getBoolean("present");
        for (int at = 0; at < marks.size(); at++) {
            Meeting meeting = course.meetings().get(at);
            if (meeting.sessionId() == session) {
                marks.set(at, present ? Mark.THERE : meeting.counted() ? Mark.MISSED : Mark.UNKNOWN);
            }
        }
    }

    private static Person person(CoursePresence course, ResultSet row) throws SQLException {
        long id = row.getLong("person_id");
        Optional<Person> known =
                course.people().stream().filter(one -> one.personId() == id).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Person person = new Person(
                id,
                row.getString("name"),
                Rows.constant(row, "audience", Audience.class),
                new ArrayList<>(Collections.nCopies(course.meetings().size(), Mark.NOT_BOOKED)));
        course.people().add(person);
        return person;
    }
}
