package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanSolution;
import org.jspecify.annotations.Nullable;

/** Builds the initial plan: the pins, then the placements of an earlier plan, then the rest one by one. */
final class FirstPlan {

    /** The maximum number of search steps for placing the pins. */
    private static final int PIN_STEPS = 2_000;

    private FirstPlan() {}

    /**
     * Builds the initial plan.
     *
     * @param known a plan to continue from; null: start from the previous plan of the instance
     * @throws PinsExclude if the pins cannot all be kept
     */
    static void make(Schedule schedule, @Nullable PlanSolution known, SplittableRandom random) throws PinsExclude {
        placePinned(schedule, random);
        if (known == null) {
            placeAsPreviously(schedule);
        } else {
            Plans.replay(known, schedule);
        }
        if (!schedule.model.instance.previous().isEmpty()) {
            insert(schedule);
        }
        placeOneByOne(schedule);
    }

    static void placePinned(Schedule schedule, SplittableRandom random) throws PinsExclude {
        Model model = schedule.model;
        int[] pinned = IntStream.range(0, model.parties)
                .filter(p -> model.pinned[p] != NONE)
                .toArray();
        for (int p : pinned) {
            if (model.options[p].length > 0) {
                schedule.place(p, model.options[p][0]);
            }
        }
        schedule.commit();
        // staff and buses of one pin can block another
        EjectionSearch search = new EjectionSearch(schedule, random, p -> model.pinned[p] != NONE);
        for (int step = 0; step < PIN_STEPS && !search.isDone(); step++) {
            search.step();
        }
        List<Placement> left = model.instance.pins().stream()
                .filter(pin -> isMissing(schedule, model.partyOf[model.wish(pin)], model.candidate(pin)))
                .toList();
        if (!left.isEmpty()) {
            throw new PinsExclude(left);
        }
    }

    private static boolean isMissing(Schedule schedule, int p, int c) {
        return schedule.model.pinned[p] != NONE && schedule.at[p] != c;
    }

    private static void placeAsPreviously(Schedule schedule) {
        Model model = schedule.model;
        for (int w = 0; w < model.wishes; w++) {
            int p = model.partyOf[w];
            int c = model.previous[w];
            if (c != NONE
                    && schedule.at[p] == NONE
                    && IntStream.of(model.options[p]).anyMatch(x -> x == c)) {
                schedule.place(p, c);
            }
        }
        schedule.commit();
    }

    /** Places the parties without a place: at a free candidate, or where few others have to move. */
    private static void insert(Schedule schedule) {
        Model model = schedule.model;
        Insertion insertion = new Insertion(schedule, model::previousOfParty);
        int[] unplaced = IntStream.range(0, model.parties)
                .filter(p -> schedule.at[p] == NONE)
                .toArray();
        for (int p : unplaced) {
            if (!insertion.placeFreely(p)) {
                insertion.placeByMovingOthers(p);
            }
        }
        schedule.commit();
    }

    /** Places the remaining parties, those with the fewest options first, each at its preferred free candidate. */
    static void placeOneByOne(Schedule schedule) {
        Model model = schedule.model;
        List<Integer> order = IntStream.range(0, model.parties)
                .filter(p -> schedule.at[p] == NONE)
                .boxed()
                .sorted(Comparator.comparingInt(p -> model.options[p].length))
                .toList();
        for (int p : order) {
            for (int c : model.options[p]) {
                if (schedule.place(p, c)) {
                    break;
                }
            }
        }
        schedule.commit();
    }
}
