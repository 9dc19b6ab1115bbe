package nl.tec.results;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.reach.Population;
import nl.tec.reach.UpcomingVisits;
import org.jspecify.annotations.Nullable;

/**
 * A KPI as it was measured for a year, with what it was made of.
 *
 * @param reached the sure number: pupils, people, organisations; of a score, its thousandths
 * @param cut what was over the number of pupils there are in the band, and therefore does not count
 * @param individuals children who signed up themselves, at most: they may be the same pupils (rules 2.5); of people those
 *     who came together under one mail address, beyond the first
 * @param guessed those of them whose group is only guessed from their age
 * @param walkIns people counted by head, not known (rules 2.9)
 * @param population null when nobody knows it or it does not apply
 * @param attendances how many are behind it; of a score the answers
 * @param unrecorded class visits that were held, and nobody recorded who came (rules 2.1)
 * @param coming null when the period is not running
 * @param compared what it is a change of; null for all other measures
 * @param earlier the same a year earlier; null when the period is not running, or it is not known
 */
public record Figure(
        String kpi,
        int year,
        Instant measuredAt,
        long reached,
        long cut,
        long individuals,
        long guessed,
        long walkIns,
        @Nullable Population population,
        long attendances,
        long unrecorded,
        @Nullable UpcomingVisits coming,
        @Nullable Compared compared,
        @Nullable Earlier earlier) {

    /** A score is stored in whole thousandths. */
    public static final int PARTS_OF_A_SCORE = 1000;

    /**
     * The numbers that a change is measured against (rules 2.11).
     *
     * @param baseline the number of the baseline year
     * @param low the least and {@code high} the most it can be, where the public counts are masked
     * @param reachedLow the same of the number of this year
     * @param candidates all who did exams in the baseline year
     * @param other the number of the year before the baseline year: what '2022' is when it is read as the year of the exams;
     *     null when it is not there
     */
    public record Compared(
            long baseline,
            long low,
            long high,
            long reachedLow,
            long reachedHigh,
            @Nullable Long candidates,
            @Nullable Long other) {}

    /**
     * The figure on the same day a year earlier, from what had happened by then as it is recorded now.
     *
     * @param reached at most the population
     * @param population the pupils of that year; null: not known, or it does not apply
     * @param unrecorded visits up to that day of which nobody recorded who came
     */
    public record Earlier(
            LocalDate day, long reached, @Nullable Long population, long unrecorded) {}

    Figure asOf(Instant moment) {
        return new Figure(
                kpi,
                year,
                moment,
                reached,
                cut,
                individuals,
                guessed,
                walkIns,
                population,
                attendances,
                unrecorded,
                coming,
                compared,
                earlier);
    }

    /** The same beside what it was a year earlier. */
    public Figure beside(@Nullable Earlier before) {
        return new Figure(
                kpi,
                year,
                measuredAt,
                reached,
                cut,
                individuals,
                guessed,
                walkIns,
                population,
                attendances,
                unrecorded,
                coming,
                compared,
                before);
    }

    /** The most it can be (rules 2.5, 2.9), at most the population. */
    public long most() {
        return capped(reached + individuals + walkIns);
    }

    /** In the unit of the measure: a percentage of the population, a change, or the number itself. NaN: nothing to compare with. */
    public double value(Measure measure) {
        return inUnit(measure, reached);
    }

    /** {@link #most()} in the unit of the measure. */
    public double mostValue(Measure measure) {
        return inUnit(measure, most());
    }

    /** {@link #value(Measure)}; null when there is nothing to compare with. */
    public @Nullable Double valueOrNull(Measure measure) {
        return orNull(value(measure));
    }

    /** {@link #mostValue(Measure)}; null when there is nothing to compare with. */
    public @Nullable Double mostOrNull(Measure measure) {
        return orNull(mostValue(measure));
    }

    /** {@link #earlier} in the unit of the measure; null when it is not known. */
    public @Nullable Double earlierOrNull(Measure measure) {
        if (earlier == null) {
            return null;
        }
        if (measure.unit() != Measure.Unit.PERCENT) {
            return (double) earlier.reached();
        }
        Long pupils = earlier.population();
        return pupils == null ? null : 100.0 * earlier.reached() / pupils;
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** A number of pupils or people of this KPI in the unit of the measure. NaN: nothing to compare with. */
    public double inUnit(Measure measure, double number) {
        if (measure.unit() == Measure.Unit.CHANGE) {
            return compared == null || compared.baseline() == 0
                    ? Double.NaN
                    : 100 * (number - compared.baseline()) / compared.baseline();
        }
        if (measure.unit() == Measure.Unit.SCORE) {
            return number / PARTS_OF_A_SCORE;
        }
        if (measure.unit() != Measure.Unit.PERCENT) {
            return number;
        }
        return population == null || population.pupils() == 0 ? Double.NaN : 100 * number / population.pupils();
    }

    long capped(long number) {
        return population == null ? number : Math.min(number, population.pupils());
    }
}
