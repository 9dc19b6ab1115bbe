package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The secrets that give visitors access to their sign-up. Each mail has its own, generated when the mail is rendered, so that only
 * hashes are ever stored (rules 3). They stay valid until the personal data are erased.
 */
@Component
public class SignUpLinks {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final HubSettings hub;

    SignUpLinks(JdbcClient jdbc, Clock clock, HubSettings hub) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hub = hub;
    }

    /** Generates a new secret for a sign-up. */
    String make(long bookingId) {
        String secret = Secrets.make();
        jdbc.sql("insert into sign_up_link (link_hash, check_in_hash, booking_id, made_at) values (?, ?, ?, ?)")
                .param(Secrets.hash(secret))
                .param(Secrets.hash(checkIn(secret)))
                .param(bookingId)
                .param(Rows.now(clock))
                .update();
        return secret;
    }

    public Optional<Long> find(String secret) {
        return jdbc.sql("select booking_id from sign_up_link where link_hash = ?")
                .param(Secrets.hash(secret))
                .query(Long.class)
                .optional();
    }

    void remove(List<Long> bookings) {
        jdbc.sql("delete from sign_up_link where booking_id in (:ids)")
                .param("ids", bookings)
                .update();
    }

    /** Returns the check-in URL in the QR code. */
    public String checkInAddress(String secret) {
        return hub.get(Setting.BASE_URL) + "/inchecken/" + checkIn(secret);
    }

    /** Derives the secret in the QR code one-way from the link's, so that whoever scans it cannot cancel the sign-up. */
    private static String checkIn(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash("check-in:" + secret));
    }
}
