package nl.tec.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A recurring series of sessions: every {@code everyWeeks} weeks on these days at these times, from the first day to the last,
 * inclusive. Public holidays and closed days are skipped, and school holidays too unless {@code inHolidays}.
 *
 * @param session the common details; only the duration of its slot is used
 * @param everyWeeks the interval in calendar weeks, counted from the week of the first day
 * @param inHolidays whether to include school holidays, for individual children
 * @param times the number of days with a session after which it ends; null: it goes on until the last day
 * @param course whether people sign up for all sessions together; false: per date
 * @param dates explicit days instead of the recurrence; empty: the recurrence applies
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

    /** Creates a series on explicit days. @param dates not empty */
    public static Series on(
            SessionDetails session, SortedSet<LocalDate> dates, List<LocalTime> starts, boolean inHolidays) {
        return new Series(session, dates.first(), dates.last(), 1, Set.of(), starts, inHolidays, null, dates, false);
    }

    /** Returns a copy as a course. */
    public Series asCourse() {
        return new Series(session, first, last, everyWeeks, days, starts, inHolidays, times, dates, true);
    }
}
