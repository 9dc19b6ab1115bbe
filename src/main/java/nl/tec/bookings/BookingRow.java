package nl.tec.bookings;

import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A booking of a class in a list.
 *
 * @param over whether the session has ended
 * @param came how many pupils came; null: not counted
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
        boolean over,
        @Nullable Integer came,
        Bilingual title,
        World world,
        @Nullable Transport transport,
        @Nullable Bilingual bus) {

    /** Whether it took place, as far as is known. */
    public boolean been() {
        return over && state == BookingState.CONFIRMED;
    }

    /** Returns the keyset-pagination key of this row. */
    public String key() {
        return time.start().toEpochMilli() + "_" + bookingId;
    }
}
