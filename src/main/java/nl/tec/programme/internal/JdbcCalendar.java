package nl.tec.programme.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import org.springframework.stereotype.Service;

@Service
class JdbcCalendar implements Calendar {

    private static final String IN_ORDER = "\norder by s.starts_at, s.id";

    private static final int MAX_SERIES = 200;

    /** Of a course only the meeting that comes first now: one signs up for all of it. */
    private static final String NEXT_OF_COURSE = """
            not (s.course and exists (
              select from session c where c.series_id = s.series_id and c.state = 'PUBLISHED' and c.starts_at >= :from
                and (c.starts_at, c.id) < (s.starts_at, s.id)))""";

    private final SessionRows sessions;
    private final Clock clock;

    JdbcCalendar(SessionRows sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public List<Session> between(Days days, Selection selection, int limit) {
        return list(new Where().selected(selection).on(List.of(days)), limit);
    }

    @Override
    public List<Session> withCancelled(Days days, Selection selection) {
        return list(new Where(true).selected(selection).on(List.of(days)), "");
    }

    @Override
    public List<Session> next(long activityId, int limit) {
        return list(
                new Where()
                        .activity("a.id = :activity")
                        .value("activity", activityId)
                        .from(clock.instant())
                        .session(NEXT_OF_COURSE),
                limit);
    }

    @Override
    public List<Session> ofSeries(long seriesId) {
        return list(new Where().session("s.series_id = :series").value("series", seriesId), MAX_SERIES);
    }

    @Override
    public Optional<Session> find(long sessionId) {
        return list(new Where().session("s.id = :id").value("id", sessionId), 1).stream()
                .findFirst();
    }

    private List<Session> list(Where where, int limit) {
        return list(where, " limit " + limit);
    }

    private List<Session> list(Where where, String limit) {
        return sessions.list(where.session() + " and " + where.activity() + IN_ORDER + limit, where.values());
    }
}
