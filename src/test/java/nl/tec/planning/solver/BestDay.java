package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the visits of one day that are worth most together, by branch and bound: rooms, equipment, guides and classes exactly, buses by
 * their number and seats at each departure. The maximum per week of a guide is left out.
 */
final class BestDay {

    private static final double EQUAL = 1e-12;

    /** The worth of a party that comes to a session. */
    @FunctionalInterface
    interface Worth {
        double of(int party, int candidate);
    }

    private record Visit(int party, int c, double worth) {}

    private final Model model;
    private final int[] candidates;

    /** Candidates of which the room admits one. */
    private final List<List<Integer>> places = new ArrayList<>();

    private final int[][] parties;

    /** Whether there are guides and equipment for a set of sessions, as indices of {@link #candidates}. */
    private final Map<BitSet, Boolean> canBeHeld = new HashMap<>();

    private final List<List<Visit>> choices = new ArrayList<>();
    private double[] mostFrom = {};
    private final List<Visit> chosen = new ArrayList<>();
    private List<Visit> best = List.of();
    private double most;

    /** @param parties per candidate, the parties that can come */
    BestDay(Model model, int day, int[][] parties) {
        this.model = model;
        this.parties = parties;
        candidates = IntStream.range(0, model.candidates)
                .filter(c -> model.day[c] == day && parties[c].length > 0)
                .toArray();
        for (int c : candidates) {
            places.stream()
                    .filter(place -> place.stream().allMatch(other -> model.isSameRoom(c, other)))
                    .findFirst()
                    .orElseGet(() -> {
                        places.add(new ArrayList<>());
                        return places.get(places.size() - 1);
                    })
                    .add(c);
        }
    }

    /** Returns the most that a set of visits is worth. */
    double find(Worth worth) {
        choices.clear();
        for (List<Integer> place : places) {
            List<Visit> visits = new ArrayList<>();
            for (int c : place) {
                for (int p : parties[c]) {
                    if (worth.of(p, c) > 0) {
                        visits.add(new Visit(p, c, worth.of(p, c)));
                    }
                }
            }
            visits.sort(Comparator.comparingDouble(Visit::worth).reversed());
            choices.add(visits);
        }
        mostFrom = new double[choices.size() + 1];
        for (int i = choices.size() - 1; i >= 0; i--) {
            double first = choices.get(i).isEmpty() ? 0 : choices.get(i).get(0).worth();
            mostFrom[i] = mostFrom[i + 1] + first;
        }
        most = 0;
        best = List.of();
        search(0, 0);
        return most;
    }

    /** Returns the parties of the best set. */
    IntStream parties() {
        return best.stream().mapToInt(Visit::party);
    }

    private void search(int next, double soFar) {
        if (soFar > most + EQUAL) {
            most = soFar;
            best = List.copyOf(chosen);
        }
        if (next == choices.size() || soFar + mostFrom[next] <= most + EQUAL) {
            return;
        }
        for (Visit visit : choices.get(next)) {
            if (soFar + visit.worth() + mostFrom[next + 1] <= most + EQUAL) {
                break;
            }
            chosen.add(visit);
            if (fits(visit)) {
                search(next + 1, soFar + visit.worth());
            }
            chosen.remove(chosen.size() - 1);
        }
        search(next + 1, soFar);
    }

    private boolean fits(Visit visit) {
        BitSet sessions = new BitSet();
        for (int i = 0; i < candidates.length; i++) {
            for (Visit one : chosen) {
                if (one.c() == candidates[i]) {
                    sessions.set(i);
                }
            }
        }
        return chosen.stream().noneMatch(one -> one != visit && isExcluded(one, visit))
                && canBeHeld.computeIfAbsent(sessions, key -> hasEquipment() && hasGuides(0, 0, new ArrayList<>()))
                && hasBuses();
    }

    private boolean isExcluded(Visit one, Visit other) {
        return model.isSameRoom(one.c(), other.c()) || model.isSameOuting(wish(one), one.c(), wish(other), other.c());
    }

    private int wish(Visit visit) {
        return model.wishesOf[visit.party()][0];
    }

    private boolean hasEquipment() {
        for (Visit visit : chosen) {
            int moment = model.from[visit.c()];
            int[] used = new int[model.equipment];
            for (Visit other : chosen) {
                int[] needs = model.needs[model.activity[other.c()]];
                for (int i = 0; i < needs.length && isOccupied(other.c(), moment); i += 2) {
                    used[needs[i]] += needs[i + 1];
                    if (used[needs[i]] > model.quantity[needs[i]]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean isOccupied(int c, int moment) {
        return model.from[c] <= moment && moment < model.until[c];
    }

    /** @param working pairs of person and candidate */
    private boolean hasGuides(int next, int place, List<int[]> working) {
        if (next == chosen.size()) {
            return true;
        }
        int c = chosen.get(next).c();
        if (place == model.able[c].length) {
            return hasGuides(next + 1, 0, working);
        }
        for (int person : model.able[c][place]) {
            if (working.stream().noneMatch(one -> one[0] == person && model.isSameTime(c, one[1]))) {
                working.add(new int[] {person, c});
                if (hasGuides(next, place + 1, working)) {
                    return true;
                }
                working.remove(working.size() - 1);
            }
        }
        return false;
    }

    private boolean hasBuses() {
        List<Visit> riding = chosen.stream()
                .filter(visit -> model.needsBus(wish(visit), visit.c()))
                .toList();
        return riding.size() <= model.buses
                || riding.stream().allMatch(visit -> ridesAt(riding, departure(visit)) <= model.buses);
    }

    private int departure(Visit visit) {
        return model.departure(visit.c(), model.travelMinutes(wish(visit), visit.c()));
    }

    private boolean isRiding(Visit visit, int moment) {
        int back = model.arrival(visit.c(), model.travelMinutes(wish(visit), visit.c())) + model.turnaround();
        return departure(visit) <= moment && moment < back;
    }

    /** Returns a number of buses that is not enough if it is higher than what there are. */
    private int ridesAt(List<Visit> riding, int moment) {
        List<Visit> left = new ArrayList<>(
                riding.stream().filter(visit -> isRiding(visit, moment)).toList());
        int rides = 0;
        while (!left.isEmpty()) {
            Visit first = left.get(0);
            List<Visit> together = left.stream()
                    .filter(visit -> model.canShareTrip(first.c(), visit.c()))
                    .toList();
            left.removeAll(together);
            int seats = together.stream()
                    .mapToInt(visit -> model.seats[wish(visit)])
                    .sum();
            boolean isFar = together.size() == 2
                    && model.detourMinutes(model.school[wish(together.get(0))], model.school[wish(together.get(1))])
                            == NONE;
            rides += isFar ? 2 : (seats + model.largestBus - 1) / model.largestBus;
        }
        return rides;
    }
}
