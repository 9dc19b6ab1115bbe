package nl.tec;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import nl.tec.shared.Dates;

/** Days that are still to come in whatever year the tests run. */
public final class DaysAhead {

    private DaysAhead() {}

    /** The first such day of the week of that month, so many years from now. */
    public static LocalDate first(DayOfWeek weekday, Month month, int years) {
        return LocalDate.of(LocalDate.now(Dates.ZONE).getYear() + years, month, 1)
                .with(TemporalAdjusters.firstInMonth(weekday));
    }
}
