package nl.tec.results;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.reach.BandReach;
import nl.tec.reach.IndividualReach;
import nl.tec.reach.Population;
import nl.tec.reach.UpcomingVisits;
import org.jspecify.annotations.Nullable;

/**
 * The measured value of a KPI for a year, with its components.
 *
 * @param reached the certain number of pupils, people or organisations; for a score, its value in thousandths
 * @param cut the excess over the population of the band, which does not count
 * @param individuals an upper bound of the children who signed up individually, possibly the same pupils (rules 2.5); for people,
 *     those who came under the mail address of another, beyond the first
 * @param guessed the number of these children whose group is only inferred from their age
 * @param walkIns the number of anonymous visitors, counted by head (rules 2.9)
 * @param population null if unknown or not applicable
 * @param attendances the number of attendances behind it; for a score, the number of answers
 * @param unrecorded the number of class visits held without a recorded attendance (rules 2.1)
 * @param coming null if the period is not current
 * @param compared the numbers of a change; null for all other measures
 * @param earlier the figure a year earlier; null if the period is not current, or it is unknown
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

    /** The unit of a stored score: whole thousandths. */
    public static final int PARTS_OF_A_SCORE = 1000;

    /**
     * The numbers that a change is measured against (rules 2.11).
     *
     * @param baseline the number in the baseline year
     * @param low the lower bound and {@code high} the upper bound of the baseline, where the public counts are masked
     * @param reachedLow the lower bound and {@code reachedHigh} the upper bound of this year's number
     * @param candidates the number of all exam candidates in the baseline year
     * @param other the number in the year before the baseline year, which '2022' means if it is read as the year of the exams;
     *     null if unavailable
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
     * The figure on the same day a year earlier, from everything up to that day as currently recorded.
     *
     * @param reached capped at the population
     * @param population the pupils of that year; null if unknown or not applicable
     * @param unrecorded the number of visits up to that day without a recorded attendance
     */
    public record Earlier(
            LocalDate day, long reached, @Nullable Long population, long unrecorded) {}

    /** Returns a number of pupils of a band. */
    public static Figure ofPupils(
            String kpi, int year, Instant at, BandReach band, long unrecorded, @Nullable UpcomingVisits coming) {
        return new Figure(
                kpi,
                year,
                at,
                band.reached(),
                band.cut(),
                band.children().most(),
                band.children().guessed(),
                0,
                band.population(),
                band.cohorts().visits(),
                unrecorded,
                coming,
                null,
                null);
    }

    /** Returns a number of people who came individually. */
    public static Figure ofPeople(
            String kpi, int year, Instant at, IndividualReach came, @Nullable UpcomingVisits coming) {
        return new Figure(
                kpi,
                year,
                at,
                came.people(),
                0,
                came.companions(),
                0,
                came.walkIns(),
                null,
                came.attendances(),
                0,
                coming,
                null,
                null);
    }

    /**
     * Returns a number without a population: a stock, or a score.
     *
     * @param attendances the number of answers of a score; 0 for a stock
     */
    public static Figure ofNumber(String kpi, int year, Instant at, long number, long attendances) {
        return new Figure(kpi, year, at, number, 0, 0, 0, 0, null, attendances, 0, null, null, null);
    }

    /** Returns a number of a population, compared with a baseline. */
    public static Figure ofChange(
            String kpi, int year, Instant at, long number, Population population, Compared compared) {
        return new Figure(kpi, year, at, number, 0, 0, 0, 0, population, 0, 0, null, compared, null);
    }

    Figure asOf(Instant moment) {
        return with(moment, earlier);
    }

    /** Returns a copy with the figure of a year earlier. */
    public Figure withEarlier(@Nullable Earlier before) {
        return with(measuredAt, before);
    }

    private Figure with(Instant at, @Nullable Earlier before) {
        return new Figure(
                kpi,
                year,
                at,
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

    /** Returns the upper bound (rules 2.5, 2.9), capped at the population. */
    public long most() {
        return capped(reached + individuals + walkIns);
    }

    /** Returns the value in the unit of the measure: a percentage, a change, or the number itself; NaN without a base for comparison. */
    public double value(Measure measure) {
        return inUnit(measure, reached);
    }

    /** Returns {@link #most()} in the unit of the measure. */
    public double mostValue(Measure measure) {
        return inUnit(measure, most());
    }

    /** Returns {@link #value(Measure)}, or null without a base for comparison. */
    public @Nullable Double valueOrNull(Measure measure) {
        return orNull(value(measure));
    }

    /** Returns {@link #mostValue(Measure)}, or null without a base for comparison. */
    public @Nullable Double mostOrNull(Measure measure) {
        return orNull(mostValue(measure));
    }

    /** Returns {@link #earlier} in the unit of the measure, or null if unknown. */
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

    /** Converts a number of pupils or people of this KPI to the unit of the measure; NaN without a base for comparison. */
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
