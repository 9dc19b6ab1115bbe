package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rules of a plan relaxed to linear inequalities: for each resource, the demand of all placements is at most the supply. Every valid
 * plan satisfies them, and so do some invalid ones (half a class on half a bus), so that their optimum is a bound on the best plan.
 * <p>The placements are numbered: those of party {@code p} are {@code first[p]} to {@code first[p + 1]}, in the order of its options.
 */
final class Relaxation {

    final Model model;

    /** Per party, the number of its first placement. */
    final int[] first;

    /** Per placement, the rows that it takes from. */
    final int[][] rows;

    /** Per placement, its demand on each of its rows. */
    final float[][] takes;

    /** Per row, the supply. */
    final double[] available;

    /** Per placement, the least kilometres of a trip that are due to it. */
    final float[] kilometres;

    private final int[][] candidatesOn;
    private final Map<List<Integer>, Integer> rowNumbers = new HashMap<>();
    private final List<Double> capacities = new ArrayList<>();

    // kinds of rows
    private static final int ROOM = 0;
    private static final int EQUIPMENT = 1;
    private static final int SKILL = 2;
    private static final int STAFF = 3;
    private static final int WEEK = 4;
    private static final int CLASS = 5;
    private static final int BUS = 6;

    Relaxation(Model model) {
        this.model = model;
        first = new int[model.parties + 1];
        for (int p = 0; p < model.parties; p++) {
            first[p + 1] = first[p] + model.options[p].length;
        }
        rows = new int[first[model.parties]][];
        takes = new float[rows.length][];
        kilometres = new float[rows.length];
        candidatesOn = new int[model.days][];
        for (int d = 0; d < model.days; d++) {
            int day = d;
            candidatesOn[d] = select(model.candidates, c -> model.day[c] == day);
        }
        int[][] sessionRows = new int[model.candidates][];
        float[][] sessionTakes = new float[model.candidates][];
        for (int d = 0; d < model.days; d++) {
            rowsOfSessions(d, sessionRows, sessionTakes);
        }
        rowsOfPlacements(sessionRows, sessionTakes);
        available = capacities.stream().mapToDouble(capacity -> capacity).toArray();
        dropRedundantRows();
    }

    // --- demand of a session, whoever comes

    private void rowsOfSessions(int day, int[][] sessionRows, float[][] sessionTakes) {
        int[] moments = crowded(candidatesOn[day], model.from, model.until);
        for (int c : candidatesOn[day]) {
            Row row = new Row();
            for (int moment : moments) {
                if (model.from[c] <= moment && moment < model.until[c]) {
                    atMoment(c, day, moment, row);
                }
            }
            int[] places = model.placesOf[model.activity[c]];
            if (places.length > 0) {
                int week = model.weekOfDay[day];
                row.add(number(sessionsInWeek(week), WEEK, week), places.length);
            }
            sessionRows[c] = row.numbers();
            sessionTakes[c] = row.amounts();
        }
    }

    /** Returns how many sessions all people together can take in a week. */
    private double sessionsInWeek(int week) {
        double all = 0;
        for (int person = 0; person < model.people; person++) {
            all += model.maxInWeek(person, week);
        }
        return all;
    }

    private void atMoment(int c, int day, int moment, Row row) {
        row.add(number(1, ROOM, model.room[c], day, moment), 1);
        int[] needs = model.needs[model.activity[c]];
        for (int i = 0; i < needs.length; i += 2) {
            row.add(number(model.quantity[needs[i]], EQUIPMENT, needs[i], day, moment), needs[i + 1]);
        }
        int[] places = model.placesOf[model.activity[c]];
        for (int skill : places) {
            row.add(number(peopleAt(day, moment, skill), SKILL, skill, day, moment), 1);
        }
        if (places.length > 0) {
            row.add(number(peopleAt(day, moment, NONE), STAFF, day, moment), places.length);
        }
    }

    /** Counts the people who could work at a moment, with a skill or with any. */
    private int peopleAt(int day, int moment, int skill) {
        BitSet people = new BitSet();
        for (int c : candidatesOn[day]) {
            int[] places = model.placesOf[model.activity[c]];
            for (int place = 0; place < places.length; place++) {
                if (model.from[c] <= moment && moment < model.until[c] && (skill == NONE || places[place] == skill)) {
                    for (int person : model.able[c][place]) {
                        people.set(person);
                    }
                }
            }
        }
        return people.cardinality();
    }

    // --- demand of a placement

