package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.planning.Level;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;

/**
 * A proven lower bound of the moves against the previous plan, from the feasible assignments of guides per week and from the relaxation,
 * in which moved wishes need another place.
 */
public final class Staying {

    private static final double ROUNDING = 1e-3;

    private final Model model;

    /** The pinned sessions and those that could stay, by day. */
    private final List<Map<Integer, Session>> days = new ArrayList<>();

    /**
     * A session that needs a team.
     *
     * @param visits the number of visits lost without a team
     */
    private record Session(int c, int visits, boolean isPinned) {}

    private Staying(PlanInstance instance) {
        model = new Model(instance);
        for (int d = 0; d < model.days; d++) {
            days.add(new HashMap<>());
        }
        for (int p = 0; p < model.parties; p++) {
            boolean isPinned = model.pinned[p] != NONE;
            int c = isPinned ? model.pinned[p] : model.previousOfParty(p);
            if (c != NONE) {
                int visits = isPinned ? 0 : model.wishesOf[p].length;
                days.get(model.day[c])
                        .merge(
                                c,
                                new Session(c, visits, isPinned),
                                (one, other) -> new Session(
                                        c, one.visits() + other.visits(), one.isPinned() || other.isPinned()));
            }
        }
    }

    /**
     * Returns the number of unpinned placements of the previous plan that cannot stay.
     *
     * @param met the number of wishes to meet
     */
    public static int impossible(PlanInstance instance, int met) {
        Staying staying = new Staying(instance);
        Model model = staying.model;
        Set<String> pinned = instance.pins().stream().map(Placement::wish).collect(Collectors.toSet());
        long planned = instance.previous().stream()
                .filter(before -> !pinned.contains(before.wish()))
                .count();
        int[] most = IntStream.range(0, model.weeks).map(staying::most).toArray();
        double[] costs = new Schedule(model).tally().costs();
        costs[Level.MET.ordinal()] = -met;
        double stays =
                -new BoundSearch(new Relaxation(model, week -> most[week])).leastCost(Level.MOVED, costs, () -> false);
        return (int) planned - Math.min(IntStream.of(most).sum(), (int) Math.floor(stays + ROUNDING));
    }

    /** Returns the maximum number of visits in a week that can stay. */
    private int most(int week) {
        Map<List<Integer>, Integer> soFar = new HashMap<>();
        List<Integer> nothing = new ArrayList<>();
        for (int person = 0; person < model.people; person++) {
            nothing.add(0);
        }
        soFar.put(nothing, 0);
        for (int d = 0; d < model.days; d++) {
            if (model.weekOfDay[d] == week) {
                Map<List<Integer>, Integer> onDay = new HashMap<>();
                staff(new ArrayList<>(days.get(d).values()), 0, new ArrayList<>(), nothing, 0, onDay);
                soFar = together(soFar, onDay);
            }
        }
        return soFar.values().stream().mapToInt(visits -> visits).max().orElse(0);
    }

    private Map<List<Integer>, Integer> together(Map<List<Integer>, Integer> soFar, Map<List<Integer>, Integer> onDay) {
        Map<List<Integer>, Integer> all = new HashMap<>();
        soFar.forEach((work, visits) -> onDay.forEach((more, others) -> {
            List<Integer> sum = new ArrayList<>();
            for (int person = 0; person < model.people; person++) {
                sum.add(work.get(person) + more.get(person));
                if (sum.get(person) > model.maxPerWeek[person]) {
                    return;
                }
            }
            all.merge(sum, visits + others, Math::max);
        }));
        return all;
    }

    /**
     * Adds the visits that can be met in the remaining sessions.
     *
     * @param worker the assignments, as pairs of person and candidate
     * @param work the number of sessions per person
     * @param best the maximum number of visits by amount of work
     */
    private void staff(
            List<Session> sessions,
            int next,
            List<int[]> worker,
            List<Integer> work,
            int visits,
            Map<List<Integer>, Integer> best) {
        if (next == sessions.size()) {
            best.merge(work, visits, Math::max);
            return;
        }
        Session session = sessions.get(next);
        if (!session.isPinned()) {
            staff(sessions, next + 1, worker, work, visits, best);
        }
        team(sessions, next, 0, worker, work, visits + session.visits(), best);
    }

    private void team(
            List<Session> sessions,
            int next,
            int place,
            List<int[]> worker,
            List<Integer> work,
            int visits,
            Map<List<Integer>, Integer> best) {
        int c = sessions.get(next).c();
        if (place == model.able[c].length) {
            staff(sessions, next + 1, worker, work, visits, best);
            return;
        }
        for (int person : model.able[c][place]) {
            if (worker.stream().noneMatch(one -> one[0] == person && model.isSameTime(c, one[1]))) {
                List<Integer> more = new ArrayList<>(work);
                more.set(person, more.get(person) + 1);
                worker.add(new int[] {person, c});
                team(sessions, next, place + 1, worker, more, visits, best);
                worker.remove(worker.size() - 1);
            }
        }
    }
}
