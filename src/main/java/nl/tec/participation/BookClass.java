package nl.tec.participation;

import java.util.Map;
import java.util.UUID;

/**
 * A school asks for places for a class.
 *
 * @param headCounts pupils per class part (its id); parts that stay at school are 0 or left out
 * @param adults who come along from the school
 * @param key made with the form: the same request sent twice books once and is answered the same (rules 3)
 */
public record BookClass(long sessionId, long classId, Map<Long, Integer> headCounts, int adults, UUID key) {

    public BookClass {
        headCounts = Map.copyOf(headCounts);
    }

    public int participants() {
        return headCounts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
