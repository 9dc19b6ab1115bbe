package nl.tec.bookings;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * An upcoming visit of a class.
 *
 * @param offered whether it is a seat offer that the school has yet to answer
 */
public record UpcomingVisit(
        long bookingId,
        Instant start,
        Instant end,
        Bilingual title,
        @Nullable Long venueId,
        String school,
        Sector sector,
        String label,
        int pupils,
        boolean offered) {}
