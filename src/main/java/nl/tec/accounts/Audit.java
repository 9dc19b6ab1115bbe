package nl.tec.accounts;

import java.time.Clock;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The audit log (rules 8) of every change and of every read of personal data by staff: who, what, which record and when, but never the
 * data itself. It is append-only, enforced by the database. A statement that writes everything in one inserts into the view
 * {@code accounts_audit_entry_v}.
 */
@Service
public class Audit {

    private final JdbcClient jdbc;
    private final Clock clock;

    Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds an entry, in the transaction of the audited action.
     *
     * @param actor null for a visitor with a link, or the system itself
     * @param action verb in capitals: {@code BOOKING_CANCELLED}, {@code RUN_SHEET_READ}
     */
    public void add(@Nullable Actor actor, String action, String subjectType, @Nullable Long subjectId) {
        jdbc.sql("insert into audit_log (at, account_id, action, subject_type, subject_id) values (?, ?, ?, ?, ?)")
                .param(Rows.now(clock))
                .param(actor == null ? null : actor.accountId())
                .param(action)
                .param(subjectType)
                .param(subjectId)
                .update();
    }
}
