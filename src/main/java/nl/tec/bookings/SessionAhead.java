package nl.tec.bookings;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A session that is held, with what it still lacks.
 *
 * @param expected classes and guests that have a place
 * @param classes of those, how many classes
 * @param takesClasses whether it is for classes
 * @param guides how many people guide it
 * @param withoutBus visits to it that chose a bus of the hub and have none
 */
public record SessionAhead(
        long sessionId,
        Instant start,
        Instant end,
        Bilingual title,
        @Nullable Long venueId,
        String school,
        boolean takesClasses,
        int classes,
        int expected,
        int guides,
        int withoutBus) {}
