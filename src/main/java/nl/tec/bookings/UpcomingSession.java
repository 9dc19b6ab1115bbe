package nl.tec.bookings;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * An upcoming session, with what it still lacks.
 *
 * @param expected the number of classes and guests with a seat
 * @param classes the number of classes among those
 * @param takesClasses whether it is for classes
 * @param guidesMissing how many guides it still lacks (rules 4.5)
 * @param withoutBus the number of its visits that chose a bus of the hub and have none
 */
public record UpcomingSession(
        long sessionId,
        Instant start,
        Instant end,
        Bilingual title,
        @Nullable Long venueId,
        String school,
        boolean takesClasses,
        int classes,
        int expected,
        int guidesMissing,
        int withoutBus) {}
