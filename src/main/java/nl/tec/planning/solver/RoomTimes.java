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
 * The times at which rooms can be used: candidates in one room that all exclude each other are of one time, so that one of them at
 * most is held. There are as few times as possible. How many wishes can have one each is a bound on the wishes that are met, and the
 * sharpest there is where room is what is scarce.
 */
final class RoomTimes {

    private final Model model;

    /** Per candidate, its time. */
    final int[] timeOf;

    /** Per time, its candidates. */
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
            // who begins before the first ends, and ends after it, is there at its last moment
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

    /** Of all wishes, how many can have a time at most; those that come together may have different ones here. */
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

    /** Gives ever more wishes a time, by the way along which those that have one can change (augmenting paths). */
    private final class Matching {

        private final int[] places;
        private final int[][] timesOf;
        private final Bag[] at;
        private final int[] timeOfWish;

        /** Per time that was seen, the wish that would have it. */
        private final int[] seenBy;

        /** Times from which no way leads to a free place, and none ever will. */
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
