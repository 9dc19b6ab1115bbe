package nl.tec.programme;

import java.util.List;
import java.util.Optional;

/** The one calendar of the city, as the public sees it: published sessions of published activities. */
public interface Calendar {

    /** The sessions that start on these days, in order of time; at most {@code limit}. */
    List<Session> between(Days days, Selection selection, int limit);

    /** All of them, as a feed needs them: those that were cancelled too, so that they disappear from calendars. */
    List<Session> withCancelled(Days days, Selection selection);

    /** The first sessions of an activity that have not started yet. */
    List<Session> next(long activityId, int limit);

    /** All sessions of a series, in order of time; its past ones too. */
    List<Session> ofSeries(long seriesId);

    /** A session the public may see. Its past ones too. */
    Optional<Session> find(long sessionId);
}
