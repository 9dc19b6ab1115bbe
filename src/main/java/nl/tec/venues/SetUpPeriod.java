package nl.tec.venues;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;

/**
 * A set-up that stands in a room from the first day to the last, both included.
 *
 * @param room its name, and that of its place
 * @param toCome how many sessions are still to come in it
 */
public record SetUpPeriod(long id, long roomId, Bilingual room, LocalDate first, LocalDate last, int toCome) {

    public static TimeSlot slot(LocalDate first, LocalDate last) {
        return new TimeSlot(
                first.atStartOfDay(Dates.ZONE).toInstant(),
                last.plusDays(1).atStartOfDay(Dates.ZONE).toInstant());
    }
}
