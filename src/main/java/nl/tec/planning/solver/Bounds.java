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
 * The proven bounds of a plan: level by level, the least cost that is possible given the costs of the levels before it. A level that
 * was not looked into is not there.
 */
final class Bounds {

    /** A whole number cannot be closer to a bound than this and still be beyond it: the prices are rounded. */
    private static final double ROUNDING = 1e-3;

    private final Model model;
    /** Wishes that the rooms have time for. */
    private final int mostInRooms;

    private @Nullable BoundSearch search;
    private final EnumMap<Level, Double> least = new EnumMap<>(Level.class);
    /** For which costs of the levels before it a bound holds. */
    private final EnumMap<Level, double[]> given = new EnumMap<>(Level.class);

    Bounds(Model model) {
        this(model, new RoomTimes(model));
    }

    Bounds(Model model, RoomTimes times) {
        this.model = model;
        mostInRooms = times.mostMet();
    }

    /** Of all wishes, how many can be met at most. */
    synchronized int mostMet() {
        return (int) -least.getOrDefault(Level.MET, (double) -mostInRooms);
    }

    /** Wishes that some candidate allows. */
    private int placeable() {
        int placeable = 0;
        for (int p = 0; p < model.parties; p++) {
            placeable += model.options[p].length > 0 ? model.wishesOf[p].length : 0;
        }
        return placeable;
    }

    /** Looks into a level, for a plan with these costs. Takes seconds for a large instance. */
    void look(Level level, double[] costs, BooleanSupplier stop) {
        // what has to move is the same whatever else is given up, as long as as much is met
        double[] before = Arrays.copyOf(costs, level == Level.MOVED ? 1 : level.ordinal());
        synchronized (this) {
            double[] known = given.get(level);
            if (known != null && Plan.compare(known, before) == 0) {
                return;
            }
        }
        Double bound = bound(level, costs, stop);
        if (bound != null) {
            synchronized (this) {
                least.put(level, bound);
                given.put(level, before);
            }
        }
    }

    private @Nullable Double bound(Level level, double[] costs, BooleanSupplier stop) {
        return switch (level) {
            case MET -> -mostMet(costs, stop);
            case WORST_SCHOOL -> -greatestWorst(missedAnyway(), toMiss(costs));
            case SHARES -> leastSpread(costs, 1);
            case UNFAIRNESS -> leastSpread(costs, 0);
            case PREFERENCE, WEEKS -> Math.max(0, whole(search().leastCost(level, costs, stop)));
            case LAG -> Math.max(-lagOfAll(), whole(search().leastCost(level, costs, stop)));
            case BUS_KM -> Math.max(0, search().leastCost(level, costs, stop) - ROUNDING);
            case LOAD -> evenLoad(costs);
            case MOVED -> leastMoved(costs, stop);
        };
    }

    private double mostMet(double[] costs, BooleanSupplier stop) {
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

    /** What moves against the previous plan, of those that meet as many wishes; no more can stay than was planned. */
    private double leastMoved(double[] costs, BooleanSupplier stop) {
        int previous = model.instance.previous().size();
        return previous == 0 ? 0 : Math.max(-previous, whole(search().leastCost(Level.MOVED, costs, stop)));
    }

    /** Per school, the wishes that no candidate allows. */
    private int[] missedAnyway() {
        int[] missed = new int[model.schools];
        for (int p = 0; p < model.parties; p++) {
            if (model.options[p].length == 0) {
                missed[model.school[model.wishesOf[p][0]]] += model.wishesOf[p].length;
            }
        }
        return missed;
    }

    /** The others that are not met in a plan with these costs. */
    private int toMiss(double[] costs) {
        return placeable() + (int) costs[Level.MET.ordinal()];
    }

    /**
     * The least cost of what is not met, if any school can give way to any other: the {@code n}-th wish that a school misses costs
     * {@code n} divided by its wishes, so that the shares are as even as they can be; or, with 0 for 1, the squares of the shares are.
     *
     * @param more 1 for {@link Level#SHARES}, 0 for {@link Level#UNFAIRNESS}
     */
    private double leastSpread(double[] costs, int more) {
        int[] missed = missedAnyway();
        PriorityQueue<Integer> leastLost = new PriorityQueue<>(
                Comparator.comparingDouble(s -> (2.0 * missed[s] + 1 + more) / model.wishesOfSchool[s]));
        for (int s = 0; s < model.schools; s++) {
            if (missed[s] < model.wishesOfSchool[s]) {
                leastLost.add(s);
            }
        }
        for (int left = toMiss(costs); left > 0 && !leastLost.isEmpty(); left--) {
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

    private double greatestWorst(int[] missed, int toMiss) {
        int[] spread = missed.clone();
        double worst = 1;
        for (int i = 0; i <= toMiss; i++) {
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
            if (next == Model.NONE || i == toMiss) {
                break;
            }
            spread[next]++;
        }
        return worst;
    }

    private double lagOfAll() {
        return Arrays.stream(model.lag).sum();
    }

    /** The load if the least work that so many wishes give is spread evenly over everybody. */
    private @Nullable Double evenLoad(double[] costs) {
        if (model.people == 0) {
            return null;
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

    /** Per level, by its name in files, the best value that is proved possible for a plan with these costs. */
    synchronized Map<String, Double> values(double[] costs) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            Double bound = holding(level, costs);
            if (bound != null) {
                values.put(level.word(), valueOf(level, bound));
            }
        }
        values.putIfAbsent(Level.MET.word(), (double) mostMet());
        return values;
    }

    /** Returns a cost as a value of the score. */
    double valueOf(Level level, double cost) {
        return switch (level) {
            case MET, LAG -> 0.0 - cost;
            // beside what was moved too often, see Tally
            case WORST_SCHOOL -> 2 * Math.ceil(cost / 2) - cost;
            case MOVED -> model.instance.previous().size() + cost;
            default -> cost;
        };
    }

    /** The first levels that are proved optimal, up to the first that is not. */
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
