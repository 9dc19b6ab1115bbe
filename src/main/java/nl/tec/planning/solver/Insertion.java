package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Inserts parties into an existing plan, with as few moves as possible. */
final class Insertion {

    /** The maximum number of others that may move to insert one party. */
    private static final int MAX_OTHERS = 3;

    private final Schedule schedule;
    private final Model model;
    private final Eviction eviction;
    private final IntUnaryOperator before;

    /** @param before returns the earlier candidate of a party; {@link Model#NONE} if it had none */
    Insertion(Schedule schedule, IntUnaryOperator before) {
        this.schedule = schedule;
        this.before = before;
        model = schedule.model;
        eviction = new Eviction(schedule, new SplittableRandom(1));
        Arrays.fill(eviction.weight, 1);
    }

    /** Places a party at its most preferred free candidate, and among equals at the one nearest in time to its earlier place. */
    boolean placeFreely(int p) {
        int best = NONE;
        for (int c : model.options[p]) {
            if (best != NONE && !isBetter(p, c, best)) {
                continue;
            }
            int mark = schedule.mark();
            if (schedule.place(p, c)) {
                best = c;
            }
            schedule.undo(mark);
        }
        return best != NONE && schedule.place(p, best);
    }

    private boolean isBetter(int p, int c, int other) {
        int preference = model.preferenceOfParty(p, c) - model.preferenceOfParty(p, other);
        int weeks = model.weekRankOfParty(p, c) - model.weekRankOfParty(p, other);
        int was = before.applyAsInt(p);
        if (preference != 0 || weeks != 0 || was == NONE) {
            return preference < 0 || preference == 0 && weeks < 0;
        }
        int then = model.day[was];
        return Math.abs(model.day[c] - then) < Math.abs(model.day[other] - then);
    }

    /**
     * Places a party without a free place by moving the fewest others to free places. Returns false without changes if that is
     * impossible.
     */
    boolean placeByMovingOthers(int p) {
        int start = schedule.mark();
        int best = NONE;
        int fewest = MAX_OTHERS + 1;
        for (int c : model.options[p]) {
            int moved = moveOthers(p, c, fewest - 1);
            schedule.undo(start);
            if (moved < fewest) {
                fewest = moved;
                best = c;
            }
            if (fewest == 1) {
                break; // one has to
            }
        }
        if (best != NONE && moveOthers(p, best, fewest) <= fewest) {
            return true;
        }
        schedule.undo(start);
        return false;
    }

    private int moveOthers(int p, int c, int most) {
        if (eviction.place(p, c, most) == Eviction.IMPOSSIBLE) {
            return Integer.MAX_VALUE;
        }
        Bag others = new Bag();
        others.copy(eviction.out);
        for (int i = 0; i < others.size(); i++) {
            if (!placeFreely(others.get(i))) {
                return Integer.MAX_VALUE;
            }
        }
        return others.size();
    }
}
