package nl.tec.planning.solver;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import nl.tec.planning.Level;

/**
 * Computes an upper bound on the quality of a plan by Lagrangian relaxation. Every row of the {@link Relaxation} has a price, and each
 * party independently takes the placement with the highest worth net of prices. The sum of these worths plus the price of all available
 * resources is a bound on every plan, for any prices. The search raises the price of overdemanded rows, which lowers the bound. For
 * smooth convergence, parties spread over placements of nearly equal worth, with a decreasing temperature.
 */
final class BoundSearch {

    private static final int STEPS = 1_500;

    private static final double FIRST_SPREAD = 0.3;
    /** The first spread from prices of the met wishes, and from those of an earlier bound of the same level. */
    private static final double SPREAD_OF_MET = 0.1;

    private static final double SPREAD_OF_KNOWN = 0.03;
    private static final double LAST_SPREAD = 0.0015;

    /** Damps the price steps: a placement takes from several rows, whose prices move together. */
    private static final double CAUTION = 4;

    private static final double MAX_CHANGE = 2;

    /** The worth of a met wish in the unit of a lower level, higher than most placements there. */
    private static final double WORTH_OF_MET = 3;

    private final Relaxation relaxation;
    private final Model model;

    /** Per level, the prices of its tightest bound so far: any prices give a bound for any plan, and these are near the best for the next. */
    private final Map<Level, Prices> known = new EnumMap<>(Level.class);

    BoundSearch(Relaxation relaxation) {
        this.relaxation = relaxation;
        model = relaxation.model;
    }

    /** @param ofLimits by level; not all levels are limits */
    private record Prices(double[] ofRows, double[] ofLimits) {

        Prices times(double factor) {
            return new Prices(
                    Arrays.stream(ofRows).map(price -> price * factor).toArray(),
                    Arrays.stream(ofLimits).map(price -> price * factor).toArray());
        }
    }

    /** A constraint from a higher level: the sum of a quantity over all placements is at most {@code most}. */
    private record Limit(Level level, float[] quantity, double most) {}

    /**
     * Returns a lower bound on the cost of a level, given the costs of the levels before it.
     *
     * @param costs of a plan, as {@link Tally} computes them
     * @param stop asks to end early; the result is still a valid bound, from the prices that are known by then
     */
    double leastCost(Level level, double[] costs, BooleanSupplier stop) {
        boolean allMet = level != Level.MET && costs[Level.MET.ordinal()] == -model.wishes;
        float[] worth = negative(costOf(level));
        double scale = Math.max(1e-6, spread(worth));
        for (int x = 0; x < worth.length; x++) {
            worth[x] /= (float) scale;
        }
        Limit[] limits = Arrays.stream(new Level[] {Level.MET, Level.PREFERENCE, Level.WEEKS, Level.LAG, Level.BUS_KM})
                .filter(higher -> isFixed(level, higher) && !(allMet && isConstant(higher)))
                .map(higher -> new Limit(higher, costOf(higher), costs[higher.ordinal()]))
                .toArray(Limit[]::new);
        return -scale * tightestBound(level, worth, limits, allMet, stop);
    }

    /** Whether the cost of the higher level is fixed. MOVED is given only MET, because it also counts directly below that. */
    private static boolean isFixed(Level level, Level higher) {
        return level == Level.MOVED ? higher == Level.MET : higher.compareTo(level) < 0;
    }

    /** Whether the level is the same for all plans that meet every wish. */
    private static boolean isConstant(Level level) {
        return level == Level.MET || level == Level.LAG;
    }

    /** Returns the difference between the best and worst placement of a party, averaged over the parties. */
    private double spread(float[] worth) {
        double sum = 0;
        for (int p = 0; p < model.parties; p++) {
            double least = 0;
            double most = 0;
            for (int x = relaxation.first[p]; x < relaxation.first[p + 1]; x++) {
                least = Math.min(least, worth[x]);
                most = Math.max(most, worth[x]);
            }
            sum += most - least;
        }
        return sum / Math.max(1, model.parties);
    }

    private float[] costOf(Level level) {
        float[] cost = new float[relaxation.rows.length];
        for (int p = 0; p < model.parties; p++) {
            for (int i = 0; i < model.options[p].length; i++) {
                int c = model.options[p][i];
                cost[relaxation.first[p] + i] = switch (level) {
                    case MET -> -model.wishesOf[p].length;
                    case PREFERENCE -> model.preferenceOfParty(p, c);
                    case WEEKS -> model.weekRankOfParty(p, c);
                    case LAG ->
                        -Arrays.stream(model.wishesOf[p]).map(w -> model.lag[w]).sum();
                    case BUS_KM -> relaxation.kilometres[relaxation.first[p] + i];
                    case MOVED -> model.previousOfParty(p) == c ? -model.wishesOf[p].length : 0;
                    default -> throw new IllegalArgumentException("not a sum over placements: " + level);
                };
            }
        }
        return cost;
    }

