package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import nl.tec.planning.Level;
import org.jspecify.annotations.Nullable;

/**
 * Brings a plan near the one that it replaces. A step returns a moved party, removes some other moved parties, and places those without a
 * place by the shortest ejection chain found: each takes the place of the next, and the last finds a free one. Guides are assigned anew
 * per day where that makes room. Steps that do not
 * increase the number of moves are kept, so that the search wanders over plateaus.
 */
final class NearSearch {

    /** The maximum number of other moved parties to remove in a step. */
    private static final int MAX_PLACED_ANEW = 4;

    /** The maximum number of links to explore for a chain. */
    private static final int MAX_ASKED = 30;

    /** The maximum total weight of the parties that a returning one ejects. */
    private static final int MAX_WEIGHT_OUT = 12;

    /** The weight of a party in its previous place; that of a moved one is 1. */
    private static final int WEIGHT_OF_KEPT = 3;

    private final Schedule schedule;
    private final Model model;
    private final SplittableRandom random;
    private final Eviction eviction;
    private final Bag unplaced = new Bag();
    private final int[] askedIn;
    private int search;

    /** A party that gives up its place. @param by the previous link, which gets the place; null for the first */
    private record Link(int party, int cost, @Nullable Link by, int candidate) {}

    NearSearch(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
        model = schedule.model;
        eviction = new Eviction(schedule, random);
        Arrays.fill(eviction.weight, 1);
        eviction.weightOfKept = WEIGHT_OF_KEPT;
        askedIn = new int[model.parties];
    }

    /** Tries a step. Returns whether the plan changed. */
    boolean step(double temperature) {
        int mark = schedule.mark();
        int met = schedule.met();
        double moved = schedule.tally().cost(Level.MOVED);
        unplaced.clear();
        boolean isPlaced = schedule.thoroughly(() -> sendBack() && placeHomeless());
        if (isPlaced && schedule.met() >= met && isAccepted(schedule.tally().cost(Level.MOVED) - moved, temperature)) {
            schedule.commit();
            return true;
        }
        schedule.undo(mark);
        return false;
    }

    private boolean isAccepted(double worse, double temperature) {
        return worse <= 0 || random.nextDouble() < Math.exp(-worse / temperature);
    }

    /** Returns a party to its previous place, ejecting others, and removes some other moved parties. */
    private boolean sendBack() {
        int[] moved = moved();
        int[] returning = Arrays.stream(moved)
                .filter(p -> model.previousOfParty(p) != NONE)
                .toArray();
        if (returning.length == 0) {
            return false;
        }
        int p = returning[random.nextInt(returning.length)];
        for (int i = random.nextInt(MAX_PLACED_ANEW + 1); i > 0; i--) {
            int q = moved[random.nextInt(moved.length)];
            if (q != p && schedule.at[q] != NONE) {
                schedule.remove(q);
                unplaced.add(q);
            }
        }
        if (schedule.at[p] != NONE) {
            schedule.remove(p);
        }
        if (eviction.place(p, model.previousOfParty(p), MAX_WEIGHT_OUT) == Eviction.IMPOSSIBLE) {
            return false;
        }
        for (int i = 0; i < eviction.out.size(); i++) {
            unplaced.add(eviction.out.get(i));
        }
        return true;
    }

    /** Returns the moved parties that are not pinned. */
    private int[] moved() {
        Bag moved = new Bag();
        for (int p = 0; p < model.parties; p++) {
            if (schedule.at[p] != model.previousOfParty(p) && model.pinned[p] == NONE && model.options[p].length > 0) {
                moved.add(p);
            }
        }
        return moved.values();
    }

    private boolean placeHomeless() {
        while (unplaced.size() > 0) {
            int p = unplaced.take(random.nextInt(unplaced.size()));
            if (!schedule.placeAnywhere(p, random) && !placeByChain(p)) {
                return false;
            }
        }
        return true;
    }

    /** Places a party by a chain. Explores links to moved parties first, as they cost nothing, then the shortest chains. */
    private boolean placeByChain(int first) {
        search++;
        askedIn[first] = search;
        int mark = schedule.mark();
        Deque<Link> open = new ArrayDeque<>();
        open.add(new Link(first, 0, null, NONE));
        for (int asked = 0; asked < MAX_ASKED && !open.isEmpty(); asked++) {
            Link link = open.remove();
            if (follow(link)) {
                if (schedule.placeAnywhere(link.party(), random)) {
                    return true;
                }
                for (Link next : next(link)) {
                    if (next.cost() == link.cost()) {
                        open.addFirst(next);
                    } else {
                        open.add(next);
                    }
                }
            }
            schedule.undo(mark);
        }
        return false;
    }

    /** Returns the links to parties whose removal alone makes room for this one. */
    private List<Link> next(Link link) {
        List<Link> next = new ArrayList<>();
        int p = link.party();
        int[] options = model.options[p];
        int offset = random.nextInt(options.length);
        for (int i = 0; i < options.length; i++) {
            int c = options[(i + offset) % options.length];
            int mark = schedule.mark();
            boolean isPlaced = eviction.place(p, c, 1L + WEIGHT_OF_KEPT) != Eviction.IMPOSSIBLE;
            if (isPlaced && eviction.out.size() == 1) {
                int q = eviction.out.get(0);
                schedule.undo(mark);
                if (askedIn[q] != search) {
                    askedIn[q] = search;
                    boolean isKept = schedule.at[q] == model.previousOfParty(q);
                    next.add(new Link(q, link.cost() + (isKept ? 1 : 0), link, c));
                }
            } else {
                schedule.undo(mark);
            }
        }
        return next;
    }

    /** Places the parties of the links before this one, so that only its own party is unplaced. */
    private boolean follow(Link link) {
        Link by = link.by();
        if (by == null) {
            return true;
        }
        return follow(by)
                && eviction.place(by.party(), link.candidate(), 1L + WEIGHT_OF_KEPT) != Eviction.IMPOSSIBLE
                && eviction.out.size() == 1
                && eviction.out.get(0) == link.party();
    }
}