    private void rowsOfPlacements(int[][] sessionRows, float[][] sessionTakes) {
        Map<List<Integer>, Map<Integer, Float>> shares = sharesOfBuses();
        int[][] departures = crowdedDepartures();
        for (int p = 0; p < model.parties; p++) {
            for (int i = 0; i < model.options[p].length; i++) {
                int c = model.options[p][i];
                Row row = new Row();
                // parties in one session share its demand
                float part = (float) model.wishesOf[p].length / model.maxClasses[c];
                for (int k = 0; k < sessionRows[c].length; k++) {
                    row.add(sessionRows[c][k], part * sessionTakes[c][k]);
                }
                double metres = 0;
                for (int w : model.wishesOf[p]) {
                    if (model.wishesOfClass[model.schoolClass[w]].length > 1) {
                        row.add(number(1, CLASS, model.schoolClass[w], model.day[c]), 1);
                    }
                    if (model.needsBus(w, c)) {
                        float share = Objects.requireNonNull(
                                Objects.requireNonNull(shares.get(way(c))).get(w));
                        metres += 2.0 * share * model.travelMetres(w, c);
                        takeBus(w, c, share, departures[model.day[c]], row);
                    }
                }
                int x = first[p] + i;
                rows[x] = row.numbers();
                takes[x] = row.amounts();
                kilometres[x] = (float) (metres / 1000);
            }
        }
    }

    private List<Integer> way(int c) {
        return List.of(model.day[c], model.venue[c], model.start[c], model.end[c]);
    }

    private void takeBus(int w, int c, float share, int[] moments, Row row) {
        int minutes = model.travelMinutes(w, c);
        int from = model.departure(c, minutes);
        int until = model.arrival(c, minutes) + model.turnaround();
        for (int moment : moments) {
            if (from <= moment && moment < until) {
                int there = 0;
                for (int b = 0; b < model.buses; b++) {
                    if (model.canBusBeTaken(b, model.day[c], moment)) {
                        there++;
                    }
                }
                row.add(number(there, BUS, model.day[c], moment), share);
            }
        }
    }

    /**
     * Returns, per route (day, venue, start and end) and wish that takes a bus there, its minimum share of a trip, such that the shares of
     * any trip add up to at most one. Its fraction of the seats is such a share. If no three classes fit on a bus, a class takes at least
     * what the largest class with which it could share leaves over.
     */
    private Map<List<Integer>, Map<Integer, Float>> sharesOfBuses() {
        Map<List<Integer>, Map<Integer, Integer>> passengers = new HashMap<>();
        for (int p = 0; p < model.parties; p++) {
            for (int c : model.options[p]) {
                for (int w : model.wishesOf[p]) {
                    if (model.needsBus(w, c)) {
                        passengers
                                .computeIfAbsent(way(c), way -> new TreeMap<>())
                                .put(w, c);
                    }
                }
            }
        }
        Map<List<Integer>, Map<Integer, Float>> shares = new HashMap<>();
        passengers.forEach((way, candidateOf) -> shares.put(way, shares(candidateOf)));
        return shares;
    }

    private Map<Integer, Float> shares(Map<Integer, Integer> candidateOf) {
        Map<Integer, Float> shares = new HashMap<>();
        candidateOf.keySet().forEach(w -> shares.put(w, (float) model.seats[w] / model.largestBus));
        int[] smallest = candidateOf.keySet().stream()
                .mapToInt(w -> model.seats[w])
                .sorted()
                .limit(3)
                .toArray();
        boolean onlyPairs = smallest.length < 3 || Arrays.stream(smallest).sum() > model.largestBus;
        candidateOf.forEach((w, c) -> {
            float greediest = 0;
            boolean isAlone = true;
            for (Map.Entry<Integer, Integer> other : candidateOf.entrySet()) {
                if (canShare(w, other.getKey(), c, other.getValue())) {
                    isAlone = false;
                    greediest = Math.max(greediest, shares.getOrDefault(other.getKey(), 0f));
                }
            }
            if (isAlone || onlyPairs) {
                shares.merge(w, 1 - greediest, Math::max);
            }
        });
        return shares;
    }

    private boolean canShare(int w, int other, int c, int otherCandidate) {
        int detour = model.detourMinutes(model.school[w], model.school[other]);
        if (w == other || detour == NONE || model.seats[w] + model.seats[other] > model.largestBus) {
            return false;
        }
        int minutes = Math.max(model.travelMinutes(w, c), model.travelMinutes(other, otherCandidate)) + detour;
        return model.canRide(w, c, minutes) && model.canRide(other, otherCandidate, minutes);
    }

    // --- moments of peak demand

