package nl.tec.programme;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.programme.internal.SessionQueries;
import nl.tec.programme.internal.Where;
import org.springframework.stereotype.Service;

/** The one calendar of the city, as the public sees it: published sessions of published activities. */
@Service
public class Calendar {

    /** Sessions of a series at most. */
    private static final int MAX_SERIES = 200;

    private final SessionQueries sessions;
    private final Clock clock;

    Calendar(SessionQueries sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The sessions that start on these days, in order of time; at most {@code limit}. */
    public List<Session> between(Days days, Selection selection, int limit) {
        return sessions.list(new Where().selected(selection).on(List.of(days)), limit);
    }

    /** All of them, as a feed needs them: those that were cancelled too, so that they disappear from calendars. */
    public List<Session> withCancelled(Days days, Selection selection) {
        return sessions.list(new Where(true).selected(selection).on(List.of(days)));
    }

    /** The first sessions of an activity that have not started yet. */
    public List<Session> next(long activityId, int limit) {
        return sessions.list(new Where().of(activityId).nextFrom(clock.instant()), limit);
    }

    /** All sessions of a series, in order of time; its past ones too. */
    public List<Session> ofSeries(long seriesId) {
        return sessions.list(new Where().ofSeries(seriesId), MAX_SERIES);
    }

    /** A session the public may see. Its past ones too. */
    public Optional<Session> find(long sessionId) {
        return sessions.list(new Where().session(sessionId), 1).stream().findFirst();
    }
}
