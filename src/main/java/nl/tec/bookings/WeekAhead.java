package nl.tec.bookings;

import java.util.Collection;
import java.util.List;
import nl.tec.bookings.internal.WeekAheadQueries;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The sessions and visits in a stretch of time, with what they lack: for who makes the programme, guides it, or comes with a class. */
@Service
public class WeekAhead {

    private final WeekAheadQueries queries;

    WeekAhead(WeekAheadQueries queries) {
        this.queries = queries;
    }

    /** Published sessions that start in it, in order of time. @param guide only those this account guides; null: all */
    public List<SessionAhead> sessions(TimeSlot between, @Nullable Long guide) {
        return queries.sessions(between, guide);
    }

    /** Visits of the classes of these schools, in order of time. */
    public List<VisitAhead> visits(TimeSlot between, Collection<Long> siteIds) {
        return queries.visits(between, siteIds);
    }

    /** How many seat offers these schools have to answer. */
    public int offered(Collection<Long> siteIds) {
        return queries.offered(siteIds);
    }
}
