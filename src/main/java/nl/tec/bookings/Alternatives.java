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
 * Other sessions that still have room (rules 3): of the same activity when one is full, or refused; of that or another of its world
 * when the TEC called one off.
 */
@Component
public class Alternatives {

    /** So many are enough to choose from. */
    private static final int MAX = 5;

    private static final int LOOK_AT = 200;

    /** Instead of what was called off so many are named, so near to it. */
    private static final int INSTEAD = 3;

    private static final int NEAR_DAYS = 90;
    private static final int LOOK_AT_NEAR = 1000;

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
    public static boolean needAnotherActivity(Refusal refusal) {
        return refusal.reason() == Reason.NOT_FOR_GROUP || refusal.reason() == Reason.NOT_FOR_CLASSES;
    }

    /** Dates on which the class can come, by the rules of what fits it, with room for so many pupils; by time. */
    public List<Session> forClass(VisitContext facts, int pupils) {
        return classes.find(facts.group().id()).stream()
                .flatMap(group -> outlook(group).dates(group, facts.activity().id()).stream())
                .filter(session -> session.id() != facts.session().id())
                .filter(session -> Suggestions.room(session, pupils))
                .limit(MAX)
                .toList();
    }

    /** Finds other activities that fit the class, instead of one that does not: the first date with room of each, the best first. */
    public List<Session> otherActivities(VisitContext facts) {
        return classes.find(facts.group().id()).stream()
                .flatMap(group -> outlook(group).fitting(group).stream())
                .flatMap(suggestion -> Optional.ofNullable(suggestion.first()).stream())
                .filter(session -> session.activity().id() != facts.activity().id())
                .limit(MAX)
                .toList();
    }

    private Suggestions.Outlook outlook(SchoolClass group) {
        return suggestions.outlook(schools.get(group.siteId()), List.of(group), group.year());
    }

    /**
     * Finds sessions for a class instead of a visit that the TEC called off: the same activity first, then others of its world, all by
     * the rules of what fits it; the nearest to the date that was called off.
     */
    public List<Session> insteadForClass(ClassBooking booking) {
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
        return classes.find(facts.group().id()).stream()
                .flatMap(group -> outlook(group).fitting(group).stream())
                .flatMap(suggestion -> suggestion.dates().stream())
                .filter(session -> session.id() != facts.session().id())
                .filter(session -> Suggestions.room(session, pupils));
    }

    /** Dates with room for so many visitors, by time. */
    public List<Session> forVisitors(SignUpSession full, int people) {
        return calendar.next(full.activity().id(), LOOK_AT).stream()
                .filter(session -> session.id() != full.id())
                .filter(session -> room(session, people))
                .limit(MAX)
                .toList();
    }

    /** The same for a visitor: other activities are of the same world, and for everybody of the sign-up. */
    public List<Session> insteadForVisitors(SignUp signUp) {
        Session off = signUp.session().session();
        LocalDate today = Dates.dayOf(clock.instant());
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
                        .between(new Days(first.isBefore(today) ? today : first, last), selection, LOOK_AT_NEAR)
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

    /** Chosen by how near they are, shown by time; the same activity first. */
    private static List<Session> nearest(Stream<Session> sessions, long activityId, Instant start) {
        Comparator<Session> sameFirst =
                Comparator.comparing(session -> session.activity().id() != activityId);
        return sessions.filter(session -> away(session, start).compareTo(Duration.ofDays(NEAR_DAYS)) <= 0)
                .sorted(sameFirst.thenComparing(session -> away(session, start)))
                .limit(INSTEAD)
                .sorted(sameFirst.thenComparing(session -> session.slot().start()))
                .toList();
    }

    private static Duration away(Session session, Instant start) {
        return Duration.between(start, session.slot().start()).abs();
    }

    private static boolean isFor(Session.Subject activity, SignUp signUp, ForWhom meant) {
        SignUpQuestions asked = SignUpQuestions.of(activity.kind(), activity.forWhom());
        return !Collections.disjoint(activity.forWhom().audiences(), meant.audiences())
                && (!asked.childNeeded() || !signUp.children().isEmpty())
                && signUp.people().stream().allMatch(person -> isFor(asked, person));
    }

    /** Whether this is for the person; what can't be compared, as an age with a group, is not. */
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
        // of a course one meeting is named: it stands for all of them
        return !session.laterMeeting()
                && availability != null
                && availability.open()
                && availability.free() >= Math.max(1, people);
    }
}
