package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;

/**
 * A proven lower bound of the moves against the previous plan, by decomposition into days (decision 0108). What is best on a day is found
 * exactly ({@link BestDay}); all that joins the days is that a wish is met once and how many are met, for which wishes have prices. Any
 * prices give a bound; subgradient steps lower it. Sessions of more than one class are not supported.
 */
public final class Staying {

    private static final double ROUNDING = 1e-3;
    private static final int STEPS = 2_000;

    /** The number of steps without progress after which the steps become half as long. */
    private static final int PATIENCE = 15;

    private static final double SHORTEST_STEP = 1e-3;

    /** The target of the subgradient steps above the known plan; a bound less than one above that plan proves it optimal. */
    private static final double AIM = 0.3;

    /** The share of the previous direction that the next step keeps. */
    private static final double MOMENTUM = 0.5;

    /** The price of meeting a wish changes with all wishes, so it is changed with caution. */
    private static final double CAUTION = 0.1;

    private final Model model;
    private final List<BestDay> days;
    private final int met;

    /** Whether all wishes are met, so that a price may be negative. */
    private final boolean isAllMet;

    private double[] prices;

    /**
     * @param price of each party, and last what each met wish is worth
     * @param direction in which the bound rises
     */
    private record Bound(double stays, double[] price, double[] direction) {}

    private Staying(PlanInstance instance, int met) {
        model = new Model(instance);
        if (Arrays.stream(model.maxClasses).anyMatch(classes -> classes != 1)) {
            throw new IllegalArgumentException("sessions of more than one class");
        }
        this.met = met;
        isAllMet = met == model.wishes;
        int[] partyOfPlacement = IntStream.range(0, model.parties)
                .flatMap(p -> Arrays.stream(model.options[p]).map(c -> p))
                .toArray();
        int[] candidateOfPlacement =
                Arrays.stream(model.options).flatMapToInt(Arrays::stream).toArray();
        int[][] placements = Model.grouped(candidateOfPlacement, model.candidates);
        int[][] parties = Arrays.stream(placements)
                .map(of -> Arrays.stream(of).map(x -> partyOfPlacement[x]).toArray())
                .toArray(int[][]::new);
        days = IntStream.range(0, model.days)
                .mapToObj(day -> new BestDay(model, day, parties))
                .toList();
        prices = new double[model.parties + 1];
    }

    /**
     * Returns the number of unpinned placements of the previous plan that cannot stay.
     *
     * @param met the number of wishes to meet
     * @param moved the number that moves in a plan that is known; the search ends when it is proved to be the least
     */
    public static int impossible(PlanInstance instance, int met, long moved) {
        Set<String> pinned = new HashSet<>();
        instance.pins().forEach(pin -> pinned.add(pin.wish()));
        long planned = instance.previous().stream()
                .map(Placement::wish)
                .filter(wish -> !pinned.contains(wish))
                .count();
        return (int) planned - (int) Math.floor(new Staying(instance, met).most(planned - moved) + ROUNDING);
    }

    /** Returns the lowest upper bound found on what can stay. */
    private double most(long known) {
        Bound best = bound(prices);
        double[] direction = new double[prices.length];
        double length = 1;
        int since = 0;
        for (int step = 0; step < STEPS && length > SHORTEST_STEP && best.stays() >= known + 1 - ROUNDING; step++) {
            Bound now = bound(prices);
            if (now.stays() < best.stays() - ROUNDING / 10) {
                best = now;
                since = 0;
            } else if (++since == PATIENCE) {
                since = 0;
                length /= 2;
                now = best;
                prices = best.price().clone();
                Arrays.fill(direction, 0);
            }
            double norm = 0;
            for (int i = 0; i < prices.length; i++) {
                direction[i] = now.direction()[i] + MOMENTUM * direction[i];
                norm += direction[i] * direction[i];
            }
            if (norm == 0) {
                break; // no prices are better
            }
            prices = prices.clone();
            for (int i = 0; i < prices.length; i++) {
                prices[i] -= length * (now.stays() - known - AIM) / norm * direction[i];
                if (!isAllMet || i == model.parties) {
                    prices[i] = Math.max(0, prices[i]);
                }
            }
        }
        return best.stays();
    }

    private Bound bound(double[] price) {
        double ofMet = price[model.parties];
        double[] direction = new double[price.length];
        double stays = -ofMet * met;
        for (int p = 0; p < model.parties; p++) {
            stays += price[p];
            direction[p] = model.options[p].length == 0 ? 0 : 1;
        }
        int[] placed = new int[1];
        for (BestDay day : days) {
            stays += day.find((p, c) -> (isKept(p, c) ? 1 : 0) + ofMet - price[p]);
            day.parties().forEach(p -> {
                direction[p]--;
                placed[0]++;
            });
        }
        for (int p = 0; p < model.parties && !isAllMet; p++) {
            if (price[p] == 0) {
                direction[p] = Math.min(0, direction[p]);
            }
        }
        direction[model.parties] = isAllMet ? 0 : CAUTION * (placed[0] - met);
        return new Bound(stays, price, direction);
    }

    private boolean isKept(int p, int c) {
        return model.pinned[p] == NONE && model.previousOfParty(p) == c;
    }
}
