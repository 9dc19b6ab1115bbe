package nl.tec.bookings;

import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A booking of a class in a list.
 *
 * @param turn on the waiting list, ascending; null when it never waited
 * @param transport what the school chose; null: nothing yet
 * @param bus which bus of the TEC; null: none is reserved
 */
public record BookingRow(
        long bookingId,
        BookingState state,
        int participants,
        int adults,
        boolean late,
        @Nullable Long turn,
        Sector sector,
        String label,
        String school,
        long sessionId,
        TimeSlot time,
        Bilingual title,
        World world,
        @Nullable Transport transport,
        @Nullable Bilingual bus) {

    /** Returns the key of this row, by which a page begins or ends. */
    public String key() {
        return time.start().toEpochMilli() + "_" + bookingId;
    }
}
