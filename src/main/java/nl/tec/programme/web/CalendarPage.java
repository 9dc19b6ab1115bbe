package nl.tec.programme.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.programme.Days;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the calendar: the days of a week, or those of the weeks of a month.
 *
 * @param month whether it is a month; otherwise a week
 * @param first the first day of the week or month
 * @param fromHour the first hour shown in a week; {@code toHour}: the last
 * @param now sessions that started before it are past
 * @param weekend whether a week shows Saturday and Sunday
 */
public record CalendarPage(
        Filters filters,
        boolean month,
        LocalDate first,
        List<Day> days,
        int fromHour,
        int toHour,
        boolean weekend,
        int sessions,
        Links links,
        Instant now) {

    private static final int SIDE_BY_SIDE = 2;

    /**
     * A day.
     *
     * @param holiday the name of the holiday, or the reason why the hub is closed; null on other days
     * @param outside whether it is outside the shown month
     * @param week the URL of its week
     * @param others the sessions of hubs of other cities
     */
    public record Day(
            LocalDate day,
            @Nullable Bilingual holiday,
            boolean outside,
            String week,
            List<Session> sessions,
            List<OthersProgramme.Item> others) {

        /** Returns the times of all sessions, here or elsewhere. */
        List<TimeSlot> held() {
            return Stream.concat(
                            sessions.stream().map(Session::slot),
                            others.stream().map(OthersProgramme.Item::slot))
                    .toList();
        }
    }

    /** The URLs of other views with the same choices. @param posterA4 the poster of the week, like {@code posterA5}; null for a month */
    public record Links(
            String previous,
            String next,
            String today,
            String week,
            String month,
            String feed,
            String clear,
            @Nullable String posterA4,
            @Nullable String posterA5) {}

    /** Whether so many sessions overlap that lists are easier to read. */
    public boolean crowded() {
        return days.stream().anyMatch(day -> crowded(day.held()));
    }

    /** Whether more of these overlap than fit side by side in the column of a day. */
    static boolean crowded(List<TimeSlot> ofDay) {
        return ofDay.stream()
                .anyMatch(slot ->
                        ofDay.stream().filter(other -> other.overlaps(slot)).count() > SIDE_BY_SIDE);
    }

    /** Returns the hour at which the last of a time has ended; 24 when it ends on a later day. */
    static int endHour(LocalDate day, Instant end) {
        ZonedDateTime local = end.atZone(Dates.ZONE);
        if (local.toLocalDate().isAfter(day)) {
            return 24;
        }
        return local.getMinute() == 0 ? local.getHour() : local.getHour() + 1;
    }

    /** Returns the URL of a session: its entry on the page of its activity, or just that page if it is not listed there. */
    public String href(Session session) {
        String page = "/activiteit/" + session.activity().slug();
        return session.slot().start().isBefore(now) || session.laterMeeting() ? page : page + "#sessie-" + session.id();
    }

    /** Returns the range of days shown. */
    Days shown() {
        return new Days(days.get(0).day(), days.get(days.size() - 1).day());
    }

    /** Returns the last shown day of the holiday that begins on this day; null: none begins. */
    public @Nullable LocalDate holidayUntil(Day day) {
        int at = days.indexOf(day);
        Bilingual name = day.holiday();
        boolean goesOn = at > 0
                && name != null
                && name.equals(days.get(at - 1).holiday())
                && !days.get(at - 1).outside();
        if (name == null || goesOn) {
            return null;
        }
        int last = at;
        while (last + 1 < days.size()
                && name.equals(days.get(last + 1).holiday())
                && !days.get(last + 1).outside()) {
            last++;
        }
        return days.get(last).day();
    }

    /** Returns the weeks of a month. */
    public List<List<Day>> weeks() {
        return IntStream.range(0, days.size() / 7)
                .mapToObj(week -> days.subList(week * 7, week * 7 + 7))
                .toList();
    }
}
