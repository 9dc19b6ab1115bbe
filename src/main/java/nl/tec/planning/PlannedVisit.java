package nl.tec.planning;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A visit that was planned, and what its school says to it.
 *
 * @param label of the class
 * @param isComing whether the booking stands
 * @param note what the school would like otherwise; empty: nothing
 */
public record PlannedVisit(
        long id,
        long roundId,
        long wishId,
        long siteId,
        String school,
        String label,
        Bilingual title,
        World world,
        Instant start,
        Instant end,
        Bilingual place,
        long bookingId,
        long sessionId,
        boolean isComing,
        Answer answer,
        String note,
        @Nullable Instant answeredAt) {

    public enum Answer {
        OPEN,
        ACCEPTED,
        /** It would like something else, and says what. */
        CHANGE_ASKED,
        GIVEN_BACK
    }
}
