package nl.tec.bookings;

import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;

/**
 * An upcoming visit of a class, compared with the current class.
 *
 * @param pupils the number booked
 * @param now the current number of pupils in the booked groups; 0: those groups are no longer in the class
 * @param ended whether the class no longer exists
 */
public record ChangedClassVisit(
        long bookingId, Bilingual title, TimeSlot time, int pupils, int adults, int now, boolean ended) {

    public boolean differs() {
        return ended || now != pupils;
    }
}
