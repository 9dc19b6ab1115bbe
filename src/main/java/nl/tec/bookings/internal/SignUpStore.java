package nl.tec.bookings.internal;

import java.time.Clock;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes the personal data of a sign-up; {@link BookingStore} inserts them. */
@Component
public class SignUpStore {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final EmailHash hash;
    private final BookingStore bookings;

    SignUpStore(JdbcClient jdbc, Clock clock, EmailHash hash, BookingStore bookings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hash = hash;
        this.bookings = bookings;
    }

    /** Replaces the participants, none of whom may be checked in yet. */
    public void replace(long bookingId, Party party) {
        jdbc.sql("update sign_up set name = ?, phone = ?, photo_permission = ? where booking_id = ?")
                .param(party.name())
                .param(party.phone())
                .param(party.photos())
                .param(bookingId)
                .update();
        jdbc.sql("delete from sign_up_person where booking_id = ?")
                .param(bookingId)
                .update();
        jdbc.sql("select add_people(?, ?::jsonb)")
                .params(bookingId, bookings.people(party.people()))
                .query(row -> {});
    }

    public void changeEmail(long bookingId, String email) {
        jdbc.sql("update sign_up set email = ?, email_hash = ? where booking_id = ?")
                .param(email)
                .param(hash.of(email))
                .param(bookingId)
                .update();
    }

    public void confirmed(long bookingId) {
        jdbc.sql(
                        "update sign_up set confirmed_at = ?, network_hash = null where booking_id = ? and confirmed_at is null")
                .param(Rows.now(clock))
                .param(bookingId)
                .update();
    }
}
