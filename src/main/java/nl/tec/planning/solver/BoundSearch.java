package nl.tec.planning.solver;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import nl.tec.planning.Level;
import org.jspecify.annotations.Nullable;

/**
 * Proves how good a plan can be at most. Every row of the {@link Relaxation} gets a price; each party on its own takes the placement
 * that is worth most after what it pays. What all parties are worth then, plus what all there is costs, is a bound on every plan,
 * whatever the prices (Lagrangian duality). What more is asked of than there is becomes dearer, which lowers the bound. To move
 * smoothly, parties spread over placements of nearly equal worth, ever less so.
 */
final class BoundSearch {

    private static final int STEPS = 1_500;

    private static final double FIRST_SPREAD = 0.3;
    private static final double LAST_SPREAD = 0.0015;

    /** A placement takes from several rows, whose prices move together; this keeps them from moving too far. */
    private static final double CAUTION = 4;

    private static final double MAX_CHANGE = 2;

    /** The worth of a wish that is met, in the unit of a lower level: more than most are worth there. */
    private static final double WORTH_OF_MET = 3;

    private final Relaxation relaxation;
    private final Model model;

    /** At the best bound on the wishes that are met; what is scarce for those is scarce on every level. */
    private double @Nullable [] pricesOfMet;

    BoundSearch(Relaxation relaxation) {
        this.relaxation = relaxation;
        model = relaxation.model;
    }

    /** A limit shared by the plans that are compared: of a quantity per placement, no more in all than the limit. */
    private record Limit(float[] quantity, double most) {}

    /**
     * The least cost that is possible on a level, given the costs of the levels before it.
     *
     * @param costs of a plan, as {@link Tally} counts them
     * @param stop asks to end early; what is answered is a bound all the same, minus infinity if there was no time for one
     */
    double leastCost(Level level, double[] costs, BooleanSupplier stop) {
        boolean allMet = level != Level.MET && costs[Level.MET.ordinal()] == -model.wishes;
        float[] worth = negative(costOf(level));
        double scale = Math.max(1e-6, spread(worth));
        for (int x = 0; x < worth.length; x++) {
            worth[x] /= (float) scale;
        }
        Limit[] limits = Arrays.stream(new Level[] {Level.MET, Level.PREFERENCE, Level.WEEKS, Level.LAG, Level.BUS_KM})
                .filter(higher -> isGiven(level, higher) && !(allMet && isConstant(higher)))
                .map(higher -> new Limit(costOf(higher), costs[higher.ordinal()]))
                .toArray(Limit[]::new);
        return -scale * leastWorth(worth, limits, level == Level.MET, allMet, stop);
    }

    /** Whether plans are compared that are alike on the higher level: what moves counts right below what is met, too. */
    private static boolean isGiven(Level level, Level higher) {
        return level == Level.MOVED ? higher == Level.MET : higher.compareTo(level) < 0;
    }

    /** Whether the level is the same for all plans that meet every wish. */
    private static boolean isConstant(Level level) {
        return level == Level.MET || level == Level.LAG;
    }

    /** On average over the parties, how much their placements differ. */
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

    /** The least bound that was found on what all parties together can be worth. */
    private double leastWorth(float[] worth, Limit[] limits, boolean isMet, boolean allMet, BooleanSupplier stop) {
        double[] price = new double[relaxation.available.length];
        double[] taken = new double[price.length];
        double[] limitPrice = new double[limits.length];
        double firstSpread = FIRST_SPREAD;
        double[] known = pricesOfMet;
        if (!isMet && !allMet && known != null) {
            limitPrice[0] = WORTH_OF_MET;
            for (int row = 0; row < price.length; row++) {
                price[row] = WORTH_OF_MET * known[row];
            }
            firstSpread = 0.1;
        }
        double[] limitTaken = new double[limits.length];
        double[] value = new double
                [Arrays.stream(model.options).mapToInt(o -> o.length).max().orElse(0)];
        double best = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= STEPS && !stop.getAsBoolean(); step++) {
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
                if (isMet) {
                    pricesOfMet = price.clone();
                }
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

    /** Adds what a party takes, spread over its placements, and answers what it is worth at most. */
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

    /** A price that rises when more is taken than there is, and falls to nothing when less is. */
    private static double changed(double price, double taken, double available, double spread) {
        double change = available < 0
                // at least so much has to be there: both are negative
                ? Math.log(-available / Math.max(1e-6, -taken))
                : Math.log(Math.max(1e-6, taken) / Math.max(1e-3, available));
        return Math.max(0, price + spread / CAUTION * Math.max(-MAX_CHANGE, Math.min(MAX_CHANGE, change)));
    }
}
