package nl.tec.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The unusual aspects of a proposed time, for which a page asks confirmation.
 *
 * @param holiday the name of the holiday, or the reason why the hub is closed; null: none
 * @param weekend whether it is at the weekend
 * @param hour whether it is at an unusual hour: early, late or at night
 * @param afterSchool for classes: whether it is outside school hours
 */
public record OddTime(TimeSlot slot, @Nullable Bilingual holiday, boolean weekend, boolean hour, boolean afterSchool) {

    private static final LocalTime EARLIEST = LocalTime.of(8, 0);
    private static final LocalTime LATEST = LocalTime.of(22, 0);
    private static final LocalTime SCHOOL_ENDS = LocalTime.of(16, 0);

    /** @param daysOff as from {@link DaysOff#in}, for at least that day */
    public static OddTime of(TimeSlot slot, boolean takesClasses, Map<LocalDate, Bilingual> daysOff) {
        LocalDate day = Dates.dayOf(slot.start());
        LocalTime start = slot.start().atZone(Dates.ZONE).toLocalTime();
        LocalTime end = slot.end().atZone(Dates.ZONE).toLocalTime();
        boolean hour = start.isBefore(EARLIEST) || end.isAfter(LATEST) || end.isBefore(start);
        return new OddTime(
                slot, daysOff.get(day), weekend(day), hour, takesClasses && !hour && end.isAfter(SCHOOL_ENDS));
    }

    public boolean any() {
        return holiday != null || weekend || hour || afterSchool;
    }

    static boolean weekend(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    /** Whether it is within the usual hours. */
    static boolean usual(TimeSlot slot) {
        OddTime odd = of(slot, true, Map.of());
        return !odd.hour() && !odd.afterSchool();
    }
}
