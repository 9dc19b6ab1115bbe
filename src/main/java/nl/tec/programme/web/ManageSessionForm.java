package nl.tec.programme.web;

import static nl.tec.programme.SessionFields.ACTIVITY;
import static nl.tec.programme.SessionFields.CAPACITY;
import static nl.tec.programme.SessionFields.CLASS_CAPACITY;
import static nl.tec.programme.SessionFields.DAY;
import static nl.tec.programme.SessionFields.DAYS;
import static nl.tec.programme.SessionFields.EVERY_WEEKS;
import static nl.tec.programme.SessionFields.LAST;
import static nl.tec.programme.SessionFields.MINUTES;
import static nl.tec.programme.SessionFields.NOTE;
import static nl.tec.programme.SessionFields.PLACE;
import static nl.tec.programme.SessionFields.ROOM;
import static nl.tec.programme.SessionFields.START;
import static nl.tec.programme.SessionFields.STARTS;
import static nl.tec.programme.SessionFields.TIMES;

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
import java.util.Set;
import java.util.TreeSet;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Series;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;

/** Converts the forms of a session and of a series to and from their details. */
final class ManageSessionForm {

    /** All fields of a session, in page order. */
    static final List<String> FIELDS = List.of(DAY, START, MINUTES, PLACE, ROOM, CAPACITY, CLASS_CAPACITY, NOTE);

    /** The field for including school holidays. */
    static final String IN_HOLIDAYS = "ook-vakanties";

    /** The field for making the series a course. */
    static final String COURSE = "cursus";

    /** The field for how the dates are given: {@link #RHYTHM} or as a list. */
    static final String HOW = "hoe";

    static final String RHYTHM = "ritme";

    private static final int MIN_MINUTES = 5;
    private static final int MAX_MINUTES = 960;
    private static final int MAX_DATES = 100;

    private ManageSessionForm() {}

    /** Returns the form of a new session, with the defaults of the activity. */
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

    /** Returns the form of a new series, with the defaults of the activity. */
    static FormData series(Activity activity) {
        boolean course =
                !activity.takesClasses() && activity.details().duration().meetings() > 1;
        return of(activity).put(HOW, RHYTHM).put(EVERY_WEEKS, 1).put(COURSE, course ? "ja" : null);
    }

    static FormData of(Session session) {
        Session.Location where = session.where();
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

    /** Reads the details of a session. Empty if the form is invalid; its problems say why. */
    static Optional<SessionDetails> details(FormData form, Activity activity) {
        Optional<LocalDate> day = FormData.parseDay(form.text(DAY));
        Optional<LocalTime> start = FormData.parseTime(form.text(START));
        form.problems().addIf(day.isEmpty(), DAY, "form.day").addIf(start.isEmpty(), START, "form.time");
        int minutes = minutes(form);
        return day.isEmpty() || start.isEmpty() || form.problems().any()
                ? Optional.empty()
                : details(form, activity, slot(day.get(), start.get(), minutes));
    }

    /** Reads a series. Empty if the form is invalid; its problems say why. */
    static Optional<Series> series(FormData form, Activity activity) {
        Problems problems = form.problems();
        boolean rhythm = form.text(HOW).equals(RHYTHM);
        int minutes = minutes(form);
        List<LocalTime> starts = times(form.text(STARTS), problems);
        TreeSet<LocalDate> dates = rhythm ? new TreeSet<>() : dates(form.text("data"), problems);
        Optional<LocalDate> first = FormData.parseDay(form.text("eerste-dag"));
        Integer times = form.line(TIMES).isEmpty() ? null : Integer.valueOf(number(form, TIMES, Series.MAX_TIMES));
        // with a number of times, the last day is the maximum
        Optional<LocalDate> last = form.text(LAST).isBlank() && times != null
                ? first.map(day -> day.plusDays(399))
                : FormData.parseDay(form.text(LAST));
        int everyWeeks = rhythm ? number(form, EVERY_WEEKS, Series.MAX_WEEKS_APART) : 1;
        if (rhythm) {
            problems.addIf(first.isEmpty(), "eerste-dag", "form.day");
            problems.addIf(last.isEmpty(), LAST, "manage.check.lastOrTimes");
        }
        if (problems.any()) {
            return Optional.empty();
        }
        boolean inHolidays = form.has(IN_HOLIDAYS, "ja");
        LocalDate from = rhythm ? first.orElseThrow() : dates.first();
        return details(form, activity, slot(from, LocalTime.NOON, minutes))
                .map(details -> rhythm
                        ? new Series(
                                details,
                                from,
                                last.orElseThrow(),
                                everyWeeks,
                                new HashSet<>(form.constants(DAYS, DayOfWeek.class)),
                                starts,
                                inHolidays,
                                times,
                                Set.of(),
                                false)
                        : Series.on(details, dates, starts, inHolidays))
                .map(series -> form.has(COURSE, "ja") ? series.asCourse() : series);
    }

    private static Optional<SessionDetails> details(FormData form, Activity activity, TimeSlot slot) {
        String where = form.text(PLACE);
        Long id = where.matches("[ps][0-9]{1,18}") ? Long.valueOf(where.substring(1)) : null;
        SessionDetails details = new SessionDetails(
                activity.id(),
                slot,
                where.startsWith("p") ? id : null,
                where.startsWith("s") ? id : null,
                form.id(ROOM),
                number(form, CAPACITY, SessionDetails.MAX_CAPACITY),
                activity.takesClasses()
                        ? Integer.valueOf(number(form, CLASS_CAPACITY, SessionDetails.MAX_CLASSES))
                        : null,
                form.text(NOTE));
        return form.problems().any() ? Optional.empty() : Optional.of(details);
    }

    private static int number(FormData form, String field, int max) {
        return form.number(field, "form.between", 1, max);
    }

    private static int minutes(FormData form) {
        int minutes = form.number(MINUTES, "form.between", MIN_MINUTES, MAX_MINUTES);
        if (form.problems().at(MINUTES).isEmpty()) {
            form.problems().addUnlessBetween(minutes, MIN_MINUTES, MAX_MINUTES, MINUTES);
        }
        return minutes;
    }

    private static TimeSlot slot(LocalDate day, LocalTime start, int minutes) {
        Instant from = Dates.at(day, start);
        return new TimeSlot(from, from.plus(Duration.ofMinutes(minutes)));
    }

    private static List<LocalTime> times(String text, Problems problems) {
        List<LocalTime> times = new ArrayList<>();
        for (String each : text.strip().split("[,;\\n]+|\\s+en\\s+")) {
            if (!each.isBlank()) {
                Optional<LocalTime> time = FormData.parseTime(each);
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
                Optional<LocalDate> date = FormData.parseDay(each);
                date.ifPresent(dates::add);
                problems.addIf(date.isEmpty(), "data", "manage.check.dates", each.strip());
            }
        }
        problems.addIf(dates.isEmpty() && problems.at("data").isEmpty(), "data", "manage.check.noDates");
        problems.addIf(dates.size() > MAX_DATES, "data", "manage.check.manyDates", MAX_DATES);
        return dates;
    }
}
