package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanSolution.Unmet;
import nl.tec.planning.PlanTexts;
import org.jspecify.annotations.Nullable;

/**
 * Says of every wish that is not met what keeps it from each candidate of its activities, and what would make room for it: the
 * candidate with the fewest obstacles, which are one or, if there is no such candidate, the fewest that stand together. Without
 * those the wish could be met beside all that is planned, as it is.
 */
final class Explainer {

    private final Schedule schedule;
    private final Model model;

    Explainer(Schedule schedule) {
        this.schedule = schedule;
        model = schedule.model;
    }

    /**
     * What stands between a wish and being met.
     *
     * @param obstacles all that are in the way at this candidate
     * @param candidate its place in the instance
     */
    record Nearest(Set<Obstacle> obstacles, int candidate) {}

    /** Every wish that is not met; without reasons if nothing is in its way. */
    List<Unmet> explain() {
        List<Unmet> unmet = new ArrayList<>();
        for (int w = 0; w < model.wishes; w++) {
            if (schedule.at[model.partyOf[w]] == NONE) {
                unmet.add(explain(w));
            }
        }
        return unmet;
    }

    private Unmet explain(int w) {
        String wish = model.instance.wishes().get(w).id();
        Map<Obstacle, Integer> counts = new EnumMap<>(Obstacle.class);
        for (int c : model.offeredTo(w)) {
            EnumSet<Obstacle> obstacles = obstacles(w, c);
            if (obstacles.isEmpty()) {
                return new Unmet(wish, List.of()); // it fits as it is
            }
            counts.merge(first(obstacles), 1, Integer::sum);
        }
        Nearest nearest = nearest(w);
        List<Reason> reasons = new ArrayList<>();
        counts.forEach((obstacle, count) -> reasons.add(new Reason(obstacle, count, help(obstacle, nearest))));
        return new Unmet(wish, reasons);
    }

    /**
     * The candidate that is named to whoever asks what would help: one with a single obstacle, of the kind that most candidates are
     * excluded by alone; otherwise one with the fewest obstacles. Null if no candidate was wished at all.
     */
    @Nullable Nearest nearest(int w) {
        Map<Obstacle, Nearest> alone = new EnumMap<>(Obstacle.class);
        Map<Obstacle, Integer> aloneCount = new EnumMap<>(Obstacle.class);
        Nearest fewest = null;
        for (int c : model.offeredTo(w)) {
            Nearest here = new Nearest(obstacles(w, c), c);
            if (here.obstacles().size() == 1) {
                alone.putIfAbsent(first(here.obstacles()), here);
                aloneCount.merge(first(here.obstacles()), 1, Integer::sum);
            }
            if (fewest == null || here.obstacles().size() < fewest.obstacles().size()) {
                fewest = here;
            }
        }
        return aloneCount.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> alone.get(most.getKey()))
                .orElse(fewest);
    }

    private static Obstacle first(Set<Obstacle> obstacles) {
        return obstacles.iterator().next();
    }

    private @Nullable String help(Obstacle obstacle, @Nullable Nearest nearest) {
        if (nearest == null || first(nearest.obstacles()) != obstacle) {
            return null;
        }
        return PlanTexts.help(model.instance.candidates().get(nearest.candidate()), nearest.obstacles());
    }

    /** All that keeps a wish, and those it wishes to come with, from a candidate beside what is planned. */
    EnumSet<Obstacle> obstacles(int w, int c) {
        int p = model.partyOf[w];
        EnumSet<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        int together = 0;
        for (int each : model.wishesOf[p]) {
            obstacles.addAll(model.obstacles(each, c));
            together += model.pupils[each];
        }
        boolean isHeld = schedule.isHeld(c);
        if (model.wishesOf[p].length > model.maxClasses[c]
                || together > model.maxPupils[c]
                || isHeld && !schedule.hasPlaces(p, c)) {
            obstacles.add(Obstacle.FULL);
        }
        if (!isHeld) {
            addOfSession(c, obstacles);
        }
        if (!schedule.hasBus(p, c)) {
            obstacles.add(Obstacle.BUS);
        }
        if (schedule.isOutAlready(p, c)) {
            obstacles.add(Obstacle.CLASS_ELSEWHERE);
        }
        return obstacles;
    }

    private void addOfSession(int c, EnumSet<Obstacle> obstacles) {
        if (!schedule.isRoomFree(c)) {
            obstacles.add(Obstacle.ROOM);
        }
        if (!schedule.hasEquipment(c)) {
            obstacles.add(Obstacle.EQUIPMENT);
        }
        if (!schedule.hasTeam(c)) {
            obstacles.add(Obstacle.STAFF);
        }
    }
}
