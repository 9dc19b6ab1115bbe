package nl.tec.bookings;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A visit with a bus of the TEC.
 *
 * @param people the number of passengers: children and adults
 * @param trip from leaving the school until it is back there; null: not scheduled yet
 * @param shared whether another class is in the same bus
 * @param free when the bus can leave for another school; null: no bus is reserved
 */
public record BusRide(
        long bookingId,
        int people,
        boolean shared,
        @Nullable TimeSlot trip,
        @Nullable Instant free,
        TimeSlot session,
        String school,
        Sector sector,
        String label,
        Bilingual title,
        World world) {}
