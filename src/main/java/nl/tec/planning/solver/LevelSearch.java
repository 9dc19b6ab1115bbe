package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;
import nl.tec.planning.Level;
import nl.tec.planning.PlanScore;

/**
 * Improves one level of the score by simulated annealing, without worsening a higher one. A move takes a party to another candidate; the
 * parties in its way go to their best free place, or evict others in turn, up to a limit. Moves that make the level slightly worse are
 * accepted with decreasing probability.
 */
final class LevelSearch {

    /** The maximum number of parties that a move may evict. */
    private static final int MAX_EVICTED = 6;

    /** The number of candidates that are tried for a party without a free place. */
    private static final int EVICTION_TRIES = 6;

    private static final int PICK_TRIES = 20;

    private final Model model;
    private final Schedule schedule;
    private final SplittableRandom random;
    private final Eviction eviction;
    private final Bag unplaced = new Bag();
    private final int[] movedIn;
    private int move;
    private int evicted;

    LevelSearch(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
        model = schedule.model;
        eviction = new Eviction(schedule, random);
        Arrays.fill(eviction.weight, 1);
        movedIn = new int[model.parties];
    }

    /**
     * Tries one move.
     *
     * @param temperature the scale of the worsening that is accepted
     * @return whether the plan changed
     */
    boolean step(Level level, double temperature) {
        double[] before = schedule.tally().costs();
        int mark = schedule.mark();
        boolean moved = level == Level.LOAD ? reassignWork() : moveParty(level);
        if (moved && isAccepted(level, before, temperature)) {
            schedule.commit();
            return true;
        }
        schedule.undo(mark);
        return false;
    }

    private boolean isAccepted(Level level, double[] before, double temperature) {
        Tally tally = schedule.tally();
        for (Level higher : Level.values()) {
            double worse = tally.cost(higher) - before[higher.ordinal()];
            if (higher == level) {
                return worse <= PlanScore.TOLERANCE
                        || temperature > 0 && random.nextDouble() < Math.exp(-worse / temperature);
            }
            if (Math.abs(worse) > PlanScore.TOLERANCE) {
                return worse < 0;
            }
        }
        throw new IllegalStateException("no level " + level);
    }

    // --- moving parties

    private boolean moveParty(Level level) {
        move++;
        evicted = 0;
        unplaced.clear();
        int p = pickParty(level);
        if (p == NONE) {
            return false;
        }
        int from = schedule.at[p];
        int c = pickCandidate(level, p);
        if (c == NONE) {
            return false;
        }
        if (from != NONE) {
            schedule.remove(p);
        }
        if (!placeByEviction(p, c)) {
            return false;
        }
        while (unplaced.size() > 0) {
            int q = unplaced.take(unplaced.size() - 1);
            if (!placeFreely(q)) {
                placeByEviction(q);
            }
        }
        return true;
    }

    private boolean placeByEviction(int p, int c) {
        int mark = schedule.mark();
        if (eviction.place(p, c, MAX_EVICTED - evicted) == Eviction.IMPOSSIBLE || hasMoved(eviction.out)) {
            schedule.undo(mark);
            return false;
        }
        movedIn[p] = move;
        evicted += eviction.out.size();
        for (int i = 0; i < eviction.out.size(); i++) {
            unplaced.add(eviction.out.get(i));
        }
        return true;
    }

    /** Whether one of the parties was already placed in this move, which would lead to cycles. */
    private boolean hasMoved(Bag parties) {
        for (int i = 0; i < parties.size(); i++) {
            if (movedIn[parties.get(i)] == move) {
                return true;
            }
        }
        return false;
    }

    /** Places a party at its preferred free candidate. */
    private boolean placeFreely(int p) {
        for (int c : model.options[p]) {
            if (schedule.place(p, c)) {
                movedIn[p] = move;
                return true;
            }
        }
        return false;
    }

    private boolean placeByEviction(int p) {
        int[] options = model.options[p];
        for (int i = 0; i < EVICTION_TRIES && evicted < MAX_EVICTED; i++) {
            if (placeByEviction(p, options[random.nextInt(options.length)])) {
                return true;
            }
        }
        return false;
    }

    private int pickParty(Level level) {
        for (int i = 0; i < PICK_TRIES; i++) {
            int p = random.nextInt(model.parties);
            if (model.options[p].length > 0 && model.pinned[p] == NONE && isWorthMoving(level, p)) {
                return p;
            }
        }
        return NONE;
    }

    private boolean isWorthMoving(Level level, int p) {
        int c = schedule.at[p];
        if (isReturning(level)) {
            int before = model.previousOfParty(p);
            return before != NONE && before != c;
        }
        boolean anyway = random.nextInt(4) == 0;
        return switch (level) {
            case MET, LAG -> c == NONE;
            case WORST_SCHOOL -> c == NONE && (anyway || isOfWorstSchool(p));
            case UNFAIRNESS ->
                c == NONE && random.nextDouble() >= schedule.tally().shareOfSchool(schoolOf(p));
            case PREFERENCE -> c != NONE && (anyway || model.preferenceOfParty(p, c) > 0);
            case WEEKS -> c != NONE && (anyway || model.weekRankOfParty(p, c) > 0);
            default -> c != NONE;
        };
    }

    private int schoolOf(int p) {
        return model.school[model.wishesOf[p][0]];
    }

    private boolean isOfWorstSchool(int p) {
        Tally tally = schedule.tally();
        return tally.shareOfSchool(schoolOf(p)) <= PlanScore.TOLERANCE - tally.cost(Level.WORST_SCHOOL);
    }

    /** Whether this level is improved by returning parties to their previous places. */
    private boolean isReturning(Level level) {
        return level == Level.MOVED
                || level == Level.WORST_SCHOOL && schedule.tally().excessMoves() > 0;
    }

    private int pickCandidate(Level level, int p) {
        if (isReturning(level)) {
            return model.previousOfParty(p);
        }
        int[] options = model.options[p];
        int from = schedule.at[p];
        boolean anyway = from == NONE || random.nextInt(4) == 0;
        for (int i = 0; i < PICK_TRIES; i++) {
            int c = options[random.nextInt(options.length)];
            if (c != from && (anyway || suits(level, p, from, c))) {
                return c;
            }
        }
        return NONE;
    }

    private boolean suits(Level level, int p, int from, int c) {
        int preference = model.preferenceOfParty(p, c) - model.preferenceOfParty(p, from);
        int weeks = model.weekRankOfParty(p, c) - model.weekRankOfParty(p, from);
        return switch (level) {
            case PREFERENCE -> preference < 0;
            case WEEKS -> preference <= 0 && weeks < 0;
            default -> preference <= 0 && weeks <= 0;
        };
    }

    // --- work

    /** Gives the position of one person in a team to another. */
    private boolean reassignWork() {
        int p = random.nextInt(model.parties);
        int c = schedule.at[p];
        if (c == NONE || model.able[c].length == 0) {
            return false;
        }
        int place = random.nextInt(model.able[c].length);
        int[] able = model.able[c][place];
        int person = able[random.nextInt(able.length)];
        return schedule.replace(c, place, person);
    }
}
