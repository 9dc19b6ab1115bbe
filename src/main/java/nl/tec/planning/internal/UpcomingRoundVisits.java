package nl.tec.planning.internal;

import java.util.List;
import nl.tec.planning.Mishap;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.internal.PublicationStore.Guiding;
import nl.tec.planning.internal.PublicationStore.OnBus;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/** The visits of a round that are still to come, with their buses and guides. */
public record UpcomingRoundVisits(List<PlannedVisit> visits, List<OnBus> buses, List<Guiding> guides) {

    /** Returns the visits that a mishap affects. */
    public List<PlannedVisit> hit(Mishap mishap) {
        return visits.stream()
                .filter(visit -> mishap.isIn(Dates.dayOf(visit.start())))
                .filter(
                        switch (mishap.kind()) {
                            case ACTIVITY ->
                                visit -> mishap.subject().equals(visit.subject().activity());
                            case ROOM, VENUE ->
                                visit -> mishap.subject().equals(visit.subject().place());
                            case GUIDE ->
                                visit -> guides.stream()
                                        .anyMatch(one -> one.sessionId() == visit.sessionId()
                                                && one.memberId() == mishap.number());
                            case BUS ->
                                visit -> buses.stream()
                                        .anyMatch(one ->
                                                one.bookingId() == visit.bookingId() && one.busId() == mishap.number());
                            case SCHOOL -> visit -> visit.siteId() == mishap.number();
                            case CLASS ->
                                visit -> visits.stream()
                                        .anyMatch(one -> one.wishId() == mishap.number() && isSameClass(one, visit));
                        })
                .toList();
    }

    private static boolean isSameClass(PlannedVisit one, PlannedVisit other) {
        return one.siteId() == other.siteId() && one.label().equals(other.label());
    }

    /** Returns the bus of a visit; null if it has none. */
    public @Nullable OnBus bus(PlannedVisit visit) {
        return buses.stream()
                .filter(one -> one.bookingId() == visit.bookingId())
                .findFirst()
                .orElse(null);
    }
}
