package nl.tec.bookings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.Attendances.Tap;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.internal.CoursePresenceQueries;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Presence at the meetings of courses (rules 2.15). A programme manager sees all of them, a professional or ambassador those with a
 * meeting in the own roster; another one is {@link NotFound}. Who came is recorded by {@link Attendances}, one meeting at a time.
 */
@Service
@Transactional
public class CoursePresences {

    /** A course stays in the list for so long after its last meeting. */
    private static final Duration LISTED = Duration.ofDays(60);

    private final CoursePresenceQueries queries;
    private final Attendances attendances;
    private final Audit audit;
    private final Clock clock;

    CoursePresences(CoursePresenceQueries queries, Attendances attendances, Audit audit, Clock clock) {
        this.queries = queries;
        this.attendances = attendances;
        this.audit = audit;
        this.clock = clock;
    }

    /** Courses that are running or to come, by their first meeting, and then those that have just ended. Names are for {@link #get}. */
    public List<CoursePresence> list(Actor actor) {
        Instant now = clock.instant();
        return queries.list(now.minus(LISTED), actor).stream()
                .sorted(Comparator.comparing(course -> course.over(now)))
                .toList();
    }

    /** How many people of running courses missed too many meetings in a row. */
    public int missing(Actor actor) {
        Instant now = clock.instant();
        return queries.list(now, actor).stream()
                .mapToInt(course -> course.missing().size())
                .sum();
    }

    /** A course with the names of who takes part; that it was read is in the audit log. */
    public CoursePresence get(long seriesId, Actor actor) {
        CoursePresence course = find(seriesId, actor);
        audit.add(actor, "PRESENCE_READ", "SERIES", seriesId);
        return course;
    }

    private CoursePresence find(long seriesId, Actor actor) {
        return queries.find(seriesId, actor).orElseThrow(() -> new NotFound("course " + seriesId));
    }

    /** Somebody was at a meeting of the course, or not after all. */
    public Outcome<Item> record(long seriesId, long sessionId, long personId, boolean present, Actor actor) {
        if (!find(seriesId, actor).has(sessionId)) {
            throw new NotFound("session " + sessionId + " of course " + seriesId);
        }
        Instant now = clock.instant();
        return attendances.recordPerson(sessionId, personId, present, Tap.of(UUID.randomUUID(), null, now, now), actor);
    }
}
