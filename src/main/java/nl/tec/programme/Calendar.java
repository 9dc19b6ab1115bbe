package nl.tec.programme;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.programme.internal.SessionQueries;
import nl.tec.programme.internal.Where;
import org.springframework.stereotype.Service;

/** The public calendar of the city: published sessions of published activities. */
@Service
public class Calendar {

    /** The maximum number of sessions of a series. */
    private static final int MAX_SERIES = 200;

    private final SessionQueries sessions;
    private final Clock clock;

    Calendar(SessionQueries sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Returns at most {@code limit} sessions that start on these days, by time. */
    public List<Session> between(Days days, Selection selection, int limit) {
        return sessions.list(new Where().selected(selection).on(List.of(days)), limit);
    }

    /** Returns all sessions for a feed, including cancelled ones, so that they disappear from subscribers' calendars. */
    public List<Session> withCancelled(Days days, Selection selection) {
        return sessions.list(new Where(true).selected(selection).on(List.of(days)));
    }

    /** Returns the next sessions of an activity. */
    public List<Session> next(long activityId, int limit) {
        return sessions.list(new Where().of(activityId).nextFrom(clock.instant()), limit);
    }

    /** Returns all sessions of a series, including past ones, by time. */
    public List<Session> ofSeries(long seriesId) {
        return sessions.list(new Where().ofSeries(seriesId), MAX_SERIES);
    }

    /** Finds a public session, even a past one. */
    public Optional<Session> find(long sessionId) {
        return sessions.list(new Where().session(sessionId), 1).stream().findFirst();
    }
}
