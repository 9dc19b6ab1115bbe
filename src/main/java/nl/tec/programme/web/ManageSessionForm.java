package nl.tec.programme.web;

import static nl.tec.programme.SessionFields.ACTIVITY;
import static nl.tec.programme.SessionFields.CAPACITY;
import static nl.tec.programme.SessionFields.CLASS_CAPACITY;
import static nl.tec.programme.SessionFields.DATES;
import static nl.tec.programme.SessionFields.DAY;
import static nl.tec.programme.SessionFields.DAYS;
import static nl.tec.programme.SessionFields.EVERY_WEEKS;
import static nl.tec.programme.SessionFields.FIRST;
import static nl.tec.programme.SessionFields.LAST;
import static nl.tec.programme.SessionFields.MINUTES;
import static nl.tec.programme.SessionFields.NOTE;
import static nl.tec.programme.SessionFields.PLACE;
import static nl.tec.programme.SessionFields.ROOM;
import static nl.tec.programme.SessionFields.START;
import static nl.tec.programme.SessionFields.STARTS;
import static nl.tec.programme.SessionFields.TIMES;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Series;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;

/** The forms of a session and of a series: what was typed to what is asked, and back. */
final class ManageSessionForm {

    /** All fields of a session, in the order of the page. */
    static final List<String> FIELDS = List.of(DAY, START, MINUTES, PLACE, ROOM, CAPACITY, CLASS_CAPACITY, NOTE);

    /** Also in school holidays. */
    static final String IN_HOLIDAYS = "ook-vakanties";

    /** One signs up for the whole series. */
    static final String COURSE = "cursus";

    /** How a series is said: {@link #RHYTHM} or by dates. */
    static final String HOW = "hoe";

    static final String RHYTHM = "ritme";

