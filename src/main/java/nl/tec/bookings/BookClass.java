package nl.tec.bookings;

import java.util.Map;
import java.util.UUID;

/**
 * A school asks for seats for a class.
 *
 * @param key made with the form: the same request sent twice books once and is answered the same (rules 3)
 */
public record BookClass(long sessionId, long classId, VisitDetails details, UUID key) {

    /** With nothing said that nobody was asked: no photos (rules 8). */
    public BookClass(long sessionId, long classId, Map<Long, Integer> headCounts, int adults, UUID key) {
        this(sessionId, classId, new VisitDetails(headCounts, adults, false), key);
    }

    public VisitContext.Key visit() {
        return new VisitContext.Key(sessionId, classId);
    }
}
