package nl.tec.organisations;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import nl.tec.shared.HolidayRegion;
import org.springframework.stereotype.Component;

/**
 * Terms in working days (rules 6): Monday to Friday, without school holidays of the region of the hub, public holidays and
 * days on which the hub is closed.
 */
@Component
public class WorkingDays {

    /** From when to when somebody is at work. */
    private static final LocalTime BEGINS = LocalTime.of(9, 0);

    private static final LocalTime ENDS = LocalTime.of(17, 0);

    /** A term never reaches further; a summer holiday fits in easily. */
    private static final int MAX_DAYS = 240;

    private final Holidays holidays;
    private final HubSettings hub;

    WorkingDays(Holidays holidays, HubSettings hub) {
        this.holidays = holidays;
        this.hub = hub;
    }

    /** @param half when to remind */
    public record Term(Instant half, Instant end) {}

    /**
     * A term that begins now; today does not count.
     *
     * @param days how many working days
     * @param before it ends before this day, however few working days that leaves
     */
    public Term term(Instant now, int days, LocalDate before) {
        List<LocalDate> working = ahead(now, before).working(days);
        if (working.isEmpty()) {
            Instant end = at(before.minusDays(1), ENDS);
            Instant last = end.isAfter(now) ? end : now.plusSeconds(60);
            return new Term(now.plusSeconds((last.getEpochSecond() - now.getEpochSecond()) / 2), last);
        }
        LocalDate middle = working.get((working.size() - 1) / 2);
        return new Term(at(middle, BEGINS), at(working.get(working.size() - 1), ENDS));
    }

    /** The days to come, for whoever counts more than one term from the same moment: the calendar is asked once. */
    public record Ahead(Instant now, LocalDate last, List<Holidays.Free> free) {

        /** In the morning of the nth working day after today. */
        public Instant after(int days) {
            List<LocalDate> working = working(days);
            return at(working.get(working.size() - 1), BEGINS);
        }

        private List<LocalDate> working(int days) {
            List<LocalDate> working = new ArrayList<>();
            LocalDate first = Dates.dayOf(now).plusDays(1);
            for (LocalDate day = first; day.isBefore(last) && working.size() < days; day = day.plusDays(1)) {
                if (contains(day, free)) {
                    working.add(day);
                }
            }
            return working;
        }
    }

    public Ahead ahead(Instant now) {
        return ahead(now, LocalDate.MAX);
    }

    private Ahead ahead(Instant now, LocalDate before) {
        LocalDate today = Dates.dayOf(now);
        LocalDate furthest = today.plusDays(MAX_DAYS);
        LocalDate last = before.isBefore(furthest) ? before : furthest;
        HolidayRegion region = HolidayRegion.valueOf(hub.get(Setting.HOLIDAY_REGION));
        return new Ahead(now, last, holidays.between(today, last, region));
    }

    /** Whether a day is a working day, and a school day when the free days are those of a school. */
    public static boolean contains(LocalDate day, List<Holidays.Free> free) {
        return weekday(day) && free.stream().noneMatch(off -> off.contains(day));
    }

    public static boolean weekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Dates.ZONE).toInstant();
    }
}
