package nl.tec.planning;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A session or booking outside a plan that a mishap affects too.
 *
 * @param bookingId the booking of a class; null: the session as a whole
 * @param place empty: unknown
 * @param who the school and the class of the booking; empty for a session
 * @param bookings the number of bookings outside the plan
 */
public record AlsoHit(
        long sessionId,
        @Nullable Long bookingId,
        Bilingual title,
        Instant start,
        Instant end,
        Bilingual place,
        String who,
        int bookings) {

    /** Returns what identifies it in the list of a mishap. */
    public long key() {
        return bookingId == null ? sessionId : bookingId;
    }
}
