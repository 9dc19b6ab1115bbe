package nl.tec.bookings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.Refusal.WayOn;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.Schools;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.ForWhom;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import nl.tec.programme.Session.Availability;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import org.springframework.stereotype.Component;

/**
 * Alternative sessions with free seats (rules 3): of the same activity when a session is full or refused; of the same activity or
 * its world when the TEC called a session off.
 */
@Component
public class Alternatives {

    /** The maximum number of alternatives to choose from. */
    private static final int MAX = 5;

    private static final int SEARCH_LIMIT = 200;

    /** The maximum number of replacements for a session that was called off. */
    private static final int MAX_REPLACEMENTS = 3;

    private static final int NEAR_DAYS = 90;
    private static final int REPLACEMENT_SEARCH_LIMIT = 1000;

    private final Calendar calendar;
    private final Suggestions suggestions;
    private final Classes classes;
    private final Schools schools;
    private final Clock clock;

    Alternatives(Calendar calendar, Suggestions suggestions, Classes classes, Schools schools, Clock clock) {
        this.calendar = calendar;
        this.suggestions = suggestions;
        this.classes = classes;
        this.schools = schools;
        this.clock = clock;
    }

    /** Whether another date of the same activity would help. */
    public static boolean help(Refusal refusal) {
        Reason reason = refusal.reason();
        return reason.wayOn() == WayOn.OTHER_SESSIONS
                || reason == Reason.NO_ROOM
                || reason == Reason.TOO_MANY
                || reason == Reason.CLASS_ELSEWHERE;
    }

    /** Whether only another activity would help. */
    public static boolean requiresOtherActivity(Refusal refusal) {
        return refusal.reason() == Reason.NOT_FOR_GROUP || refusal.reason() == Reason.NOT_FOR_CLASSES;
    }

    /** Returns sessions of the same activity that fit the class and have seats for this number of pupils, by time. */
    public List<Session> forClass(VisitContext facts, int pupils) {
        return classes.find(facts.schoolClass().id()).stream()
                .flatMap(schoolClass ->
                        outlook(schoolClass).dates(schoolClass, facts.activity().id()).stream())
                .filter(session -> session.id() != facts.session().id())
                .filter(session -> Suggestions.room(session, pupils))
                .limit(MAX)
                .toList();
    }

    /** Finds other activities that fit the class: the first session with room of each, best match first. */
    public List<Session> otherActivities(VisitContext facts) {
        return classes.find(facts.schoolClass().id()).stream()
                .flatMap(schoolClass -> outlook(schoolClass).fitting(schoolClass).stream())
                .flatMap(suggestion -> Optional.ofNullable(suggestion.first()).stream())
                .filter(session -> session.activity().id() != facts.activity().id())
                .limit(MAX)
                .toList();
    }

    private Suggestions.Outlook outlook(SchoolClass schoolClass) {
        return suggestions.outlook(schools.get(schoolClass.siteId()), List.of(schoolClass), schoolClass.year());
    }

    /**
     * Finds replacements that fit the class for a visit that the TEC called off: the same activity first, then others of its world;
     * those nearest to the cancelled date.
     */
    public List<Session> replacementsForClass(ClassBooking booking) {
        VisitContext facts = booking.facts();
        return nearest(
                fitting(facts, booking.participants())
                        .filter(session ->
                                session.activity().id() == facts.activity().id()
                                        || session.activity().world()
                                                == facts.activity().world()),
                facts.activity().id(),
                facts.session().time().start());
    }

    private Stream<Session> fitting(VisitContext facts, int pupils) {
        return classes.find(facts.schoolClass().id()).stream()
                .flatMap(schoolClass -> outlook(schoolClass).fitting(schoolClass).stream())
                .flatMap(suggestion -> suggestion.dates().stream())
                .filter(session -> session.id() != facts.session().id())
                .filter(session -> Suggestions.room(session, pupils));
    }

    /** Returns other sessions of the same activity with seats for this number of visitors, by time. */
    public List<Session> forVisitors(SignUpSession full, int people) {
        return calendar.next(full.activity().id(), SEARCH_LIMIT).stream()
                .filter(session -> session.id() != full.id())
                .filter(session -> room(session, people))
                .limit(MAX)
                .toList();
    }

    /** Finds replacements for a sign-up: the same activity, or one of its world that is suitable for everybody in the sign-up. */
    public List<Session> replacementsForVisitors(SignUp signUp) {
        Session off = signUp.session().session();
        LocalDate today = Dates.today(clock);
        LocalDate day = Dates.dayOf(off.slot().start());
        LocalDate first = day.minusDays(NEAR_DAYS);
        LocalDate last = day.plusDays(NEAR_DAYS);
        if (last.isBefore(today)) {
            return List.of();
        }
        Selection selection =
                new Selection(null, off.activity().world(), null, null, ActivityDetails.Takes.INDIVIDUALS, true);
        return nearest(
                calendar
                        .between(
                                new Days(first.isBefore(today) ? today : first, last),
                                selection,
                                REPLACEMENT_SEARCH_LIMIT)
                        .stream()
                        .filter(session -> session.id() != off.id())
                        .filter(session -> session.slot().start().isAfter(clock.instant()))
                        .filter(session -> room(session, signUp.people().size()))
                        .filter(session ->
                                session.activity().id() == off.activity().id()
                                        || isFor(
                                                session.activity(),
                                                signUp,
                                                off.activity().forWhom())),
                off.activity().id(),
                off.slot().start());
    }

    /** Selects the sessions nearest in time and returns them by time, the same activity first. */
    private static List<Session> nearest(Stream<Session> sessions, long activityId, Instant start) {
        Comparator<Session> sameFirst =
                Comparator.comparing(session -> session.activity().id() != activityId);
        return sessions.filter(session -> away(session, start).compareTo(Duration.ofDays(NEAR_DAYS)) <= 0)
                .sorted(sameFirst.thenComparing(session -> away(session, start)))
                .limit(MAX_REPLACEMENTS)
                .sorted(sameFirst.thenComparing(session -> session.slot().start()))
                .toList();
    }

    private static Duration away(Session session, Instant start) {
        return Duration.between(start, session.slot().start()).abs();
    }

    private static boolean isFor(Session.Subject activity, SignUp signUp, ForWhom meant) {
        SignUpQuestions asked = SignUpQuestions.of(activity.kind(), activity.forWhom());
        return !Collections.disjoint(activity.forWhom().audiences(), meant.audiences())
                && (!asked.childRequired() || !signUp.children().isEmpty())
                && signUp.people().stream().allMatch(person -> isFor(asked, person));
    }

    /** Whether the activity is for this person; an age cannot be compared with a group, and counts as unsuitable. */
    private static boolean isFor(SignUpQuestions asked, SignUpPerson person) {
        if (!person.child()) {
            return asked.adults().contains(person.audience());
        }
        Grade grade = person.grade();
        boolean comparable = Objects.equals(asked.sector(), grade == null ? null : grade.sector());
        Integer number = grade == null ? person.age() : Integer.valueOf(grade.number());
        return asked.asksChildren() && (asked.span() == null || comparable && number != null && asked.fits(number));
    }

    private static boolean room(Session session, int people) {
        Availability availability = session.availability();
        // the first meeting represents the whole course
        return !session.laterMeeting()
                && availability != null
                && availability.open()
                && availability.free() >= Math.max(1, people);
    }
}
