package nl.tec.programme.internal;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.hub.Savepoint;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions.Obstacle;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.venues.Reservations;
import org.springframework.stereotype.Component;

/** The reservations of upcoming sessions, and the time of their guides, when the needs of their activity change. */
@Component
public class SessionReservations {

    private final SessionStore store;
    private final Assignments assignments;
    private final Clock clock;

    private final Savepoint savepoint;

    SessionReservations(SessionStore store, Assignments assignments, Clock clock, Savepoint savepoint) {
        this.store = store;
        this.assignments = assignments;
        this.clock = clock;
        this.savepoint = savepoint;
    }

    /**
     * Atomically updates the reservations of sessions to the new needs of their activity. In the caller's transaction.
     *
     * @return the obstacles by session, in order of time; empty on success
     */
    public Map<Session, List<Obstacle>> equip(Collection<Long> ids, ActivityDetails needs) {
        return savepoint.execute(status -> {
            Map<Session, List<Obstacle>> inTheWay = new LinkedHashMap<>();
            for (Session session : store.lock(ids)) {
                List<Obstacle> obstacles = session.slot().start().isAfter(clock.instant())
                        ? withGuides(session, needs, store.reserve(session.id(), SessionDetails.of(session), needs))
                        : List.of();
                if (!obstacles.isEmpty()) {
                    inTheWay.put(session, obstacles);
                }
            }
            if (!inTheWay.isEmpty()) {
                status.setRollbackOnly();
            }
            return inTheWay;
        });
    }

    private List<Obstacle> withGuides(Session session, ActivityDetails needs, List<Obstacle> obstacles) {
        TimeSlot occupied = needs.duration().around(session.slot());
        return Stream.concat(
                        obstacles.stream(),
                        assignments.occupy(session.id(), occupied).stream()
                                .map(name -> new Obstacle(
                                        Bilingual.same(name), occupied, null, null, Reservations.Why.TAKEN)))
                .toList();
    }
}
