package nl.tec.planning.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.hub.HubSettings;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.Holidays.Kind;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.Dates;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Component;

/** Computes the school days of a school year. */
@Component
public class SchoolDays {

    /** The key of the refusal to plan a year whose holidays are unknown; its argument is the year. */
    public static final String UNKNOWN = "planning.holidaysUnknown";

    /** The public source lacks a holiday of a region now and then, which must not stop a whole year. */
    private static final int MAX_MISSING = 1;

    private final Holidays holidays;
    private final HubSettings hub;

    SchoolDays(Holidays holidays, HubSettings hub) {
        this.holidays = holidays;
        this.hub = hub;
    }

    /** Returns the holidays of the hub's region in a school year that were not imported: their weeks look like school weeks. */
    public List<Kind> missing(SchoolYear year) {
        return holidays.missing(year, hub.holidayRegion());
    }

    /** Whether enough holidays of a school year are known to plan it. */
    public boolean isKnown(SchoolYear year) {
        return missing(year).size() <= MAX_MISSING;
    }

    /** Returns the number of school days of each week, by its Monday; weeks without any are absent. */
    public Map<LocalDate, Integer> weeks(SchoolYear year, SchoolSite school) {
        Map<LocalDate, Integer> weeks = new TreeMap<>();
        open(year, holidays.between(year.firstDay(), year.lastDay(), school)).stream()
                .filter(day -> !school.hasEnded(day))
                .forEach(day -> weeks.merge(Dates.monday(day), 1, Integer::sum));
        return weeks;
    }

    /** Returns the school days of a region. */
    public List<LocalDate> days(SchoolYear year, HolidayRegion region) {
        return open(year, holidays.between(year.firstDay(), year.lastDay(), region));
    }

    /** Returns the days of a school year on which a school is closed, or takes no part any more. */
    public List<LocalDate> closed(SchoolYear year, SchoolSite school) {
        List<Free> free = holidays.between(year.firstDay(), year.lastDay(), school);
        return year.firstDay()
                .datesUntil(year.lastDay().plusDays(1))
                .filter(day -> school.hasEnded(day) || free.stream().anyMatch(days -> days.contains(day)))
                .toList();
    }

    private static List<LocalDate> open(SchoolYear year, List<Free> free) {
        return year.firstDay()
                .datesUntil(year.lastDay().plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue())
                .filter(day -> free.stream().noneMatch(days -> days.contains(day)))
                .toList();
    }
}
