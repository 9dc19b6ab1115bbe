package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Meets more wishes if there are more than the rooms can hold, by leaving no room empty. The counterpart of {@link EjectionSearch}: an
 * empty room time gets a session, and conflicting sessions are ejected, preferably from room times that were easy to fill so far.
 * The set of met wishes changes along the way.
 */
final class FillSearch {

    /** The number of pairs of session and party to try for a room time that nothing fits without conflict. */
    private static final int TRIES = 200;

    /** The number of swaps of parties after every step. */
    private static final int SWAPS = 5;

    private final Model model;
    private final Schedule schedule;
    private final RoomTimes times;
    private final SplittableRandom random;
    private final Eviction eviction;

    /** Per candidate, the parties that can attend it. */
    private final int[][] partiesOf;

    /** Per room time, the number of times that it could not be filled without conflict. */
    private final int[] weight;

    private final Bag empty = new Bag();

    FillSearch(Schedule schedule, RoomTimes times, SplittableRandom random) {
        this.schedule = schedule;
        this.times = times;
        this.random = random;
        model = schedule.model;
        eviction = new Eviction(schedule, random);
        weight = new int[times.times()];
        Arrays.fill(weight, 1);
        Bag[] suited = new Bag[model.candidates];
        Arrays.setAll(suited, c -> new Bag());
        for (int p = 0; p < model.parties; p++) {
            for (int c : model.options[p]) {
                suited[c].add(p);
            }
        }
        partiesOf = Arrays.stream(suited).map(Bag::values).toArray(int[][]::new);
        listEmpty();
    }

    private void listEmpty() {
        boolean[] isUsed = new boolean[times.times()];
        for (Bag held : schedule.held) {
            for (int i = 0; i < held.size(); i++) {
                isUsed[times.timeOf[held.get(i)]] = true;
            }
        }
        empty.clear();
        for (int time = 0; time < isUsed.length; time++) {
            if (!isUsed[time]) {
                empty.add(time);
            }
        }
    }

    /** Whether every room time is used. */
    boolean isDone() {
        return empty.size() == 0;
    }

    /** Fills an empty room time, if necessary at the expense of others. */
    void step() {
        int time = empty.get(random.nextInt(empty.size()));
        if (!fillFreely(time)) {
            weight[time]++;
            fillByEviction(time);
            for (int i = 0; i < SWAPS; i++) {
                swap();
            }
        }
        schedule.commit();
        listEmpty();
    }

    private boolean fillFreely(int time) {
        int[] candidates = times.candidatesAt[time];
        int offset = random.nextInt(candidates.length);
        for (int i = 0; i < candidates.length; i++) {
            int c = candidates[(i + offset) % candidates.length];
            if (canOpen(c) && placeAnyone(c)) {
                return true;
            }
        }
        return false;
    }

    private boolean canOpen(int c) {
        int mark = schedule.mark();
        boolean isOpen = schedule.isRoomFree(c) && schedule.hasEquipment(c) && schedule.open(c);
        schedule.undo(mark);
        return isOpen;
    }

    private boolean placeAnyone(int c) {
        int[] parties = partiesOf[c];
        int offset = parties.length == 0 ? 0 : random.nextInt(parties.length);
        for (int i = 0; i < parties.length; i++) {
            int p = parties[(i + offset) % parties.length];
            if (schedule.at[p] == NONE && schedule.place(p, c)) {
                return true;
            }
        }
        return false;
    }

    /** Fills a room time by ejecting the sessions of the least weight. */
    private void fillByEviction(int time) {
        for (int p = 0; p < model.parties; p++) {
            int c = schedule.at[p];
            eviction.weight[p] = c == NONE ? 0 : weight[times.timeOf[c]];
        }
        int[] candidates = times.candidatesAt[time];
        int party = NONE;
        int candidate = NONE;
        long least = Eviction.IMPOSSIBLE - 1;
        int ties = 1;
        for (int i = 0; i < TRIES; i++) {
            int c = candidates[random.nextInt(candidates.length)];
            if (partiesOf[c].length == 0) {
                continue;
            }
            int p = partiesOf[c][random.nextInt(partiesOf[c].length)];
            int mark = schedule.mark();
            long cost = place(p, c, least);
            schedule.undo(mark);
            if (cost < least || cost == least && random.nextInt(++ties) == 0) {
                ties = cost < least ? 1 : ties;
                least = cost;
                party = p;
                candidate = c;
            }
        }
        if (party != NONE) {
            int mark = schedule.mark();
            if (place(party, candidate, least) > least) {
                schedule.undo(mark);
            }
        }
    }

    private long place(int p, int c, long limit) {
        long cost = 0;
        if (schedule.at[p] != NONE) {
            if (model.pinned[p] != NONE) {
                return Eviction.IMPOSSIBLE;
            }
            cost = eviction.weight[p];
            if (cost > limit) {
                return Eviction.IMPOSSIBLE;
            }
            schedule.remove(p);
        }
        long more = eviction.place(p, c, limit - cost);
        return more == Eviction.IMPOSSIBLE ? more : cost + more;
    }

    /** Replaces a party by an unplaced one, which diversifies the plan and meets as many wishes. */
    private void swap() {
        int p = random.nextInt(model.parties);
        int c = schedule.at[p];
        if (c == NONE || model.pinned[p] != NONE) {
            return;
        }
        int q = partiesOf[c][random.nextInt(partiesOf[c].length)];
        if (schedule.at[q] == NONE && model.wishesOf[q].length >= model.wishesOf[p].length) {
            int mark = schedule.mark();
            schedule.remove(p);
            if (!schedule.place(q, c)) {
                schedule.undo(mark);
            }
        }
    }
}
