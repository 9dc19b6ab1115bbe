package nl.tec.participation.internal;

import java.util.List;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Schools;
import nl.tec.participation.Refusal;
import nl.tec.participation.Refusal.Reason;
import nl.tec.participation.Refusal.WayOn;
import nl.tec.participation.SignUpSession;
import nl.tec.programme.Calendar;
import nl.tec.programme.Session;
import nl.tec.programme.Session.Availability;
import org.springframework.stereotype.Component;

/** Other sessions of the same activity that still have room: what somebody can do when one is full, or refused (rules 3). */
@Component
public class OtherDates {

    /** So many are enough to choose from. */
    private static final int MOST = 5;

    private static final int LOOK_AT = 200;

    private final Calendar calendar;
    private final Suggestions suggestions;
    private final Classes classes;
    private final Schools schools;

    OtherDates(Calendar calendar, Suggestions suggestions, Classes classes, Schools schools) {
        this.calendar = calendar;
        this.suggestions = suggestions;
        this.classes = classes;
        this.schools = schools;
    }

    /** Whether another date of the same activity would help. */
    public static boolean help(Refusal refusal) {
        Reason reason = refusal.reason();
        return reason.wayOn() == WayOn.OTHER_SESSIONS
                || reason == Reason.NO_ROOM
                || reason == Reason.TOO_MANY
                || reason == Reason.CLASS_ELSEWHERE;
    }

    /** Dates on which the class can come, by the rules of what fits it, with room for so many pupils; by time. */
    public List<Session> forClass(VisitFacts facts, int pupils) {
        return classes.find(facts.group().id()).stream()
                .flatMap(group ->
                        suggestions
                                .outlook(schools.get(group.siteId()), List.of(group), group.year())
                                .fitting(group)
                                .stream())
                .flatMap(suggestion -> suggestion.dates().stream())
                .filter(session -> session.activity().id() == facts.activity().id())
                .filter(session -> session.id() != facts.session().id())
                .filter(session -> Suggestions.room(session, pupils))
                .limit(MOST)
                .toList();
    }

    /** Dates with room for so many visitors, by time. */
    public List<Session> forVisitors(SignUpSession full, int people) {
        return calendar.next(full.activity().id(), LOOK_AT).stream()
                .filter(session -> session.id() != full.id())
                .filter(session -> room(session, people))
                .limit(MOST)
                .toList();
    }

    private static boolean room(Session session, int people) {
        Availability availability = session.availability();
        return availability != null && availability.open() && availability.free() >= Math.max(1, people);
    }
}
