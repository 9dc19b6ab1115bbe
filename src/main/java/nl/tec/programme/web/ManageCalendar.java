package nl.tec.programme.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.tec.programme.Days;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The programme manager's calendar: the days of a week, or of the weeks of a month, with their sessions.
 *
 * @param first the first day of the week or month
 * @param fromHour the first hour shown; {@code toHour}: the last
 */
public record ManageCalendar(boolean month, LocalDate first, List<Day> days, int fromHour, int toHour) {

    private static final int FIRST_HOUR = 8;
    private static final int LAST_HOUR = 17;

    /**
     * @param holiday the name of the holiday, or the reason why the hub is closed; null on other days
     * @param outside whether it is outside the shown month
     */
    public record Day(LocalDate day, @Nullable Bilingual holiday, boolean outside, List<Session> sessions) {}

    static ManageCalendar of(
            Days asked, Days shown, boolean month, List<Session> sessions, Map<LocalDate, Bilingual> off) {
        Map<LocalDate, List<Session>> byDay = new HashMap<>();
        int from = FIRST_HOUR;
        int to = LAST_HOUR;
        for (Session session : sessions) {
            LocalDate on = Dates.dayOf(session.slot().start());
            byDay.computeIfAbsent(on, day -> new ArrayList<>()).add(session);
            from = Math.min(from, session.slot().start().atZone(Dates.ZONE).getHour());
            to = Math.max(to, CalendarPage.endHour(on, session.slot().end()));
        }
        List<Day> days = shown.first()
                .datesUntil(shown.last().plusDays(1))
                .map(day -> new Day(day, off.get(day), !asked.contains(day), byDay.getOrDefault(day, List.of())))
                .toList();
        boolean weekend =
                days.subList(5, 7).stream().anyMatch(day -> !day.sessions().isEmpty());
        return new ManageCalendar(
                month,
                asked.first(),
                month || weekend ? days : days.subList(0, 5),
                Math.max(6, from),
                Math.min(23, to));
    }

    /** Whether so many sessions overlap that lists are easier to read. */
    public boolean crowded() {
        return days.stream()
                .anyMatch(day -> CalendarPage.crowded(
                        day.sessions().stream().map(Session::slot).toList()));
    }

    /** Returns the weeks of a month. */
    public List<List<Day>> weeks() {
        return IntStream.range(0, days.size() / 7)
                .mapToObj(week -> days.subList(week * 7, week * 7 + 7))
                .toList();
    }
}
