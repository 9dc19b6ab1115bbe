package nl.tec.bookings;

import java.util.Map;
import java.util.UUID;

/**
 * A school asks for places for a class.
 *
 * @param headCounts pupils per class part (its id); parts that stay at school are 0 or left out
 * @param adults who come along from the school
 * @param photos whether photos may be made of the class (rules 8)
 * @param key made with the form: the same request sent twice books once and is answered the same (rules 3)
 */
public record BookClass(
        long sessionId, long classId, Map<Long, Integer> headCounts, int adults, boolean photos, UUID key) {

    public BookClass {
        headCounts = Map.copyOf(headCounts);
    }

    /** Without photos: what nobody was asked is no (rules 8). */
    public BookClass(long sessionId, long classId, Map<Long, Integer> headCounts, int adults, UUID key) {
        this(sessionId, classId, headCounts, adults, false, key);
    }

    public VisitContext.Key visit() {
        return new VisitContext.Key(sessionId, classId);
    }

    public int participants() {
        return headCounts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
