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
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.CoursePresence;
import nl.tec.bookings.CoursePresence.Mark;
import nl.tec.bookings.CoursePresence.Meeting;
import nl.tec.bookings.CoursePresence.Person;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
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
            select s.series_id, s.id, s.starts_at, s.ends_at, a.title_nl, a.title_en, a.worlds[1] as world,
                   exists (select from attendance x where x.session_id = s.id and x.person_id is not null) as counted,
                   :all or exists (select from staff_assignment_v w where w.session_id = s.id and w.account_id = :account) as own
              from programme_session_v s join programme_activity_v a on a.id = s.activity_id
             where s.series_id = any(:series::bigint[]) and s.course and s.state = 'PUBLISHED'
             order by s.starts_at, s.id
            """;

    private static final String PEOPLE = """
            select s.series_id, s.id as session_id, q.id as person_id, coalesce(q.first_name, u.name) as name, q.audience,
                   x.id is not null as present
              from programme_session_v s
              join booking b on b.session_id = s.id and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
              join sign_up u on u.booking_id = coalesce(b.sign_up_id, b.id)
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
        Map<Long, Accumulator> courses = new LinkedHashMap<>();
        if (series.isEmpty()) {
            return List.of();
        }
        of(jdbc.sql(MEETINGS).param("series", Rows.array(series)), actor).query(row -> {
            Accumulator course = courses.get(row.getLong("series_id"));
            if (course == null) {
                course = new Accumulator(row);
                courses.put(row.getLong("series_id"), course);
            }
            course.add(meeting(row));
        });
        jdbc.sql(PEOPLE).param("series", Rows.array(series)).query(row -> {
            Accumulator course = courses.get(row.getLong("series_id"));
            if (course != null) {
                course.addMark(row);
            }
        });
        return courses.values().stream().map(Accumulator::course).toList();
    }

    private Meeting meeting(ResultSet row) throws SQLException {
        Instant start = Rows.instant(row, "starts_at");
        boolean begun = !Dates.dayOf(start).isAfter(Dates.dayOf(clock.instant()));
        return new Meeting(
                row.getLong("id"),
                start,
                Rows.instant(row, "ends_at"),
                row.getBoolean("counted"),
                begun && row.getBoolean("own"));
    }

    /** Accumulates the rows of a course: all its meetings first. */
    private static final class Accumulator {

        private record Who(long id, @Nullable String name, Audience audience) {}

        private final long series;
        private final Bilingual title;
        private final World world;
        private final List<Meeting> meetings = new ArrayList<>();
        private final Map<Who, List<Mark>> people = new LinkedHashMap<>();

        Accumulator(ResultSet row) throws SQLException {
            series = row.getLong("series_id");
            title = Rows.bilingual(row, "title");
            world = Rows.constant(row, "world", World.class);
        }

        void add(Meeting meeting) {
            meetings.add(meeting);
        }

        void addMark(ResultSet row) throws SQLException {
            Who who = new Who(
                    row.getLong("person_id"), row.getString("name"), Rows.constant(row, "audience", Audience.class));
            List<Mark> marks = Objects.requireNonNull(people.computeIfAbsent(
                    who, one -> new ArrayList<>(Collections.nCopies(meetings.size(), Mark.NOT_BOOKED))));
            long session = row.getLong("session_id");
            boolean present = row.getBoolean("present");
            for (int at = 0; at < meetings.size(); at++) {
                if (meetings.get(at).sessionId() == session) {
                    marks.set(at, present ? Mark.THERE : meetings.get(at).counted() ? Mark.MISSED : Mark.UNKNOWN);
                }
            }
        }

        CoursePresence course() {
            return new CoursePresence(
                    series,
                    title,
                    world,
                    List.copyOf(meetings),
                    people.entrySet().stream()
                            .map(one -> new Person(
                                    one.getKey().id(),
                                    one.getKey().name(),
                                    one.getKey().audience(),
                                    List.copyOf(one.getValue())))
                            .toList());
        }
    }
}
