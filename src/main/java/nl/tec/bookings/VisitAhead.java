package nl.tec.bookings;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * A class that goes somewhere.
 *
 * @param offered its place is kept until the school says yes
 */
public record VisitAhead(
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
