package nl.tec.staff;

import java.util.Optional;
import nl.tec.accounts.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The secret in the address of somebody's own calendar. Only its hash is kept, so the address is shown once. */
@Service
public class OwnCalendar {

    private final JdbcClient jdbc;

    OwnCalendar(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new secret; the one before no longer works. */
    @Transactional
    public String renew(long memberId) {
        String secret = Secrets.make();
        jdbc.sql("update staff_member set feed_hash = ? where id = ?")
                .params(Secrets.hash(secret), memberId)
                .update();
        return secret;
    }

    /** Finds the staff member whose calendar has this secret. */
    public Optional<Long> find(String secret) {
        return jdbc.sql("select id from staff_member where feed_hash = ? and forgotten_at is null")
                .param(Secrets.hash(secret))
                .query(Long.class)
                .optional();
    }
}
