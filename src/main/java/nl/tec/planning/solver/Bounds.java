package nl.tec.planning.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import nl.tec.planning.Level;
import nl.tec.planning.PlanScore;
import org.jspecify.annotations.Nullable;

/**
 * The proven bounds of a plan: for each level examined so far, the least possible cost given the costs of the levels before it.
 */
final class Bounds {

    /** The tolerance when a bound is rounded up to an integer, because of floating-point errors in the prices. */
    private static final double ROUNDING = 1e-3;

    private final Model model;
    /** The maximum number of wishes that fit in the rooms. */
    private final int mostInRooms;

    private @Nullable BoundSearch search;
    private final EnumMap<Level, Double> least = new EnumMap<>(Level.class);
    /** The costs of the preceding levels for which each bound holds. */
    private final EnumMap<Level, double[]> given = new EnumMap<>(Level.class);

    Bounds(Model model) {
        this(model, new RoomTimes(model));
    }

    Bounds(Model model, RoomTimes times) {
        this.model = model;
        mostInRooms = times.maxMet();
    }

    /** Returns the maximum number of wishes that can be met. */
    synchronized int maxMet() {
        return (int) -least.getOrDefault(Level.MET, (double) -mostInRooms);
    }

    /** Returns the number of wishes with at least one candidate. */
    private int placeable() {
        int placeable = 0;
        for (int p = 0; p < model.parties; p++) {
            placeable += model.options[p].length > 0 ? model.wishesOf[p].length : 0;
        }
        return placeable;
    }

    /**
     * Computes the bound of a level, for a plan with these costs. Takes seconds for a large instance; if it has to stop, the bound is the one
     * that the prices of an earlier plan give.
     */
    void look(Level level, double[] costs, BooleanSupplier stop) {
        // the necessary moves depend only on the number of met wishes
        double[] before = Arrays.copyOf(costs, level == Level.MOVED ? 1 : level.ordinal());
        synchronized (this) {
            double[] known = given.get(level);
            if (known != null && Plan.compare(known, before) == 0) {
                return;
            }
        }
        double bound = bound(level, costs, stop);
        synchronized (this) {
            least.put(level, bound);
            given.put(level, before);
        }
    }

    private double bound(Level level, double[] costs, BooleanSupplier stop) {
        return switch (level) {
            case MET -> -maxMet(costs, stop);
            case WORST_SCHOOL -> -bestWorstShare(unplaceableBySchool(), unmetPlaceable(costs));
            case SHARES -> minUnevenness(costs, 1);
            case UNFAIRNESS -> minUnevenness(costs, 0);
            case PREFERENCE, WEEKS -> Math.max(0, whole(search().leastCost(level, costs, stop)));
            case LAG -> Math.max(-totalLag(), whole(search().leastCost(level, costs, stop)));
            case BUS_KM -> Math.max(0, search().leastCost(level, costs, stop) - ROUNDING);
            case LOAD -> minLoad(costs);
            case MOVED -> minMoved(costs, stop);
        };
    }

    private double maxMet(double[] costs, BooleanSupplier stop) {
        boolean allMet = -costs[Level.MET.ordinal()] == model.wishes;
        return allMet ? model.wishes : Math.min(mostInRooms, -whole(search().leastCost(Level.MET, costs, stop)));
    }

    private BoundSearch search() {
        if (search == null) {
            search = new BoundSearch(new Relaxation(model));
        }
        return search;
    }

    private static double whole(double cost) {
        return Math.ceil(cost - ROUNDING);
    }

    /** Returns the bound on the moves against the previous plan, among plans that meet as many wishes. */
    private double minMoved(double[] costs, BooleanSupplier stop) {
        int previous = model.instance.previous().size();
        return previous == 0 ? 0 : Math.max(-previous, whole(search().leastCost(Level.MOVED, costs, stop)));
    }

    /** Returns per school the number of wishes without any candidate. */
    private int[] unplaceableBySchool() {
        int[] missed = new int[model.schools];
        for (int p = 0; p < model.parties; p++) {
            if (model.options[p].length == 0) {
                missed[model.school[model.wishesOf[p][0]]] += model.wishesOf[p].length;
            }
        }
        return missed;
    }

    /** Returns the number of other wishes that a plan with these costs leaves unmet. */
    private int unmetPlaceable(double[] costs) {
        return placeable() + (int) costs[Level.MET.ordinal()];
    }

