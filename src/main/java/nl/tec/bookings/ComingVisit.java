package nl.tec.bookings;

import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;

/**
 * A visit to come of a class, beside the class as it is now.
 *
 * @param pupils as booked
 * @param now pupils of the groups that come, as the class is now; 0: those groups are no longer in it
 * @param ended whether the class is no longer there
 */
public record ComingVisit(
        long bookingId,
        BookingState state,
        Bilingual title,
        TimeSlot time,
        int pupils,
        int adults,
        int now,
        boolean ended) {

    public boolean differs() {
        return ended || now != pupils;
    }
}
