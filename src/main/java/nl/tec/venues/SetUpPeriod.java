package nl.tec.venues;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;

/**
 * A period of a set-up in a room, both days inclusive.
 *
 * @param room its name, and that of its venue
 * @param toCome number of coming sessions in it
 */
public record SetUpPeriod(long id, long roomId, Bilingual room, LocalDate first, LocalDate last, int toCome) {

    public static TimeSlot slot(LocalDate first, LocalDate last) {
        return new TimeSlot(Dates.startOf(first), Dates.startOf(last.plusDays(1)));
    }
}
