package nl.tec.results;

import nl.tec.reach.UpcomingVisits;
import org.jspecify.annotations.Nullable;

/**
 * The expected value of a figure when its period ends (rules 2.13): reached so far, and what the confirmed bookings still to come would
 * add under the same rules, times the attendance rate seen so far.
 *
 * @param low and {@code high}: between these with 95% confidence; when too few visits were seen to know a rate, between
 *     nobody and everybody who is booked
 * @param expected numbers of pupils or people
 * @param rate the attendance rate used, 0 to 1
 * @param rateKnown false: too few visits so far, so that everybody who is booked is expected
 */
public record Projection(double low, double expected, double high, double rate, boolean rateKnown, long bookings) {

    /** The projection of a figure; null when its period does not run. */
    static @Nullable Projection of(Figure figure) {
        UpcomingVisits coming = figure.coming();
        if (coming == null) {
            return null;
        }
        double sure = figure.reached();
        double most = figure.capped(figure.reached() + coming.most());
        if (coming.rate() == null) {
            return new Projection(sure, most, most, 1, false, coming.bookings());
        }
        double rate = Math.min(1, coming.rate());
        double expected = Math.min(most, sure + rate * coming.most());
        // how far visits to come scatter, and how sure the rate itself is; each visit adds about the same
        double error = coming.bookings() == 0 || coming.seen() == 0
                ? 0
                : 1.96 * coming.spread() * coming.most() * Math.sqrt(1.0 / coming.bookings() + 1.0 / coming.seen());
        return new Projection(
                Math.max(sure, expected - error),
                expected,
                Math.min(most, expected + error),
                rate,
                true,
                coming.bookings());
    }
}
