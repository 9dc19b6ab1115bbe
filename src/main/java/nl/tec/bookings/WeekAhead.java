package nl.tec.bookings;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.bookings.internal.WeekAheadQueries;
import nl.tec.hub.HubSettings;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The sessions and visits in a stretch of time, with what they lack: for who makes the programme, guides it, or comes with a class. */
@Service
public class WeekAhead {

    private final WeekAheadQueries queries;
    private final VisitContextQueries contexts;
    private final HubSettings hub;
    private final Clock clock;

    WeekAhead(WeekAheadQueries queries, VisitContextQueries contexts, HubSettings hub, Clock clock) {
        this.queries = queries;
        this.contexts = contexts;
        this.hub = hub;
        this.clock = clock;
    }

    /** Published sessions that start in it, in order of time. @param guide only those this account guides; null: all */
    public List<SessionAhead> sessions(TimeSlot between, @Nullable Long guide) {
        return queries.sessions(between, guide);
    }

    /** Visits of the classes of these schools, in order of time. */
    public List<VisitAhead> visits(TimeSlot between, Collection<Long> siteIds) {
        return queries.visits(between, siteIds);
    }

    /** Bookings of these schools to come for which transport is needed and nobody chose it; the first visit first. */
    public List<Long> withoutTransport(Collection<Long> siteIds) {
        Map<Long, VisitContext.Key> undecided = queries.withoutChoice(siteIds, clock.instant());
        Map<VisitContext.Key, VisitContext> visits = contexts.list(undecided.values());
        return undecided.entrySet().stream()
                .filter(one -> {
                    VisitContext visit = visits.get(one.getValue());
                    return visit != null && !Travel.of(visit, hub).proposal().free();
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many seat offers these schools have to answer. */
    public int offered(Collection<Long> siteIds) {
        return queries.offered(siteIds);
    }
}
