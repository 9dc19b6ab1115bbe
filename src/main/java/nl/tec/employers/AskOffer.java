package nl.tec.employers;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The command of a school that asks for an offer for a class.
 *
 * @param dates in order of the form, without empty lines
 * @param headCounts the number of pupils by class part id
 * @param adults the number of adults from the school
 * @param key the idempotency key of the form
 */
public record AskOffer(
        long offerId,
        long classId,
        List<Date> dates,
        Map<Long, Integer> headCounts,
        int adults,
        String question,
        UUID key) {

    /** A proposed date. @param line its line on the form, 1 to 3 */
    public record Date(int line, LocalDate day, DayPart part) {}

    public AskOffer {
        dates = List.copyOf(dates);
        headCounts = Map.copyOf(headCounts);
    }

    public int participants() {
        return headCounts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
