package nl.tec.organisations;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.shared.Dates;
import nl.tec.shared.HolidayRegion;
import org.springframework.stereotype.Component;

/**
 * Computes terms in working days (rules 6): Monday to Friday, except school holidays of the region of the hub, public holidays and days
 * on which the hub is closed.
 */
@Component
public class WorkingDays {

    /** The start of office hours. */
    private static final LocalTime BEGINS = LocalTime.of(9, 0);

    private static final LocalTime ENDS = LocalTime.of(17, 0);

    /** The maximum number of calendar days that a term looks ahead, ample for a summer holiday. */
    private static final int MAX_DAYS = 240;

    private final Holidays holidays;
    private final HubSettings hub;

    WorkingDays(Holidays holidays, HubSettings hub) {
        this.holidays = holidays;
        this.hub = hub;
    }

    /** @param half the time for a reminder */
    public record Term(Instant half, Instant end) {}

    /**
     * Returns a term that begins now; today does not count.
     *
     * @param days the number of working days
     * @param before a day before which the term has to end, even if that shortens it
     */
    public Term term(Instant now, int days, LocalDate before) {
        List<LocalDate> working = ahead(now, before).working(days);
        if (working.isEmpty()) {
            Instant end = Dates.at(before.minusDays(1), ENDS);
            Instant last = end.isAfter(now) ? end : now.plusSeconds(60);
            return new Term(now.plusSeconds((last.getEpochSecond() - now.getEpochSecond()) / 2), last);
        }
        LocalDate middle = working.get((working.size() - 1) / 2);
        return new Term(Dates.at(middle, BEGINS), Dates.at(working.get(working.size() - 1), ENDS));
    }

    /** A prefetched calendar, for computing several terms from the same moment. */
    public record Ahead(Instant now, LocalDate last, List<Holidays.Free> free) {

        /** Returns the morning of the nth working day after today. */
        public Instant after(int days) {
            List<LocalDate> working = working(days);
            return Dates.at(working.get(working.size() - 1), BEGINS);
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
        HolidayRegion region = hub.holidayRegion();
        return new Ahead(now, last, holidays.between(today, last, region));
    }

    /** Whether a day is a working day, or a school day if the free days are those of a school. */
    public static boolean contains(LocalDate day, List<Holidays.Free> free) {
        return weekday(day) && free.stream().noneMatch(off -> off.contains(day));
    }

    public static boolean weekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
