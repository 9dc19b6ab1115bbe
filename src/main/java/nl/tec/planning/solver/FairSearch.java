package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import nl.tec.planning.Level;

/**
 * Distributes the met wishes more fairly. It forces an unmet wish into the plan and reinserts the parties that it ejects, until no more
 * are left out than before; the result is kept if it is fairer. Wishes of the schools that are worst off go first.
 */
final class FairSearch {

    /** The maximum number of search steps per wish. */
    private static final int STEPS = 300;

    private final Schedule schedule;
    private final Model model;
    private final SplittableRandom random;
    private final Consumer<Plan> onFairer;
    private Plan best;

    /** @param onFairer receives every plan that is fairer than the one before */
    FairSearch(Schedule schedule, Plan plan, SplittableRandom random, Consumer<Plan> onFairer) {
        this.schedule = schedule;
        this.random = random;
        this.onFairer = onFairer;
        model = schedule.model;
        best = plan;
    }

    /** Repeats until no other wish can be forced in, or it is stopped. */
    void run(BooleanSupplier stop) {
        boolean isFairer = true;
        while (isFairer) {
            isFairer = false;
            for (int p : leftOut()) {
                if (stop.getAsBoolean()) {
                    return;
                }
                isFairer |= force(p);
            }
        }
    }

    private int[] leftOut() {
        schedule.restore(best);
        return IntStream.range(0, model.parties)
                .filter(p -> best.at()[p] == NONE && model.options[p].length > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        p -> schedule.tally().shareOfSchool(model.school[model.wishesOf[p][0]])))
                .mapToInt(p -> p)
                .toArray();
    }

    private boolean force(int p) {
        schedule.restore(best);
        if (schedule.at[p] != NONE) {
            return false;
        }
        EjectionSearch search = new EjectionSearch(schedule, random, party -> party == p);
        for (int step = 0; step < STEPS && !search.isDone(); step++) {
            search.step();
            if (Plan.compare(fairness(schedule.tally().costs()), fairness(best.costs())) < 0) {
                best = schedule.plan();
                onFairer.accept(best);
                return true;
            }
        }
        return false;
    }

    private static double[] fairness(double[] costs) {
        return Arrays.copyOf(costs, Level.SHARES.ordinal() + 1);
    }
}
