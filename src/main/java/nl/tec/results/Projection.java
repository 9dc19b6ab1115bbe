package nl.tec.results;

import nl.tec.reach.UpcomingVisits;
import org.jspecify.annotations.Nullable;

/**
 * The expected value of a figure at the end of its period (rules 2.13): reached so far, plus what the confirmed upcoming bookings
 * would add under the same rules, times the attendance rate so far.
 *
 * @param low the lower and {@code high} the upper bound with 95% confidence; with too few visits for an attendance rate, as if
 *     nobody or everybody booked came
 * @param expected the expected number of pupils or people
 * @param rate the attendance rate used, 0 to 1
 * @param rateKnown whether there were enough visits for a rate; if not, everybody booked is expected
 */
public record Projection(double low, double expected, double high, double rate, boolean rateKnown, long bookings) {

    /** Projects a figure; null if its period is not current. */
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
        // the variance of upcoming visits plus that of the estimated rate, assuming equally large visits
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