    /** Returns per day the moments at which the number of buses on the road can peak. */
    private int[][] crowdedDepartures() {
        List<TreeSet<Long>> trips = new ArrayList<>();
        for (int d = 0; d < model.days; d++) {
            trips.add(new TreeSet<>());
        }
        for (int p = 0; p < model.parties; p++) {
            for (int c : model.options[p]) {
                for (int w : model.wishesOf[p]) {
                    if (model.needsBus(w, c)) {
                        int minutes = model.travelMinutes(w, c);
                        long from = model.departure(c, minutes) + 10_000L;
                        long until = model.arrival(c, minutes) + model.turnaround() + 10_000L;
                        trips.get(model.day[c]).add(from << 32 | until);
                    }
                }
            }
        }
        int[][] moments = new int[model.days][];
        for (int d = 0; d < model.days; d++) {
            int[] from = trips.get(d).stream()
                    .mapToInt(trip -> (int) (trip >> 32) - 10_000)
                    .toArray();
            int[] until = trips.get(d).stream()
                    .mapToInt(trip -> trip.intValue() - 10_000)
                    .toArray();
            moments[d] = crowded(select(from.length, i -> true), from, until);
        }
        return moments;
    }

    /** Returns moments that every set of overlapping intervals contains at least one of: the last start before each end. */
    private static int[] crowded(int[] members, int[] from, int[] until) {
        TreeSet<Integer> begins = new TreeSet<>();
        TreeSet<Integer> ends = new TreeSet<>();
        for (int member : members) {
            begins.add(from[member]);
            ends.add(until[member]);
        }
        TreeSet<Integer> moments = new TreeSet<>();
        for (int end : ends) {
            Integer begin = begins.lower(end);
            if (begin != null) {
                moments.add(begin);
            }
        }
        return moments.stream().mapToInt(moment -> moment).toArray();
    }

    // --- rows

    private int number(double capacity, int... key) {
        return rowNumbers.computeIfAbsent(Arrays.stream(key).boxed().toList(), any -> {
            capacities.add(capacity);
            return capacities.size() - 1;
        });
    }

    private static int[] select(int size, IntPredicate condition) {
        return IntStream.range(0, size).filter(condition).toArray();
    }

    /** Builder of the rows of one placement. */
    private static final class Row {
        private final Map<Integer, Float> amounts = new TreeMap<>();

        void add(int number, double amount) {
            amounts.merge(number, (float) amount, Float::sum);
        }

        int[] numbers() {
            return amounts.keySet().stream().mapToInt(number -> number).toArray();
        }

        float[] amounts() {
            float[] values = new float[amounts.size()];
            int i = 0;
            for (float amount : amounts.values()) {
                values[i++] = amount;
            }
            return values;
        }
    }

    /** Removes rows that all placements together cannot exhaust, and those that another row implies. */
    private void dropRedundantRows() {
        boolean[] isOut = new boolean[available.length];
        double[] most = new double[available.length];
        int[] size = new int[available.length];
        for (int p = 0; p < model.parties; p++) {
            Map<Integer, Float> ofParty = new HashMap<>();
            for (int x = first[p]; x < first[p + 1]; x++) {
                for (int i = 0; i < rows[x].length; i++) {
                    ofParty.merge(rows[x][i], takes[x][i], Math::max);
                    size[rows[x][i]]++;
                }
            }
            ofParty.forEach((row, amount) -> most[row] += amount);
        }
        int[][] placements = new int[available.length][];
        for (int row = 0; row < available.length; row++) {
            isOut[row] = most[row] <= available[row];
            placements[row] = new int[size[row]];
        }
        int[] filled = new int[available.length];
        for (int x = 0; x < rows.length; x++) {
            for (int row : rows[x]) {
                placements[row][filled[row]++] = x;
            }
        }
        for (int row = 0; row < available.length; row++) {
            isOut[row] |= isImplied(row, placements[row], size, isOut);
        }
        for (int x = 0; x < rows.length; x++) {
            int[] old = rows[x];
            float[] oldTakes = takes[x];
            int[] kept = select(old.length, i -> !isOut[old[i]]);
            rows[x] = Arrays.stream(kept).map(i -> old[i]).toArray();
            takes[x] = new float[kept.length];
            for (int i = 0; i < kept.length; i++) {
                takes[x][i] = oldTakes[kept[i]];
            }
        }
        for (int row = 0; row < available.length; row++) {
            if (isOut[row]) {
                available[row] = 0; // no demand, and no weight in the bound
            }
        }
    }

    private boolean isImplied(int row, int[] placements, int[] size, boolean[] isOut) {
        if (placements.length == 0) {
            return true;
        }
        for (int other : rows[placements[0]]) {
            boolean isCandidate = other != row
                    && !isOut[other]
                    && available[other] == available[row]
                    && (size[other] > size[row] || size[other] == size[row] && other > row);
            if (isCandidate && Arrays.stream(placements).allMatch(x -> taken(x, other) >= taken(x, row))) {
                return true;
            }
        }
        return false;
    }

    private float taken(int x, int row) {
        for (int i = 0; i < rows[x].length; i++) {
            if (rows[x][i] == row) {
                return takes[x][i];
            }
        }
        return 0;
    }
}
