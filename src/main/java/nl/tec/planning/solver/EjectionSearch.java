package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Places ever more parties: one that fits nowhere is placed all the same, and what is in its way goes out and waits to be placed
 * anew. What goes out is what had least trouble so far; trouble is counted, so that the search learns which parties are hard to
 * place and stops going in circles (guided ejection search, known from vehicle routing).
 */
final class EjectionSearch {

    /** Parties that change places after every step, so that other places come free. */
    private static final int SHIFTS = 5;

    private static final int SHIFT_TRIES = 10;

    /** In the number of times that another was hard to place. */
    private static final int WEIGHT_OF_KEPT = 3;

    private final Model model;
    private final Schedule schedule;
    private final SplittableRandom random;
    private final Eviction eviction;
    private final IntPredicate isSought;

    private final Bag waiting = new Bag();
    private final Bag bestOut = new Bag();

    EjectionSearch(Schedule schedule, SplittableRandom random) {
        this(schedule, random, p -> true);
    }

    /** @param isSought the parties that it looks for places for */
    EjectionSearch(Schedule schedule, SplittableRandom random, IntPredicate isSought) {
        this.schedule = schedule;
        this.random = random;
        this.isSought = isSought;
        model = schedule.model;
        eviction = new Eviction(schedule, random);
        Arrays.fill(eviction.weight, 1);
        eviction.weightOfKept = WEIGHT_OF_KEPT;
        listWaiting();
    }

    private void listWaiting() {
        waiting.clear();
        for (int p = 0; p < model.parties; p++) {
            if (schedule.at[p] == NONE && model.options[p].length > 0 && isSought.test(p)) {
                waiting.add(p);
            }
        }
    }

    /** No party waits that could be placed anywhere. */
    boolean isDone() {
        return waiting.size() == 0;
    }

    int waiting() {
        return waiting.size();
    }

    /** Goes on from another plan, with what was learned. */
    void restart(Plan plan) {
        schedule.restore(plan);
        listWaiting();
    }

    /** Places one party that waits, if need be at the expense of others. */
    void step() {
        int p = waiting.take(random.nextInt(waiting.size()));
        if (!placeFreely(p)) {
            eviction.weight[p]++;
            placeByEviction(p);
            for (int i = 0; i < SHIFTS; i++) {
                shift();
            }
        }
        schedule.commit();
    }

    private boolean placeFreely(int p) {
        int before = model.previousOfParty(p);
        if (before != NONE && schedule.place(p, before)) {
            return true;
        }
        int[] options = model.options[p];
        int offset = random.nextInt(options.length);
        for (int i = 0; i < options.length; i++) {
            if (schedule.place(p, options[(i + offset) % options.length])) {
                return true;
            }
        }
        return false;
    }

    /** Places a party where those have to go who weigh least. */
    private void placeByEviction(int p) {
        int[] options = model.options[p];
        int best = NONE;
        long bestCost = Eviction.IMPOSSIBLE - 1;
        int ties = 1;
        int offset = random.nextInt(options.length);
        for (int i = 0; i < options.length; i++) {
            int c = options[(i + offset) % options.length];
            int mark = schedule.mark();
            long cost = eviction.place(p, c, bestCost);
            schedule.undo(mark);
            if (cost < bestCost || cost == bestCost && random.nextInt(++ties) == 0) {
                ties = cost < bestCost ? 1 : ties;
                bestCost = cost;
                best = c;
                bestOut.copy(eviction.out);
            }
        }
        if (best == NONE) {
            waiting.add(p);
            return;
        }
        for (int i = 0; i < bestOut.size(); i++) {
            schedule.remove(bestOut.get(i));
            waiting.add(bestOut.get(i));
        }
        if (!schedule.place(p, best)) {
            waiting.add(p);
        }
    }

    /** Moves a party to another place that is free: what is planned changes, what is met does not. Nobody leaves a previous place. */
    private void shift() {
        int p = random.nextInt(model.parties);
        int from = schedule.at[p];
        int[] options = model.options[p];
        int before = model.previousOfParty(p);
        if (from == NONE || options.length < 2 || from == before) {
            return;
        }
        int mark = schedule.mark();
        schedule.remove(p);
        if (before != NONE && schedule.place(p, before)) {
            return;
        }
        for (int tries = 0; tries < SHIFT_TRIES; tries++) {
            int c = options[random.nextInt(options.length)];
            if (c != from && schedule.place(p, c)) {
                return;
            }
        }
        schedule.undo(mark);
    }
}
