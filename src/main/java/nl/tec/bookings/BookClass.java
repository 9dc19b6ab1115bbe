package nl.tec.bookings;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A school asks for seats for a class.
 *
 * @param key made with the form: the same request sent twice books once and is answered the same (rules 3)
 * @param contact whom the programme manager books for; null: nobody in particular. Of a school itself it is not looked at
 */
public record BookClass(
        long sessionId, long classId, VisitDetails details, UUID key, @Nullable Contact contact) {

    /** For a school itself. */
    public BookClass(long sessionId, long classId, VisitDetails details, UUID key) {
        this(sessionId, classId, details, key, null);
    }

    /** With nothing said that nobody was asked: no photos (rules 8). */
    public BookClass(long sessionId, long classId, Map<Long, Integer> headCounts, int adults, UUID key) {
        this(sessionId, classId, new VisitDetails(headCounts, adults, false), key);
    }

    public VisitContext.Key visit() {
        return new VisitContext.Key(sessionId, classId);
    }
}
