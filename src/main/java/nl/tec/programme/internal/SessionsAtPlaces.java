package nl.tec.programme.internal;

import java.sql.Timestamp;
import java.time.Clock;
import nl.tec.venues.VenueUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A place where sessions are still to come is not ended. */
@Component
class SessionsAtPlaces implements VenueUser {

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionsAtPlaces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int toCome(long venueId) {
        return jdbc.sql("select count(*) from session where venue_id = ? and state <> 'CANCELLED' and ends_at > ?")
                .param(venueId)
                .param(Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
    }
}
