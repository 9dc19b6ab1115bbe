package nl.tec.participation.internal;

import java.time.Clock;
import java.util.Optional;
import nl.tec.participation.SignUpSession;
import nl.tec.participation.SignUpSession.Openness;
import nl.tec.places.Place;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.NotFound;
import org.springframework.stereotype.Component;

/** Sessions as visitors see them, put together from what the programme and the places tell. */
@Component
class SignUpSessions {

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final nl.tec.places.Places places;
    private final Clock clock;

    SignUpSessions(Sessions sessions, Catalogue catalogue, nl.tec.places.Places places, Clock clock) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.places = places;
        this.clock = clock;
    }

    /** In any state but a draft. */
    Optional<SignUpSession> find(long id) {
        return sessions.find(id)
                .filter(session -> session.state() != Session.State.DRAFT)
                .filter(session -> session.activity().state() != Activity.State.DRAFT)
                .map(this::whole);
    }

    /** For a sign-up that is there: also when the session has become a draft again. */
    SignUpSession get(long id) {
        return whole(sessions.find(id).orElseThrow(() -> new NotFound("session " + id)));
    }

    private SignUpSession whole(Session session) {
        Activity activity = catalogue
                .find(session.activity().id())
                .orElseThrow(() -> new NotFound("activity " + session.activity().id()));
        Long placeId = session.where().placeId();
        Place place = placeId == null ? null : places.find(placeId).orElse(null);
        return new SignUpSession(session, activity, place, openness(session));
    }

    private Openness openness(Session session) {
        if (!session.visible()) {
            return Openness.CANCELLED;
        }
        if (session.takesClasses()) {
            return Openness.FOR_CLASSES;
        }
        return clock.instant().isBefore(session.slot().start()) ? Openness.OPEN : Openness.BEGUN;
    }
}
