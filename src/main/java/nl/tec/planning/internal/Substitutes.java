package nl.tec.planning.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Replanning.Replacement;
import nl.tec.planning.internal.PublicationStore.OnBus;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffCandidate;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Component;

/** Finds another guide or bus for visits whose own drops out, so that they keep their time. */
@Component
public class Substitutes {

    private final Assignments assignments;
    private final Venues venues;

    Substitutes(Assignments assignments, Venues venues) {
        this.assignments = assignments;
        this.venues = venues;
    }

    /** Finds the best free guide per visit, and never the same one for two simultaneous sessions. */
    public Map<Long, Replacement> guides(List<PlannedVisit> hit, long ill) {
        Map<Long, List<StaffCandidate>> substitutes = assignments.substitutes(
                hit.stream().map(PlannedVisit::sessionId).distinct().toList(), ill);
        Map<Long, Optional<Replacement>> bySession = new HashMap<>();
        Map<Long, Replacement> byVisit = new HashMap<>();
        List<TakenSlot> taken = new ArrayList<>();
        for (PlannedVisit visit : hit) {
            TimeSlot slot = new TimeSlot(visit.start(), visit.end());
            bySession
                    .computeIfAbsent(
                            visit.sessionId(),
                            session -> substitutes.getOrDefault(session, List.of()).stream()
                                    .filter(other -> TakenSlot.isFree(taken, other.memberId(), slot))
                                    .findFirst()
                                    .map(other -> new Replacement(other.memberId(), Bilingual.same(other.name()))))
                    .ifPresent(one -> {
                        taken.add(new TakenSlot(one.id(), slot));
                        byVisit.put(visit.id(), one);
                    });
        }
        return byVisit;
    }

    /** Finds per visit the smallest free bus that seats everybody on the ride. */
    public Map<Long, Replacement> buses(List<PlannedVisit> hit, UpcomingRoundVisits now, long broken) {
        Map<Long, Optional<Replacement>> byRide = new HashMap<>();
        Map<Long, Replacement> byVisit = new HashMap<>();
        List<TakenSlot> taken = new ArrayList<>();
        for (PlannedVisit visit : hit) {
            OnBus ride = Objects.requireNonNull(now.bus(visit));
            byRide.computeIfAbsent(
                            ride.ride(),
                            key -> venues.freeBuses(ride.during(), ride.people()).stream()
                                    .filter(bus ->
                                            bus.id() != broken && TakenSlot.isFree(taken, bus.id(), ride.during()))
                                    .findFirst()
                                    .map(bus -> new Replacement(bus.id(), bus.name())))
                    .ifPresent(one -> {
                        taken.add(new TakenSlot(one.id(), ride.during()));
                        byVisit.put(visit.id(), one);
                    });
        }
        return byVisit;
    }
}
