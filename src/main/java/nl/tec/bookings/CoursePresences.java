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
 * Presence at the meetings of courses (rules 2.15). A programme manager sees all courses, a professional or ambassador those with a
 * meeting in their own roster; any other course is {@link NotFound}. {@link Attendances} records attendance, one meeting at a time.
 */
@Service
@Transactional
public class CoursePresences {

    /** How long a course stays in the list after its last meeting. */
    private static final Duration LISTED_AFTER_END = Duration.ofDays(60);

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

    /** Returns running and upcoming courses by first meeting, then recently ended ones. Names are only in {@link #get}. */
    public List<CoursePresence> list(Actor actor) {
        Instant now = clock.instant();
        return queries.list(now.minus(LISTED_AFTER_END), actor).stream()
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

    /** Returns a course with the names of its participants. Reading it is audited. */
    public CoursePresence get(long seriesId, Actor actor) {
        CoursePresence course = find(seriesId, actor);
        audit.add(actor, "PRESENCE_READ", "SERIES", seriesId);
        return course;
    }

    private CoursePresence find(long seriesId, Actor actor) {
        return queries.find(seriesId, actor).orElseThrow(() -> new NotFound("course " + seriesId));
    }

    /** Records that somebody was at a meeting of the course, or undoes that. */
    public Outcome<Item> record(long seriesId, long sessionId, long personId, boolean present, Actor actor) {
        if (!find(seriesId, actor).has(sessionId)) {
            throw new NotFound("session " + sessionId + " of course " + seriesId);
        }
        Instant now = clock.instant();
        return attendances.recordPerson(sessionId, personId, present, Tap.of(UUID.randomUUID(), null, now, now), actor);
    }
}
