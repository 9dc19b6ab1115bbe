package nl.tec.bookings;

import java.util.Map;

/**
 * The details that a school gives about a visit when it books.
 *
 * @param headCounts pupils per class part (its id); parts that stay at school are 0 or left out
 * @param adults who come along from the school
 * @param photos whether photos may be made of the class (rules 8)
 * @param phone of the teacher, for the day; empty: not given, or erased after the visit
 */
public record VisitDetails(Map<Long, Integer> headCounts, int adults, boolean photos, String phone) {

    public VisitDetails {
        headCounts = Map.copyOf(headCounts);
        phone = phone.strip();
    }

    public VisitDetails(Map<Long, Integer> headCounts, int adults, boolean photos) {
        this(headCounts, adults, photos, "");
    }

    public int participants() {
        return headCounts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
