package nl.tec.planning;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.Trip;

/** Checks the bus trips of a plan: who is aboard, and when and where each bus is. */
final class BusRules {

    private final InstanceIndex index;
    private final PlanInstance instance;
    private final Map<String, Assignment> assigned;
    private final Violations violations;
    private double kilometres;

    BusRules(InstanceIndex index, PlanInstance instance, Map<String, Assignment> assigned, Violations violations) {
        this.index = index;
        this.instance = instance;
        this.assigned = assigned;
        this.violations = violations;
    }

    private record Ride(String trip, LocalDateTime from, LocalDateTime until) {}

    /** Checks all trips. @return the kilometres that the buses ride */
    double check(List<Trip> trips) {
        Map<String, List<Wish>> passengers = new HashMap<>();
        assigned.forEach((id, assignment) -> {
            if (assignment.trip() != null) {
                passengers
                        .computeIfAbsent(assignment.trip(), key -> new ArrayList<>())
                        .add(index.wish(id));
            }
        });
        Map<String, List<Ride>> perBus = new HashMap<>();
        for (Trip trip : trips) {
            List<Wish> aboard = passengers.remove(trip.id());
            Bus bus = index.buses.get(trip.bus());
            if (aboard == null || bus == null) {
                violations.add(Rule.CONSISTENT, "trip " + trip.id() + " is there twice, carries nobody or has no bus");
            } else {
                perBus.computeIfAbsent(bus.id(), key -> new ArrayList<>()).add(checkTrip(trip, aboard, bus));
            }
        }
        passengers.keySet().forEach(trip -> violations.add(Rule.CONSISTENT, "there is no trip " + trip));
        perBus.forEach((bus, rides) -> {
            rides.sort(Comparator.comparing(Ride::from));
            for (int i = 1; i < rides.size(); i++) {
                Ride before = rides.get(i - 1);
                Ride after = rides.get(i);
                violations.unless(
                        !before.until()
                                .plusMinutes(instance.turnaroundMinutes())
                                .isAfter(after.from()),
                        Rule.BUS_CONFLICT,
                        () -> bus + ": " + before.trip() + " and " + after.trip());
            }
        });
        return kilometres;
    }

    private Ride checkTrip(Trip trip, List<Wish> aboard, Bus bus) {
        Candidate session = session(aboard.get(0));
        Set<String> origins = new TreeSet<>();
        int seats = 0;
        int longest = 0;
        double farthest = 0;
        for (Wish wish : aboard) {
            Candidate other = session(wish);
            violations.unless(
                    other.venue().equals(session.venue())
                            && other.start().equals(session.start())
                            && other.end().equals(session.end()),
                    Rule.BUS_SHARED,
                    () -> trip.id() + " goes to two places or at two times");
            Travel way = index.way(wish, session);
            origins.add(wish.school());
            seats += wish.pupils() + wish.adults();
            longest = Math.max(longest, way.minutes());
            farthest = Math.max(farthest, way.kilometres());
        }
        Integer detour = origins.size() == 1 ? Integer.valueOf(0) : index.detours.get(origins);
        violations.unless(detour != null, Rule.BUS_SHARED, () -> trip.id() + " joins schools that are not near");
        int minutes = longest + Objects.requireNonNullElse(detour, 0) + instance.boardingMinutes();
        for (Wish wish : aboard) {
            violations.unless(
                    index.withinSchoolHours(wish, session, minutes),
                    Rule.HOURS,
                    () -> wish.id() + " on trip " + trip.id());
        }
        violations.unless(seats <= bus.seats(), Rule.BUS_SEATS, trip::id);
        Ride ride = new Ride(
                trip.id(), session.start().minusMinutes(minutes), session.end().plusMinutes(minutes));
        violations.unless(
                InstanceIndex.isWithin(ride.from(), ride.until(), session.date(), bus.from(), bus.until())
                        && bus.absences().stream().noneMatch(absence -> absence.overlaps(ride.from(), ride.until())),
                Rule.BUS_AVAILABLE,
                trip::id);
        kilometres += 2 * farthest;
        return ride;
    }

    private Candidate session(Wish wish) {
        return index.candidate(Objects.requireNonNull(assigned.get(wish.id())).candidate());
    }
}
