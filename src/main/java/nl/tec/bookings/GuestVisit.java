package nl.tec.bookings;

import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * A visit that a neighbouring hub booked here for one of its schools.
 *
 * @param cancelledBy null if it was not cancelled
 * @param groups the pupils by group of the class
 */
public record GuestVisit(
        long bookingId,
        BookingState state,
        long sessionId,
        Bilingual title,
        TimeSlot time,
        String place,
        int adults,
        @Nullable CancelledBy cancelledBy,
        List<Group> groups) {

    /** @param present the attendance; null: not recorded yet */
    public record Group(int grade, int pupils, @Nullable Integer present) {}
}
