package nl.tec.programme.internal;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.VenueUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the module of venues which sessions use them; a venue with upcoming sessions cannot be ended. */
@Component
class SessionsAtVenues implements VenueUser {

    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final Clock clock;

    SessionsAtVenues(JdbcClient jdbc, Sessions sessions, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public int toCome(long venueId) {
        return jdbc.sql("select count(*) from session where venue_id = ? and state <> 'CANCELLED' and ends_at > ?")
                .params(venueId, Rows.now(clock))
                .query(Integer.class)
                .single();
    }

    @Override
    public Map<Long, Purpose> sessions(TimeSlot during) {
        return sessions.list(during, null).stream()
                .collect(Collectors.toMap(
                        Session::id,
                        session -> new Purpose(
                                "/beheer/sessies/" + session.id(),
                                session.activity().title(),
                                session.where().venueName())));
    }
}