    private static final int MAX_MINUTES = 960;
    private static final int MAX_DATES = 100;
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3])[.:]([0-5][0-9])(?:\\s*uur)?");
    private static final Pattern DUTCH_DATE = Pattern.compile("([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ](20[0-9]{2})");
    private static final Pattern ISO_DATE = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}");

    private ManageSessionForm() {}

    /** A new one, with what is usual for the activity. */
    static FormData of(Activity activity) {
        ActivityDetails details = activity.details();
        return new FormData()
                .put(ACTIVITY, activity.id())
                .put(MINUTES, details.duration().minutes())
                .put(PLACE, details.venueId() == null ? null : "p" + details.venueId())
                .put(ROOM, details.roomId())
                .put(CAPACITY, details.size().max())
                .put(CLASS_CAPACITY, activity.takesClasses() ? details.size().classes() : null);
    }

    /** A new series, with what is usual for the activity. */
    static FormData series(Activity activity) {
        boolean course =
                !activity.takesClasses() && activity.details().duration().meetings() > 1;
        return of(activity).put(HOW, RHYTHM).put(EVERY_WEEKS, 1).put(COURSE, course ? "ja" : null);
    }

    static FormData of(Session session) {
        Session.Where where = session.where();
        LocalTime start =
                session.slot().start().atZone(Dates.ZONE).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return new FormData()
                .put(ACTIVITY, session.activity().id())
                .put(DAY, Dates.dayOf(session.slot().start()))
                .put(START, start.toString())
                .put(MINUTES, session.slot().duration().toMinutes())
                .put(
                        PLACE,
                        where.siteId() != null
                                ? "s" + where.siteId()
                                : where.venueId() == null ? null : "p" + where.venueId())
                .put(ROOM, where.roomId())
                .put(CAPACITY, session.capacity())
                .put(CLASS_CAPACITY, session.classCapacity())
                .put(NOTE, session.note());
    }

    /** Empty when it can't be read; the problems say why. */
    static Optional<SessionDetails> details(FormData form, Activity activity, Problems problems) {
        Optional<LocalDate> day = date(form.text(DAY));
        Optional<LocalTime> start = time(form.text(START));
        problems.addIf(day.isEmpty(), DAY, "manage.check.day");
        problems.addIf(start.isEmpty(), START, "manage.check.time");
        Optional<Duration> minutes = minutes(form, problems);
        if (problems.any()) {
            return Optional.empty();
        }
        return Optional.of(
                details(form, activity, slot(day.orElseThrow(), start.orElseThrow(), minutes.orElseThrow())));
    }

    /** Empty when it can't be read; the problems say why. */
    static Optional<Series> series(FormData form, Activity activity, Problems problems) {
        boolean rhythm = form.text(HOW).equals(RHYTHM);
        Optional<Duration> minutes = minutes(form, problems);
        List<LocalTime> starts = times(form.text(STARTS), problems);
        TreeSet<LocalDate> dates = rhythm ? new TreeSet<>() : dates(form.text(DATES), problems);
        Optional<LocalDate> first = date(form.text(FIRST));
        Integer times = form.optionalNumber(TIMES);
        // so many times: the last day is then as far as it can be
        Optional<LocalDate> last = form.text(LAST).isBlank() && times != null
                ? first.map(day -> day.plusDays(399))
                : date(form.text(LAST));
        if (rhythm) {
            problems.addIf(first.isEmpty(), FIRST, "manage.check.day");
            problems.addIf(last.isEmpty(), LAST, "manage.check.lastOrTimes");
        }
        if (problems.any() || minutes.isEmpty()) {
            return Optional.empty();
        }
        boolean inHolidays = form.has(IN_HOLIDAYS, "ja");
        LocalDate from = rhythm ? first.orElseThrow() : dates.first();
        SessionDetails details = details(form, activity, slot(from, LocalTime.NOON, minutes.get()));
        Series series = rhythm
                ? new Series(
                        details,
                        from,
                        last.orElseThrow(),
                        form.number(EVERY_WEEKS),
                        new HashSet<>(form.constants(DAYS, DayOfWeek.class)),
                        starts,
                        inHolidays,
                        times,
                        java.util.Set.of(),
                        false)
                : Series.on(details, dates, starts, inHolidays);
        return Optional.of(form.has(COURSE, "ja") ? series.asCourse() : series);
    }

    private static SessionDetails details(FormData form, Activity activity, TimeSlot slot) {
        String where = form.text(PLACE);
        Long id = where.matches("[ps][0-9]{1,18}") ? Long.valueOf(where.substring(1)) : null;
        return new SessionDetails(
                activity.id(),
                slot,
                where.startsWith("p") ? id : null,
                where.startsWith("s") ? id : null,
                form.id(ROOM),
                form.number(CAPACITY),
                activity.takesClasses() ? Integer.valueOf(form.number(CLASS_CAPACITY)) : null,
                form.text(NOTE));
    }

    private static Optional<Duration> minutes(FormData form, Problems problems) {
        int minutes = form.number(MINUTES);
        boolean wrong = minutes < 5 || minutes > MAX_MINUTES;
        problems.addIf(wrong, MINUTES, "programme.check.between", 5, MAX_MINUTES);
        return wrong ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
    }

    private static TimeSlot slot(LocalDate day, LocalTime start, Duration duration) {
        Instant from = day.atTime(start).atZone(Dates.ZONE).toInstant();
        return new TimeSlot(from, from.plus(duration));
    }

    private static List<LocalTime> times(String text, Problems problems) {
        List<LocalTime> times = new ArrayList<>();
        for (String each : text.strip().split("[,;\\n]+|\\s+en\\s+")) {
            if (!each.isBlank()) {
                Optional<LocalTime> time = time(each);
                time.ifPresent(times::add);
                problems.addIf(time.isEmpty(), STARTS, "manage.check.times", each.strip());
            }
        }
        problems.addIf(times.isEmpty() && problems.at(STARTS).isEmpty(), STARTS, "programme.check.starts");
        return times;
    }

    private static TreeSet<LocalDate> dates(String text, Problems problems) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (String each : text.strip().split("[,;\\n]+")) {
            if (!each.isBlank()) {
                Optional<LocalDate> date = date(each);
                date.ifPresent(dates::add);
                problems.addIf(date.isEmpty(), DATES, "manage.check.dates", each.strip());
            }
        }
        problems.addIf(dates.isEmpty() && problems.at(DATES).isEmpty(), DATES, "manage.check.noDates");
        problems.addIf(dates.size() > MAX_DATES, DATES, "manage.check.manyDates", MAX_DATES);
        return dates;
    }

    /** {@code 2027-01-14} or {@code 14-1-2027}. */
    static Optional<LocalDate> date(String text) {
        String stripped = text.strip();
        Matcher dutch = DUTCH_DATE.matcher(stripped);
        try {
            if (dutch.matches()) {
                return Optional.of(LocalDate.of(
                        Integer.parseInt(dutch.group(3)),
                        Integer.parseInt(dutch.group(2)),
                        Integer.parseInt(dutch.group(1))));
            }
            return ISO_DATE.matcher(stripped).matches() ? Optional.of(LocalDate.parse(stripped)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code 13.30} or {@code 13:30}. */
    private static Optional<LocalTime> time(String text) {
        Matcher time = TIME.matcher(text.strip());
        return time.matches()
                ? Optional.of(LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))))
                : Optional.empty();
    }
}
