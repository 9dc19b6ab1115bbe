package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Increases the number of placed parties by guided ejection search, known from vehicle routing. A party that fits nowhere is inserted
 * anyway, and ejects the conflicting parties with the lowest failure counts, which wait to be reinserted. Counting failures tells the
 * search which parties are hard to place and prevents cycles.
 */
final class EjectionSearch {

    /** The number of random shifts after a step, which free other places. */
    private static final int SHIFTS = 5;

    private static final int SHIFT_TRIES = 10;

    /** The extra weight of a party at its previous place, in failure counts. */
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

    /** @param isSought selects the parties to place */
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

    /** Whether every party that can be placed has a place. */
    boolean isDone() {
        return waiting.size() == 0;
    }

    /** Continues from another plan, keeping the failure counts. */
    void restart(Plan plan) {
        schedule.restore(plan);
        listWaiting();
    }

    /** Places one waiting party, if necessary by ejecting others. */
    void step() {
        int p = waiting.take(random.nextInt(waiting.size()));
        if (!schedule.placeAnywhere(p, random)) {
            eviction.weight[p]++;
            placeByEviction(p);
            for (int i = 0; i < SHIFTS; i++) {
                shift();
            }
        }
        schedule.commit();
    }

    /** Places a party where the total weight of the ejected parties is lowest. */
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

    /** Moves a random party to another free place, without changing what is met. A party at its previous place stays. */
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
