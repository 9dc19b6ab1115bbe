package nl.tec.planning.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;

/**
 * Computes when a bus of a plan leaves each school and returns. It picks up the farthest class first and brings it back last; the
 * distance between two schools is the detour (rules 5).
 */
final class PlannedRides {

    private final int boarding;
    private final Map<String, Wish> wishes;
    private final Map<Long, Candidate> candidates;
    private final Map<List<String>, Travel> ways;
    private final Map<Set<String>, Integer> detours = new HashMap<>();

    PlannedRides(PlanInstance instance) {
        boarding = instance.boardingMinutes();
        wishes = instance.wishes().stream().collect(Collectors.toMap(Wish::id, wish -> wish));
        candidates = instance.candidates().stream().collect(Collectors.toMap(Candidate::id, one -> one));
        ways = instance.travel().stream()
                .collect(Collectors.toMap(way -> List.of(way.school(), way.venue()), way -> way));
        instance.near().forEach(near -> detours.put(Set.of(near.school(), near.other()), near.detourMinutes()));
    }

    /**
     * A ride of a bus.
     *
     * @param during from the departure at the first school until everybody is back
     * @param trips per booking, from the departure at its own school until the return there
     */
    record Ride(TimeSlot during, Map<Long, TimeSlot> trips) {}

    /** @param riders the assignments on the bus, each with its booking; of one or two schools */
    Ride of(Map<Assignment, Long> riders) {
        Travel farthest = riders.keySet().stream()
                .map(this::way)
                .max(Comparator.comparing(Travel::minutes).thenComparing(Travel::school))
                .orElseThrow();
        Set<String> schools =
                riders.keySet().stream().map(rider -> way(rider).school()).collect(Collectors.toSet());
        int whole = farthest.minutes() + (schools.size() == 1 ? 0 : Objects.requireNonNull(detours.get(schools)));
        Map<Long, TimeSlot> trips = new HashMap<>();
        riders.forEach((rider, booking) -> {
            Travel way = way(rider);
            trips.put(booking, trip(rider, way.school().equals(farthest.school()) ? whole : way.minutes()));
        });
        return new Ride(trip(riders.keySet().iterator().next(), whole), trips);
    }

    private TimeSlot trip(Assignment rider, int minutes) {
        Candidate session = session(rider);
        return new TimeSlot(
                at(session.start().minusMinutes(minutes + boarding)),
                at(session.end().plusMinutes(minutes)));
    }

    private static Instant at(LocalDateTime time) {
        return time.atZone(Dates.ZONE).toInstant();
    }

    private Candidate session(Assignment rider) {
        return Objects.requireNonNull(candidates.get(rider.candidate()));
    }

    private Travel way(Assignment rider) {
        Wish wish = Objects.requireNonNull(wishes.get(rider.wish()));
        return Objects.requireNonNull(
                ways.get(List.of(wish.school(), session(rider).venue())));
    }
}
