package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * The times at which rooms can be used: a minimal partition of the candidates of a room into sets that exclude each other, so that at
 * most one of each set is held. A maximum matching of wishes to room times bounds the number of met wishes; the bound is tight if rooms
 * are the bottleneck.
 */
final class RoomTimes {

    private final Model model;

    /** Per candidate, its room time. */
    final int[] timeOf;

    /** Per room time, its candidates. */
    final int[][] candidatesAt;

    RoomTimes(Model model) {
        this.model = model;
        timeOf = new int[model.candidates];
        List<Integer> order = IntStream.range(0, model.candidates)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> model.room[c])
                        .thenComparingInt(c -> model.day[c])
                        .thenComparingInt(c -> model.until[c]))
                .toList();
        int times = 0;
        int first = NONE;
        for (int c : order) {
            // sorted by end: a candidate that overlaps the first one of the set includes its last moment
            if (first == NONE || !model.isSameRoom(c, first)) {
                first = c;
                times++;
            }
            timeOf[c] = times - 1;
        }
        candidatesAt = Model.grouped(timeOf, times);
    }

    int times() {
        return candidatesAt.length;
    }

    /** Returns the maximum number of wishes that can have a room time. Wishes that come together are relaxed to separate times. */
    int maxMet() {
        int[] places = Arrays.stream(candidatesAt)
                .mapToInt(some ->
                        Arrays.stream(some).map(c -> model.maxClasses[c]).max().orElse(0))
                .toArray();
        int[][] timesOf = new int[model.parties][];
        for (int p = 0; p < model.parties; p++) {
            timesOf[p] = Arrays.stream(model.options[p])
                    .map(c -> timeOf[c])
                    .distinct()
                    .toArray();
        }
        Matching matching = new Matching(places, timesOf);
        return (int) IntStream.range(0, model.wishes).filter(matching::add).count();
    }

    /** Maximum bipartite matching by augmenting paths. */
    private final class Matching {

        private final int[] places;
        private final int[][] timesOf;
        private final Bag[] at;
        private final int[] timeOfWish;

        /** Per visited room time, the wish from which it was reached. */
        private final int[] seenBy;

        /** Room times without an augmenting path; they never get one again. */
        private final BitSet dead = new BitSet();

        Matching(int[] places, int[][] timesOf) {
            this.places = places;
            this.timesOf = timesOf;
            at = new Bag[places.length];
            Arrays.setAll(at, time -> new Bag());
            timeOfWish = new int[model.wishes];
            Arrays.fill(timeOfWish, NONE);
            seenBy = new int[places.length];
        }

        boolean add(int wish) {
            BitSet seen = new BitSet();
            Queue<Integer> reached = new ArrayDeque<>();
            reached.add(wish);
            while (!reached.isEmpty()) {
                int w = reached.remove();
                for (int time : timesOf[model.partyOf[w]]) {
                    if (seen.get(time) || dead.get(time)) {
                        continue;
                    }
                    seen.set(time);
                    seenBy[time] = w;
                    if (at[time].size() < places[time]) {
                        change(time);
                        return true;
                    }
                    for (int i = 0; i < at[time].size(); i++) {
                        reached.add(at[time].get(i));
                    }
                }
            }
            dead.or(seen);
            return false;
        }

        private void change(int free) {
            int time = free;
            while (time != NONE) {
                int w = seenBy[time];
                int before = timeOfWish[w];
                if (before != NONE) {
                    at[before].remove(w);
                }
                at[time].add(w);
                timeOfWish[w] = time;
                time = before;
            }
        }
    }
}
