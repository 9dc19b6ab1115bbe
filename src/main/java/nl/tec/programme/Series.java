package nl.tec.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Dates at once: every so many weeks on these days at these times, from the first day to the last, both in it. Public
 * holidays and days the hub is closed are skipped, and school holidays unless it says otherwise.
 *
 * @param session what they have in common; its slot says only how long it takes
 * @param everyWeeks 1: each week; counted in calendar weeks from the first day's
 * @param inHolidays also in school holidays: for children who come by themselves
 * @param times it ends after so many that are held; null: it goes on until the last day
 * @param course whether one signs up for all of them at once; false: for each date
 * @param dates just these days, instead of a rhythm; empty: the rhythm
 */
public record Series(
        SessionDetails session,
        LocalDate first,
        LocalDate last,
        int everyWeeks,
        Set<DayOfWeek> days,
        List<LocalTime> starts,
        boolean inHolidays,
        @Nullable Integer times,
        Set<LocalDate> dates,
        boolean course) {

    public static final int MAX_WEEKS_APART = 26;
    public static final int MAX_TIMES = 100;

    public Series(
            SessionDetails session,
            LocalDate first,
            LocalDate last,
            int everyWeeks,
            Set<DayOfWeek> days,
            List<LocalTime> starts,
            boolean inHolidays) {
        this(session, first, last, everyWeeks, days, starts, inHolidays, null, Set.of(), false);
    }

    /** On these days; not empty. */
    public static Series on(
            SessionDetails session, SortedSet<LocalDate> dates, List<LocalTime> starts, boolean inHolidays) {
        return new Series(session, dates.first(), dates.last(), 1, Set.of(), starts, inHolidays, null, dates, false);
    }

    /** The same dates, for who comes each time. */
    public Series asCourse() {
        return new Series(session, first, last, everyWeeks, days, starts, inHolidays, times, dates, true);
    }
}
