package nl.tec.employers;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A school asks for an offer for a class.
 *
 * @param dates in order; a line that was left empty is not among them
 * @param headCounts pupils per class part (its id)
 * @param adults who come along from the school
 * @param key made with the form: the same request sent twice asks once
 */
public record AskOffer(
        long offerId,
        long classId,
        List<Date> dates,
        Map<Long, Integer> headCounts,
        int adults,
        String question,
        UUID key) {

    /** @param line of the form, 1 to 3 */
    public record Date(int line, LocalDate day, DayPart part) {}

    public AskOffer {
        dates = List.copyOf(dates);
        headCounts = Map.copyOf(headCounts);
    }

    public int participants() {
        return headCounts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