    private static float[] negative(float[] values) {
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negative[i] = -values[i];
        }
        return negative;
    }

    /** Returns the lowest upper bound found on the total worth of all parties. */
    private double tightestBound(Level level, float[] worth, Limit[] limits, boolean allMet, BooleanSupplier stop) {
        Prices start = known.get(level);
        double firstSpread = start == null ? FIRST_SPREAD : SPREAD_OF_KNOWN;
        Prices ofMet = known.get(Level.MET);
        if (start == null && !allMet && ofMet != null) {
            start = ofMet.times(WORTH_OF_MET);
            start.ofLimits()[Level.MET.ordinal()] = WORTH_OF_MET;
            firstSpread = SPREAD_OF_MET;
        }
        double[] price = start == null
                ? new double[relaxation.available.length]
                : start.ofRows().clone();
        double[] taken = new double[price.length];
        double[] limitPrice = new double[limits.length];
        for (int k = 0; k < limits.length && start != null; k++) {
            limitPrice[k] = start.ofLimits()[limits[k].level().ordinal()];
        }
        double[] limitTaken = new double[limits.length];
        double[] value = new double
                [Arrays.stream(model.options).mapToInt(o -> o.length).max().orElse(0)];
        double best = Double.POSITIVE_INFINITY;
        for (int step = 0; step == 0 || step <= STEPS && !stop.getAsBoolean(); step++) {
            double spread = firstSpread * Math.pow(LAST_SPREAD / firstSpread, (double) step / STEPS);
            Arrays.fill(taken, 0);
            Arrays.fill(limitTaken, 0);
            double bound = 0;
            for (int row = 0; row < price.length; row++) {
                bound += relaxation.available[row] * price[row];
            }
            for (int k = 0; k < limits.length; k++) {
                bound += limits[k].most * limitPrice[k];
            }
            for (int p = 0; p < model.parties; p++) {
                bound += choose(p, worth, limits, price, limitPrice, allMet, spread, value, taken, limitTaken);
            }
            if (bound < best) {
                best = bound;
                double[] ofLimits = new double[Tally.LEVELS];
                for (int k = 0; k < limits.length; k++) {
                    ofLimits[limits[k].level().ordinal()] = limitPrice[k];
                }
                known.put(level, new Prices(price.clone(), ofLimits));
            }
            for (int row = 0; row < price.length; row++) {
                price[row] = changed(price[row], taken[row], relaxation.available[row], spread);
            }
            for (int k = 0; k < limits.length; k++) {
                limitPrice[k] = changed(limitPrice[k], limitTaken[k], limits[k].most, spread);
            }
        }
        return best;
    }

    /** Adds the demand of a party, spread over its placements, and returns its maximum net worth. */
    private double choose(
            int p,
            float[] worth,
            Limit[] limits,
            double[] price,
            double[] limitPrice,
            boolean allMet,
            double spread,
            double[] value,
            double[] taken,
            double[] limitTaken) {
        int first = relaxation.first[p];
        int number = relaxation.first[p + 1] - first;
        double most = allMet && number > 0 ? -Double.MAX_VALUE : 0;
        for (int i = 0; i < number; i++) {
            double left = worth[first + i];
            int[] rows = relaxation.rows[first + i];
            float[] takes = relaxation.takes[first + i];
            for (int k = 0; k < rows.length; k++) {
                left -= takes[k] * price[rows[k]];
            }
            for (int k = 0; k < limits.length; k++) {
                left -= limits[k].quantity[first + i] * limitPrice[k];
            }
            value[i] = left;
            most = Math.max(most, left);
        }
        double all = allMet ? 0 : Math.exp(-most / spread);
        for (int i = 0; i < number; i++) {
            double less = (value[i] - most) / spread;
            value[i] = less < -20 ? 0 : Math.exp(less);
            all += value[i];
        }
        for (int i = 0; i < number; i++) {
            if (value[i] > 0) {
                double part = value[i] / all;
                int[] rows = relaxation.rows[first + i];
                float[] takes = relaxation.takes[first + i];
                for (int k = 0; k < rows.length; k++) {
                    taken[rows[k]] += part * takes[k];
                }
                for (int k = 0; k < limits.length; k++) {
                    limitTaken[k] += part * limits[k].quantity[first + i];
                }
            }
        }
        return most;
    }

    /** Returns the updated price, which rises with excess demand and falls towards zero otherwise. */
    private static double changed(double price, double taken, double available, double spread) {
        double change = available < 0
                // a lower limit: both are negative
                ? Math.log(-available / Math.max(1e-6, -taken))
                : Math.log(Math.max(1e-6, taken) / Math.max(1e-3, available));
        return Math.max(0, price + spread / CAUTION * Math.max(-MAX_CHANGE, Math.min(MAX_CHANGE, change)));
    }
}
