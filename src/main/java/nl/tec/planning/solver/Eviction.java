package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.SplittableRandom;

/**
 * Places a party where others are in the way, by taking those out that weigh least. A party that is pinned weighs more than all
 * others together, so that it goes only for another that is pinned.
 */
final class Eviction {

    static final long IMPOSSIBLE = Long.MAX_VALUE;

    private static final long PINNED = 1L << 40;

    private final Schedule schedule;
    private final Model model;
    private final SplittableRandom random;

    /** Per party. */
    final int[] weight;

    /** The extra weight of a party that is where it was in the previous plan: who has moved already goes first. */
    int weightOfKept;

    /** The parties that went out the last time. */
    final Bag out = new Bag();

    Eviction(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
        model = schedule.model;
        weight = new int[model.parties];
    }

    /**
     * Places a party, and takes out whatever is in the way; that is not the least possible, but close to it. Whoever asks takes it
     * back when it is impossible.
     *
     * @param limit how much may go out
     * @return how much went out, {@link #IMPOSSIBLE} if it would be more than the limit
     */
    long place(int p, int c, long limit) {
        out.clear();
        long cost = endOtherOutings(p, c, limit);
        if (cost > limit) {
            return IMPOSSIBLE;
        }
        while (schedule.isHeld(c) && !schedule.hasPlaces(p, c)) {
            cost += evict(lightest(c));
            if (cost > limit) {
                return IMPOSSIBLE;
            }
        }
        if (!schedule.isHeld(c)) {
            cost = open(c, cost, limit);
            if (cost > limit) {
                return IMPOSSIBLE;
            }
        }
        if (!schedule.seat(p, c)) {
            int trip = lightestTripInTheWay(p, c, limit - cost);
            if (trip == NONE) {
                return IMPOSSIBLE;
            }
            cost += evictTrip(trip);
            if (!schedule.isHeld(c) || !schedule.seat(p, c)) {
                return IMPOSSIBLE;
            }
        }
        return cost;
    }

    private long endOtherOutings(int p, int c, long limit) {
        long cost = 0;
        for (int w : model.wishesOf[p]) {
            for (int other : model.wishesOfClass[model.schoolClass[w]]) {
                int q = model.partyOf[other];
                if (q != p && schedule.at[q] != NONE && model.isSameOuting(w, c, other, schedule.at[q])) {
                    cost += evict(q);
                    if (cost > limit) {
                        return IMPOSSIBLE;
                    }
                }
            }
        }
        return cost;
    }

    /** Makes room, equipment and staff free, and opens the session. */
    private long open(int c, long before, long limit) {
        long cost = before;
        Bag held = schedule.held[model.day[c]];
        for (int i = held.size() - 1; i >= 0; i--) {
            int other = held.get(i);
            if (model.isSameRoom(c, other)) {
                cost += evictSession(other);
                if (cost > limit) {
                    return IMPOSSIBLE;
                }
            }
        }
        while (!schedule.hasEquipment(c)) {
            int user = lightestUser(c);
            if (user == NONE) {
                return IMPOSSIBLE; // it needs more than there is
            }
            cost += evictSession(user);
            if (cost > limit) {
                return IMPOSSIBLE;
            }
        }
        if (!schedule.open(c)) {
            int session = lightestSessionWithStaff(c, limit - cost);
            if (session == NONE) {
                return IMPOSSIBLE;
            }
            cost += evictSession(session);
            if (!schedule.open(c)) {
                return IMPOSSIBLE;
            }
        }
        return cost;
    }

    private long weight(int p) {
        if (model.pinned[p] != NONE) {
            return PINNED;
        }
        boolean isKept = schedule.at[p] != NONE && schedule.at[p] == model.previousOfParty(p);
        return isKept ? weight[p] + weightOfKept : weight[p];
    }

    private long weightOfSession(int c) {
        long sum = 0;
        for (int q = schedule.firstParty(c); q != NONE; q = schedule.nextParty(q)) {
            sum += weight(q);
        }
        return sum;
    }

    private long weightOfTrip(int t) {
        long sum = 0;
        for (int w = schedule.firstAboard(t); w != NONE; w = schedule.nextAboard(w)) {
            sum += weight(model.partyOf[w]);
        }
        return sum;
    }

    private long evict(int q) {
        long weight = weight(q);
        schedule.remove(q);
        out.add(q);
        return weight;
    }

    private long evictSession(int c) {
        long cost = 0;
        while (schedule.isHeld(c)) {
            cost += evict(schedule.firstParty(c));
        }
        return cost;
    }

    private long evictTrip(int t) {
        long cost = 0;
        while (schedule.firstAboard(t) != NONE) {
            cost += evict(model.partyOf[schedule.firstAboard(t)]);
        }
        return cost;
    }

    private int lightest(int c) {
        int best = schedule.firstParty(c);
        for (int q = best; q != NONE; q = schedule.nextParty(q)) {
            if (weight(q) < weight(best)) {
                best = q;
            }
        }
        return best;
    }

    /** The lightest session at that time that uses a kind of equipment that this one needs. */
    private int lightestUser(int c) {
        Bag held = schedule.held[model.day[c]];
        int[] needs = model.needs[model.activity[c]];
        int best = NONE;
        for (int i = 0; i < held.size(); i++) {
            int other = held.get(i);
            if (model.isOverlapping(c, other) && (best == NONE || weightOfSession(other) < weightOfSession(best))) {
                for (int k = 0; k < needs.length; k += 2) {
                    if (schedule.needs(other, needs[k]) > 0) {
                        best = other;
                    }
                }
            }
        }
        return best;
    }

    /** The lightest session whose team could do this one, at once or by swapping. */
    private int lightestSessionWithStaff(int c, long limit) {
        int[] sessions = copy(schedule.held[model.day[c]]);
        int best = NONE;
        long bestCost = IMPOSSIBLE;
        int offset = offset(sessions.length);
        for (int i = 0; i < sessions.length; i++) {
            int other = sessions[(i + offset) % sessions.length];
            long cost = weightOfSession(other);
            if (model.isSameTime(c, other) && cost <= limit && cost < bestCost) {
                int mark = schedule.mark();
                int size = out.size();
                evictSession(other);
                if (schedule.open(c)) {
                    best = other;
                    bestCost = cost;
                }
                schedule.undo(mark);
                out.shrink(size);
            }
        }
        return best;
    }

    /** The lightest trip without which there is a bus for this party. */
    private int lightestTripInTheWay(int p, int c, long limit) {
        int[] trips = copy(schedule.tripsOn(model.day[c]));
        int best = NONE;
        long bestCost = IMPOSSIBLE;
        int offset = offset(trips.length);
        for (int i = 0; i < trips.length; i++) {
            int trip = trips[(i + offset) % trips.length];
            long cost = weightOfTrip(trip);
            if (cost <= limit && cost < bestCost) {
                int mark = schedule.mark();
                int size = out.size();
                evictTrip(trip);
                if (schedule.isHeld(c) && schedule.seat(p, c)) {
                    best = trip;
                    bestCost = cost;
                }
                schedule.undo(mark);
                out.shrink(size);
            }
        }
        return best;
    }

    private static int[] copy(Bag bag) {
        int[] values = new int[bag.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bag.get(i);
        }
        return values;
    }

    private int offset(int length) {
        return length == 0 ? 0 : random.nextInt(length);
    }
}
