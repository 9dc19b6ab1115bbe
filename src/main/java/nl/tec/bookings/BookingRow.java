package nl.tec.bookings;

import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A booking of a class in a list.
 *
 * @param transport the school's choice; null: none yet
 * @param bus the reserved bus of the TEC; null: none
 */
public record BookingRow(
        long bookingId,
        BookingState state,
        int participants,
        int adults,
        boolean late,
        Sector sector,
        String label,
        String school,
        long sessionId,
        TimeSlot time,
        Bilingual title,
        World world,
        @Nullable Transport transport,
        @Nullable Bilingual bus) {

    /** Returns the keyset-pagination key of this row. */
    public String key() {
        return time.start().toEpochMilli() + "_" + bookingId;
    }
}
