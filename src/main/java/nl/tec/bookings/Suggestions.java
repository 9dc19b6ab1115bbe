package nl.tec.bookings;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.bookings.LearningProgress.ClassProgress;
import nl.tec.bookings.LearningProgress.NextStep;
import nl.tec.bookings.internal.SuggestionQueries;
import nl.tec.organisations.BookingGroups;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolSite;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import nl.tec.programme.Session.Availability;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Suggestions for a class (journey 2): upcoming sessions for its groups, on days when its school is open. First those that fulfil the
 * next step of a learning line that the school follows, then worlds the class has not seen yet, then the rest; by date.
 */
@Service
public class Suggestions {

    private static final int MAX_SESSIONS = 1000;
    private static final ClassProgress NOTHING_KNOWN = new ClassProgress(List.of(), Set.of());
    /** The assumed time between two visits of a class, for lack of a known travel time. */
    private static final Duration BETWEEN = Duration.ofMinutes(30);

    private final Calendar calendar;
    private final LearningProgress progress;
    private final Holidays holidays;
    private final SuggestionQueries history;
    private final Classes classes;
    private final Clock clock;

    Suggestions(
            Calendar calendar,
            LearningProgress progress,
            Holidays holidays,
            SuggestionQueries history,
            Classes classes,
            Clock clock) {
        this.calendar = calendar;
        this.progress = progress;
        this.holidays = holidays;
        this.history = history;
        this.classes = classes;
        this.clock = clock;
    }

    /**
     * An activity that fits a class.
     *
     * @param dates by time, including full ones, for which the class would go on the waiting list
     * @param step the outstanding step of a learning line of the school that it fulfils; null if none
     * @param newWorld whether the class has neither seen its world nor has a visit to it booked
     * @param pupils the number of pupils it is for, which can be a part of a combination class
     */
    public record Suggestion(List<Session> dates, @Nullable NextStep step, boolean newWorld, int pupils) {

        /** Returns the first date with room for the class; null if all are full. */
        public @Nullable Session first() {
            return dates.stream().filter(this::roomAt).findFirst().orElse(null);
        }

        public boolean roomAt(Session date) {
            return room(date, pupils);
        }

        /** Returns this suggestion with only the given dates. */
        public Suggestion on(List<Session> some) {
            return new Suggestion(some, step, newWorld, pupils);
        }
    }

    /** The data to determine what fits the classes of a school, read once for all of them. */
    public final class Outlook {

        private final SchoolSite school;
        private final List<Session> sessions;
        private final List<Free> free;
        private final Map<Long, List<BookedVisit>> booked;
        private final Map<Long, ClassProgress> standings;

        private Outlook(SchoolSite school, Collection<SchoolClass> classes, SchoolYear year) {
            LocalDate from = later(Dates.today(clock).plusDays(1), year.firstDay());
            LocalDate to = later(from, year.lastDay());
            this.school = school;
            this.sessions = calendar.between(
                    new Days(from, to), new Selection(null, null, null, null, Takes.CLASSES, false), MAX_SESSIONS);
            this.free = holidays.between(from, to, school);
            this.booked = history.bookedBy(classes);
            this.standings = progress.of(classes);
        }

        /** Returns the active bookings of a class, by date. */
        public List<BookedVisit> booked(SchoolClass schoolClass) {
            return booked.getOrDefault(schoolClass.id(), List.of());
        }

        /** Returns the activities that fit, best first. */
        public List<Suggestion> fitting(SchoolClass schoolClass) {
            List<BookedVisit> its = booked(schoolClass);
            Map<Long, List<Session>> byActivity = new LinkedHashMap<>();
            for (Session session : sessions) {
                if (fits(session, schoolClass) && its.stream().noneMatch(one -> inTheWay(one, session))) {
                    byActivity
                            .computeIfAbsent(session.activity().id(), key -> new ArrayList<>())
                            .add(session);
                }
            }
            Comparator<Suggestion> order = Comparator.<Suggestion, Boolean>comparing(one -> one.first() == null)
                    .thenComparing(one -> one.step() == null)
                    .thenComparing(one -> !one.newWorld());
            return byActivity.values().stream()
                    .map(dates -> suggestion(dates, schoolClass))
                    .sorted(order) // stable: by date among equals
                    .toList();
        }

        private Suggestion suggestion(List<Session> dates, SchoolClass schoolClass) {
            Session.Subject activity = dates.get(0).activity();
            ClassProgress standing = standings.getOrDefault(schoolClass.id(), NOTHING_KNOWN);
            List<BookedVisit> its = booked(schoolClass);
            boolean goes = its.stream().anyMatch(one -> one.world() == activity.world());
            return new Suggestion(
                    dates,
                    standing.next().stream()
                            .filter(step -> step.activities().contains(activity.id()))
                            .filter(step -> its.stream()
                                    .noneMatch(one -> step.activities().contains(one.activityId())))
                            .findFirst()
                            .orElse(null),
                    !goes && !standing.seen().contains(activity.world()),
                    fittingPupils(dates.get(0), schoolClass));
        }

        /** Returns the dates of an activity to which the class can come, even if it already has a booking for it; by time. */
        public List<Session> dates(SchoolClass schoolClass, long activityId) {
            List<BookedVisit> its = booked(schoolClass);
            return sessions.stream()
                    .filter(session -> session.activity().id() == activityId)
                    .filter(session -> fits(session, schoolClass))
                    .filter(session -> its.stream().noneMatch(one -> meanwhile(one, session.slot())))
                    .toList();
        }

        private boolean fits(Session session, SchoolClass schoolClass) {
            Long at = session.where().siteId();
            return session.activity().forWhom().fits(schoolClass.grades(), schoolClass.level())
                    && (at == null || at == school.id())
                    && SchoolYear.of(Dates.dayOf(session.slot().start())).equals(schoolClass.year())
                    && fittingPupils(session, schoolClass) <= session.capacity()
                    && open(session.slot());
        }

        private boolean open(TimeSlot slot) {
            LocalDate day = Dates.dayOf(slot.start());
            return !school.hasEnded(day) && free.stream().noneMatch(days -> days.contains(day));
        }

        private static boolean inTheWay(BookedVisit one, Session session) {
            return one.activityId() == session.activity().id() || meanwhile(one, session.slot());
        }

        private static boolean meanwhile(BookedVisit one, TimeSlot slot) {
            return one.time().widened(BETWEEN, BETWEEN).overlaps(slot);
        }
    }

    /** Returns the outlook for the classes of a school in a school year. */
    public Outlook outlook(SchoolSite school, Collection<SchoolClass> classes, SchoolYear year) {
        return new Outlook(school, classes, year);
    }

    /** Returns the groups of a school ({@link BookingGroups}) with a booking in a school year. */
    public List<SchoolClass> bookedGroups(long siteId, SchoolYear year) {
        return classes.list(history.bookedClasses(siteId)).stream()
                .filter(schoolClass ->
                        schoolClass.bookingGroup() && schoolClass.year().equals(year))
                .toList();
    }

    /** Whether there is room for a class of this many pupils. */
    public static boolean room(Session session, int pupils) {
        Availability availability = session.availability();
        return availability != null && availability.freeClasses() > 0 && availability.free() >= pupils;
    }

    private static int fittingPupils(Session session, SchoolClass schoolClass) {
        return schoolClass.parts().stream()
                .filter(part -> session.activity().forWhom().fits(part.grade(), schoolClass.level()))
                .mapToInt(ClassPart::headCount)
                .sum();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
