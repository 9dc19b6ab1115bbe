package nl.tec.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * Dates at once: every so many weeks on these days at these times, from the first day to the last, both in it. Public
 * holidays and days the hub is closed are skipped, and school holidays unless it says otherwise.
 *
 * @param session what they have in common; its slot says only how long it takes
 * @param everyWeeks 1: each week; counted in calendar weeks from the first day's
 * @param inHolidays also in school holidays: for children who come by themselves
 */
public record Series(
        SessionDetails session,
        LocalDate first,
        LocalDate last,
        int everyWeeks,
        Set<DayOfWeek> days,
        List<LocalTime> starts,
        boolean inHolidays) {}
