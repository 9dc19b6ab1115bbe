package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * The possible increase of a figure by confirmed upcoming bookings (rules 2.13).
 *
 * @param most what they would add under the rules if everybody booked came
 * @param rate the attendance rate of bookings so far; null if there were too few visits
 * @param spread the standard deviation of the rate over visits
 * @param seen the number of visits the rate is based on
 */
public record UpcomingVisits(
        long most, long bookings, @Nullable Double rate, double spread, long seen) {

    /** The minimum number of visits for a meaningful attendance rate. */
    private static final int MIN_SEEN = 5;

    /** Creates the numbers, without a rate if it is based on too few visits. */
    public static UpcomingVisits of(long most, long bookings, @Nullable Double rate, double spread, long seen) {
        return new UpcomingVisits(most, bookings, seen < MIN_SEEN ? null : rate, spread, seen);
    }
}
