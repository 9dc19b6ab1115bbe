package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.SplittableRandom;

/**
 * Places a party by evicting the conflicting parties of the lowest weight. A pinned party weighs more than all others together, so that
 * only another pinned party can evict it.
 */
final class Eviction {

    static final long IMPOSSIBLE = Long.MAX_VALUE;

    private static final long PINNED = 1L << 40;

    private final Schedule schedule;
    private final Model model;
    private final SplittableRandom random;

    /** Per party. */
    final int[] weight;

    /** The extra weight of a party at its previous place, so that parties that have moved are evicted first. */
    int weightOfKept;

    /** The parties evicted by the last placement. */
    final Bag out = new Bag();

    Eviction(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
        model = schedule.model;
        weight = new int[model.parties];
    }

    /**
     * Places a party and evicts whatever is in the way, by a greedy heuristic. If it is impossible, the caller has to undo the changes.
     *
     * @param limit the maximum weight to evict
     * @return the evicted weight, {@link #IMPOSSIBLE} if it would exceed the limit
     */
    long place(int p, int c, long limit) {
        out.clear();
        long cost = evictOtherOutings(p, c, limit);
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

    private long evictOtherOutings(int p, int c, long limit) {
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

    /** Frees room, equipment and staff, and opens the session. */
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
                return IMPOSSIBLE; // needs more than exists
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

    /** Returns the lightest overlapping session that uses equipment that this one needs. */
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

    /** Returns the lightest session whose eviction frees a team for this one, directly or by swapping. */
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

    /** Returns the lightest trip whose eviction frees a bus for this party. */
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
