package nl.tec.bookings;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.internal.UpcomingWeekQueries;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.hub.HubSettings;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Upcoming sessions and visits with what they still lack, for programme managers, guides and schools. */
@Service
public class UpcomingWeek {

    private final UpcomingWeekQueries queries;
    private final VisitContextQueries contexts;
    private final HubSettings hub;
    private final Clock clock;

    UpcomingWeek(UpcomingWeekQueries queries, VisitContextQueries contexts, HubSettings hub, Clock clock) {
        this.queries = queries;
        this.contexts = contexts;
        this.hub = hub;
        this.clock = clock;
    }

    /** Returns the published sessions that start in a period, by time. @param guide only those this account guides; null: all */
    public List<UpcomingSession> sessions(TimeSlot between, @Nullable Long guide) {
        return queries.sessions(between, guide);
    }

    /** Returns the visits of the classes of these schools, by time. */
    public List<UpcomingVisit> visits(TimeSlot between, Collection<Long> siteIds) {
        return queries.visits(between, siteIds);
    }

    /** Returns the upcoming bookings of these schools that need transport and lack a choice; soonest first. */
    public List<Long> withoutTransport(Collection<Long> siteIds) {
        Map<Long, VisitContext.Key> undecided = queries.withoutTransportChoice(siteIds, clock.instant());
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