    /**
     * Returns the least cost of the unmet wishes if any school can give way to any other: the {@code n}-th wish that a school misses costs
     * {@code n} divided by its wishes, which makes the shares as even as possible; with {@code more} 0, the squares of the shares.
     *
     * @param more 1 for {@link Level#SHARES}, 0 for {@link Level#UNFAIRNESS}
     */
    private double minUnevenness(double[] costs, int more) {
        int[] missed = unplaceableBySchool();
        PriorityQueue<Integer> leastLost = new PriorityQueue<>(
                Comparator.comparingDouble(s -> (2.0 * missed[s] + 1 + more) / model.wishesOfSchool[s]));
        for (int s = 0; s < model.schools; s++) {
            if (missed[s] < model.wishesOfSchool[s]) {
                leastLost.add(s);
            }
        }
        for (int left = unmetPlaceable(costs); left > 0 && !leastLost.isEmpty(); left--) {
            int school = leastLost.remove();
            missed[school]++;
            if (missed[school] < model.wishesOfSchool[school]) {
                leastLost.add(school);
            }
        }
        double sum = 0;
        for (int s = 0; s < model.schools; s++) {
            if (missed[s] > 0) {
                sum += (double) missed[s] * (missed[s] + more) / model.wishesOfSchool[s];
            }
        }
        return Math.max(0, sum / (1 + more) - PlanScore.TOLERANCE / 2);
    }

    private double bestWorstShare(int[] missed, int unmetPlaceable) {
        int[] spread = missed.clone();
        double worst = 1;
        for (int i = 0; i <= unmetPlaceable; i++) {
            int next = Model.NONE;
            for (int s = 0; s < model.schools; s++) {
                if (spread[s] > 0) {
                    worst = Math.min(worst, 1 - (double) spread[s] / model.wishesOfSchool[s]);
                }
                if (spread[s] < model.wishesOfSchool[s]
                        && (next == Model.NONE
                                || (spread[s] + 1.0) / model.wishesOfSchool[s]
                                        < (spread[next] + 1.0) / model.wishesOfSchool[next])) {
                    next = s;
                }
            }
            if (next == Model.NONE || i == unmetPlaceable) {
                break;
            }
            spread[next]++;
        }
        return worst;
    }

    private double totalLag() {
        return Arrays.stream(model.lag).sum();
    }

    /** Returns the load if the minimum amount of work for that many wishes is spread evenly over everybody. */
    private double minLoad(double[] costs) {
        if (model.people == 0) {
            return 0;
        }
        double work = IntStream.range(0, model.parties)
                .filter(p -> model.options[p].length > 0)
                .boxed()
                .flatMap(p -> {
                    double least = Arrays.stream(model.options[p])
                            .mapToDouble(c -> (double) model.able[c].length / model.maxClasses[c])
                            .min()
                            .orElseThrow();
                    return Collections.nCopies(model.wishesOf[p].length, least).stream();
                })
                .sorted()
                .limit((long) -costs[Level.MET.ordinal()])
                .mapToDouble(least -> least)
                .sum();
        long whole = (long) Math.ceil(work - ROUNDING);
        long each = whole / model.people;
        long more = whole % model.people;
        return ((double) more * (each + 1) * (each + 1) + (double) (model.people - more) * each * each) / model.people;
    }

    /** Whether a plan with these costs cannot be better on this level, given the levels before it. */
    synchronized boolean isReached(Level level, double[] costs) {
        Double bound = holding(level, costs);
        return bound != null && costs[level.ordinal()] <= bound + PlanScore.TOLERANCE;
    }

    private @Nullable Double holding(Level level, double[] costs) {
        double[] before = given.get(level);
        return before != null && Plan.compare(before, costs) == 0 ? least.get(level) : null;
    }

    /** Returns the proven bounds by the name of the level in files, as values of the score. */
    synchronized Map<String, Double> values(double[] costs) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            Double bound = holding(level, costs);
            if (bound != null) {
                values.put(level.word(), valueOf(level, bound));
            }
        }
        values.putIfAbsent(Level.MET.word(), (double) maxMet());
        return values;
    }

    /** Returns a cost as a value of the score. */
    double valueOf(Level level, double cost) {
        return switch (level) {
            case MET, LAG -> 0.0 - cost;
            // strips the penalty for excess moves, see Tally
            case WORST_SCHOOL -> 2 * Math.ceil(cost / 2) - cost;
            case MOVED -> model.instance.previous().size() + cost;
            default -> cost;
        };
    }

    /** Returns the leading levels that are proved optimal, up to the first that is not. */
    synchronized List<String> proven(double[] costs) {
        List<String> proven = new ArrayList<>();
        for (Level level : Level.values()) {
            if (!isReached(level, costs)) {
                break;
            }
            proven.add(level.word());
        }
        return proven;
    }
}
