package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Trip;
import nl.tec.planning.PlanSolution.Unmet;

/** Converts plans of the solver to plans of files, and back. */
final class Plans {

    private Plans() {}

    static PlanSolution solution(Plan plan, Map<String, Double> bounds, List<String> proven, List<Unmet> unmet) {
        Model model = plan.model();
        List<Assignment> assignments = new ArrayList<>();
        boolean[] isUsed = new boolean[model.wishes];
        for (int w = 0; w < model.wishes; w++) {
            int c = plan.at()[model.partyOf[w]];
            if (c != NONE) {
                int trip = plan.tripOf()[w];
                if (trip != NONE) {
                    isUsed[trip] = true;
                }
                assignments.add(new Assignment(
                        model.instance.wishes().get(w).id(),
                        model.instance.candidates().get(c).id(),
                        trip == NONE ? null : "t" + trip));
            }
        }
        List<HeldSession> sessions = new ArrayList<>();
        for (int c = 0; c < model.candidates; c++) {
            int[] team = plan.team()[c];
            if (team != null) {
                sessions.add(new HeldSession(
                        model.instance.candidates().get(c).id(),
                        Arrays.stream(team)
                                .mapToObj(person ->
                                        model.instance.staff().get(person).id())
                                .toList()));
            }
        }
        List<Trip> trips = new ArrayList<>();
        for (int t = 0; t < model.wishes; t++) {
            if (isUsed[t]) {
                trips.add(new Trip(
                        "t" + t, model.instance.buses().get(plan.busOf()[t]).id()));
            }
        }
        return new PlanSolution(assignments, sessions, trips, bounds, proven, unmet);
    }

    /**
     * Repeats the placements of a plan, with the same people and buses where possible. Placements that do not fit are left out, so the plan
     * may be of another instance.
     */
    static void replay(PlanSolution solution, Schedule schedule) {
        Model model = schedule.model;
        Map<String, Integer> people = new HashMap<>();
        for (Person person : model.instance.staff()) {
            people.put(person.id(), people.size());
        }
        Map<String, Integer> buses = new HashMap<>();
        for (Bus bus : model.instance.buses()) {
            buses.put(bus.id(), buses.size());
        }
        Map<Long, List<String>> teams = new HashMap<>();
        solution.sessions().forEach(session -> teams.put(session.candidate(), session.staff()));
        Map<String, String> busOf = new HashMap<>();
        solution.trips().forEach(trip -> busOf.put(trip.id(), trip.bus()));
        Map<String, Integer> tripNumbers = new HashMap<>();
        Map<Integer, Integer> otherwise = new LinkedHashMap<>();
        for (Assignment assignment : solution.assignments()) {
            if (!model.knows(assignment.wish()) || !model.knows(assignment.candidate())) {
                continue;
            }
            int w = model.wish(assignment.wish());
            int c = model.candidate(assignment.candidate());
            int p = model.partyOf[w];
            if (schedule.at[p] == NONE && Arrays.stream(model.options[p]).anyMatch(option -> option == c)) {
                int[] team = teams.getOrDefault(assignment.candidate(), List.of()).stream()
                        .mapToInt(id -> people.getOrDefault(id, NONE))
                        .toArray();
                String trip = assignment.trip();
                int number = trip == null ? NONE : tripNumbers.computeIfAbsent(trip, id -> tripNumbers.size());
                int bus =
                        trip == null ? NONE : buses.getOrDefault(Objects.requireNonNullElse(busOf.get(trip), ""), NONE);
                if (!schedule.placeAs(p, c, team, bus, number)) {
                    otherwise.put(p, c);
                }
            }
        }
        // with other people and buses, last so that they do not block placements that can stay the same
        otherwise.forEach((p, c) -> {
            if (schedule.at[p] == NONE) {
                schedule.place(p, c);
            }
        });
        schedule.commit();
    }
}
