package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.programme.Activity;
import nl.tec.programme.Calendar;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.Session;
import nl.tec.programme.Session.Availability;
import nl.tec.programme.Sessions;
import nl.tec.shared.NotFound;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads sessions for sign-up, combining data of the programme and the venues. */
@Component
public class SignUpSessions {

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Venues venues;
    private final Calendar calendar;
    private final ActivityQuestionStore questions;
    private final Clock clock;

    SignUpSessions(
            Sessions sessions,
            Catalogue catalogue,
            Venues venues,
            Calendar calendar,
            ActivityQuestionStore questions,
            Clock clock) {
        this.sessions = sessions;
        this.calendar = calendar;
        this.questions = questions;
        this.catalogue = catalogue;
        this.venues = venues;
        this.clock = clock;
    }

    /** Finds a session that is not a draft; for any meeting of a course, the first one. */
    public Optional<SignUpSession> find(long id) {
        return sessions.find(id)
                .filter(session -> session.state() != Session.State.DRAFT)
                .filter(session -> session.activity().state() != Activity.State.DRAFT)
                .map(session -> {
                    List<Session> meetings = meetings(session);
                    return meetings.isEmpty() ? whole(session, meetings, null) : whole(meetings.get(0), meetings, null);
                });
    }

    private List<Session> meetings(Session session) {
        Long series = session.seriesId();
        return session.course() == null || series == null || !session.visible() ? List.of() : calendar.ofSeries(series);
    }

    /**
     * Returns the sessions of an existing sign-up, even those that became a draft again.
     *
     * @param ids its sessions; a course has more than one
     */
    List<Session> list(List<Long> ids) {
        return sessions.list(ids);
    }

    /** Combines parts of an event; a single part is a regular session. @param parts in order of time; at least one */
    public SignUpSession together(List<Session> parts, ProgrammeEvent event) {
        return parts.size() == 1 ? whole(parts.get(0), List.of(), null) : whole(parts.get(0), parts, event);
    }

    /** @param event the event that the meetings are parts of; null: they are of a course, or there are none */
    SignUpSession whole(Session session, List<Session> meetings, @Nullable ProgrammeEvent event) {
        Activity activity = catalogue
                .find(session.activity().id())
                .orElseThrow(() -> new NotFound("activity " + session.activity().id()));
        Long venueId = session.where().venueId();
        Venue venue = venueId == null ? null : venues.find(venueId).orElse(null);
        int free = (event == null ? List.of(session) : meetings)
                .stream().mapToInt(SignUpSessions::free).min().orElse(0);
        List<Long> activities = (event == null ? List.of(session) : meetings)
                .stream().map(one -> one.activity().id()).distinct().toList();
        return new SignUpSession(
                session, activity, venue, openness(session), meetings, free, event, questions.asked(activities));
    }

    private static int free(Session session) {
        Availability availability = session.availability();
        return availability == null ? 0 : Math.max(0, availability.free());
    }

    public Openness openness(Session session) {
        if (!session.visible()) {
            return Openness.CANCELLED;
        }
        if (session.takesClasses()) {
            return Openness.FOR_CLASSES;
        }
        if (session.signUpElsewhere()) {
            return Openness.ELSEWHERE;
        }
        return clock.instant().isBefore(session.slot().start()) ? Openness.OPEN : Openness.BEGUN;
    }
}
