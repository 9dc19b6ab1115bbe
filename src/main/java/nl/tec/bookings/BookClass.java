package nl.tec.bookings;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for seats for a class.
 *
 * @param key idempotency key, generated with the form: a repeated request gets the same answer (rules 3)
 * @param contact whom the programme manager books for; null: nobody in particular. Ignored when the school books itself
 */
public record BookClass(
        long sessionId,
        long classId,
        VisitDetails details,
        UUID key,
        @Nullable Contact contact) {

    /** Creates the request of a school that books itself. */
    public BookClass(long sessionId, long classId, VisitDetails details, UUID key) {
        this(sessionId, classId, details, key, null);
    }

    /** Creates a request with the default permission: no photos (rules 8). */
    public BookClass(long sessionId, long classId, Map<Long, Integer> headCounts, int adults, UUID key) {
        this(sessionId, classId, new VisitDetails(headCounts, adults, false), key);
    }

    public VisitContext.Key visit() {
        return new VisitContext.Key(sessionId, classId);
    }
}
