package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanSolution.Unmet;
import nl.tec.planning.PlanTexts;
import org.jspecify.annotations.Nullable;

/**
 * Explains for every unmet wish which obstacles exclude the candidates of its activities, and which candidate comes closest: one with a
 * single obstacle, or else the fewest. Without those obstacles the wish could be met in addition to the plan as it is.
 */
final class Explainer {

    /** All obstacles, the expensive tests last, because most questions need only the first two. */
    private static final Obstacle[] ALL = {
        Obstacle.GRADES,
        Obstacle.WEEKS,
        Obstacle.DATES,
        Obstacle.HOURS,
        Obstacle.PINS,
        Obstacle.FULL,
        Obstacle.ROOM,
        Obstacle.EQUIPMENT,
        Obstacle.CLASS_ELSEWHERE,
        Obstacle.STAFF,
        Obstacle.BUS
    };

    private final Schedule schedule;
    private final Model model;

    /** Whether a team is available, by candidate; the same for all wishes. Null: not computed yet. */
    private final @Nullable Boolean[] hasTeam;

    /** Whether a bus is available for a class, by school, seats, venue, day and times. */
    private final Map<List<Integer>, Boolean> hasBus = new HashMap<>();

    /** @param schedule a schedule that does not change while this explainer is used */
    Explainer(Schedule schedule) {
        this.schedule = schedule;
        model = schedule.model;
        hasTeam = new @Nullable Boolean[model.candidates];
    }

    /**
     * The obstacles that keep a wish from a candidate.
     *
     * @param obstacles the obstacles at this candidate, as far as they were looked for
     * @param candidate its index in the instance
     */
    record Nearest(Set<Obstacle> obstacles, int candidate) {}

    /** Explains every unmet wish; without reasons if nothing is in its way. */
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
        List<Nearest> all = firstTwoObstacles(w);
        if (all.stream().anyMatch(one -> one.obstacles().isEmpty())) {
            return new Unmet(wish, List.of()); // it fits as it is
        }
        Map<Obstacle, Integer> counts = new EnumMap<>(Obstacle.class);
        all.forEach(one -> counts.merge(first(one.obstacles()), 1, Integer::sum));
        Nearest nearest = nearest(w, all);
        return new Unmet(
                wish,
                nearest == null
                        ? PlanTexts.reasons(counts, null, Set.of())
                        : PlanTexts.reasons(
                                counts, model.instance.candidates().get(nearest.candidate()), nearest.obstacles()));
    }

    /** Returns the first two obstacles of every candidate of the activities that a wish names. */
    private List<Nearest> firstTwoObstacles(int w) {
        List<Nearest> all = new ArrayList<>();
        for (int c : model.offeredTo(w)) {
            all.add(new Nearest(obstacles(w, c, 2), c));
        }
        return all;
    }

    /**
     * Returns the candidate that comes closest: one with a single obstacle, of the most frequent such kind; otherwise one with the fewest
     * obstacles. Null if the wish has no candidates.
     */
    @Nullable Nearest nearest(int w) {
        return nearest(w, firstTwoObstacles(w));
    }

    private @Nullable Nearest nearest(int w, List<Nearest> all) {
        Map<Obstacle, Integer> counts = new EnumMap<>(Obstacle.class);
        Map<Obstacle, Nearest> alone = new EnumMap<>(Obstacle.class);
        for (Nearest one : all) {
            if (one.obstacles().size() == 1) {
                counts.merge(first(one.obstacles()), 1, Integer::sum);
                alone.putIfAbsent(first(one.obstacles()), one);
            }
        }
        Map.Entry<Obstacle, Integer> most =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(null);
        return most == null ? fewest(w) : alone.get(most.getKey());
    }

    /** Returns the candidates that a single obstacle excludes. */
    List<Nearest> alone(int w) {
        return firstTwoObstacles(w).stream()
                .filter(one -> one.obstacles().size() == 1)
                .toList();
    }

    private @Nullable Nearest fewest(int w) {
        Nearest fewest = null;
        for (int c : model.offeredTo(w)) {
            int most = fewest == null
                    ? Obstacle.values().length
                    : fewest.obstacles().size();
            EnumSet<Obstacle> obstacles = obstacles(w, c, most);
            if (fewest == null || obstacles.size() < most) {
                fewest = new Nearest(obstacles, c);
            }
        }
        return fewest;
    }

    private static Obstacle first(Set<Obstacle> obstacles) {
        return obstacles.iterator().next();
    }

    /** Returns the first obstacles, up to a maximum, that exclude a candidate for a wish and the wishes it is combined with. */
    private EnumSet<Obstacle> obstacles(int w, int c, int most) {
        int p = model.partyOf[w];
        EnumSet<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        for (Obstacle obstacle : ALL) {
            if (isInTheWay(obstacle, p, c)) {
                obstacles.add(obstacle);
                if (obstacles.size() == most) {
                    break;
                }
            }
        }
        return obstacles;
    }

    private boolean isInTheWay(Obstacle obstacle, int p, int c) {
        for (int w : model.wishesOf[p]) {
            if (model.isObstacle(obstacle, w, c)) {
                return true;
            }
        }
        boolean isHeld = schedule.isHeld(c);
        return switch (obstacle) {
            case FULL -> !hasPlacesFor(p, c) || isHeld && !schedule.hasPlaces(p, c);
            case ROOM -> !isHeld && !schedule.isRoomFree(c);
            case EQUIPMENT -> !isHeld && !schedule.hasEquipment(c);
            case STAFF -> !isHeld && !hasTeam(c);
            case BUS -> !hasBus(p, c);
            case CLASS_ELSEWHERE -> schedule.isAlreadyOut(p, c);
            case GRADES, WEEKS, DATES, HOURS, PINS -> false;
        };
    }

    private boolean hasTeam(int c) {
        Boolean known = hasTeam[c];
        if (known == null) {
            known = schedule.hasTeam(c);
            hasTeam[c] = known;
        }
        return known;
    }

    private boolean hasBus(int p, int c) {
        if (model.wishesOf[p].length > 1) {
            return schedule.hasBus(p, c);
        }
        int w = model.wishesOf[p][0];
        return !model.needsBus(w, c)
                || hasBus.computeIfAbsent(
                        List.of(
                                model.school[w],
                                model.seats[w],
                                model.venue[c],
                                model.day[c],
                                model.start[c],
                                model.end[c]),
                        key -> schedule.hasBus(p, c));
    }

    /** Whether an empty session has the capacity for a party. */
    private boolean hasPlacesFor(int p, int c) {
        int together = 0;
        for (int w : model.wishesOf[p]) {
            together += model.pupils[w];
        }
        return model.wishesOf[p].length <= model.maxClasses[c] && together <= model.maxPupils[c];
    }
}
