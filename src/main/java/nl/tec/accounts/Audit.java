package nl.tec.accounts;

import java.time.Clock;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The audit log (rules 8): every read of personal data by staff and every change: who, what, which record, when; never the
 * data itself. It can only be added to; the database refuses anything else.
 */
@Service
public class Audit {

    /**
     * For a command that writes everything it has to write in one statement: the start of an audit row, to be followed by
     * {@code values (...)} or {@code select ...} of: at, account_id, action, subject_type, subject_id.
     */
    public static final String INSERT = "insert into audit_log (at, account_id, action, subject_type, subject_id) ";

    private final JdbcClient jdbc;
    private final Clock clock;

    Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds an entry, in the transaction of what it tells about.
     *
     * @param actor null for a visitor by link, or the system itself
     * @param action verb in capitals: {@code BOOKING_CANCELLED}, {@code RUN_SHEET_READ}
     */
    public void add(@Nullable Actor actor, String action, String subjectType, @Nullable Long subjectId) {
        jdbc.sql(INSERT + "values (?, ?, ?, ?, ?)")
                .param(Rows.timestamp(clock.instant()))
                .param(actor == null ? null : actor.accountId())
                .param(action)
                .param(subjectType)
                .param(subjectId)
                .update();
    }
}
