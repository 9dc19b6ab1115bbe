package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * The numbers that confirmed bookings still to come can add (rules 2.13).
 *
 * @param most what they would add under the rules when all who are booked came
 * @param rate the share of the booked who came so far; null when there were too few visits to say
 * @param spread its standard deviation over visits
 * @param seen how many visits it was seen on
 */
public record UpcomingVisits(
        long most, long bookings, @Nullable Double rate, double spread, long seen) {

    /** Fewer visits than this say too little about how many of the booked come. */
    private static final int MIN_SEEN = 5;

    /** Without a rate when it was seen too seldom. */
    public static UpcomingVisits of(long most, long bookings, @Nullable Double rate, double spread, long seen) {
        return new UpcomingVisits(most, bookings, seen < MIN_SEEN ? null : rate, spread, seen);
    }
}
