package nl.tec.bookings.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import nl.tec.bookings.RunSheet.Assignment;
import nl.tec.bookings.RunSheet.Member;
import nl.tec.shared.TimeSlot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who of the hub runs which session. Nobody is at two sessions at the same time, set-up and clean-up included (rules 3); the
 * database has the last word. Whom it is about gets a mail.
 */
@Component
public class Team {

    /** Of a session s of an activity a. */
    private static final String DURING = """
            tstzrange(s.starts_at - a.setup_minutes * interval '1 minute', s.ends_at + a.cleanup_minutes * interval '1 minute')
            """;

    /** More than anybody runs in a season. */
    private static final int MAX = 100;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TeamMail mails;

    Team(JdbcClient jdbc, Clock clock, TeamMail mails) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mails = mails;
    }

    /** Who can be assigned. */
    public List<Member> members() {
        return jdbc.sql("""
                select id, case when count(*) over (partition by lower(name)) > 1 then name || ', ' || email else name end
                from accounts_account_v a
                where disabled_at is null
                  and exists (select from accounts_account_role_v r where r.account_id = a.id and r.role in ('PROFESSIONAL', 'AMBASSADOR'))
                order by name, id
                """)
                .query((row, n) -> new Member(row.getLong(1), row.getString(2)))
                .list();
    }

    /** @return false when it is somewhere else at that time, or here already */
    public boolean assign(long sessionId, long accountId) {
        // it is not moved or called off meanwhile
        jdbc.sql("select id from programme_session_v where id = ? for share")
                .param(sessionId)
                .query(Long.class)
                .list();
        lock(List.of(accountId));
        boolean assigned = jdbc.sql("""
                insert into assignment (session_id, account_id, assigned_at, during)
                select s.id, :account, :now, %s from programme_session_v s join programme_activity_v a on a.id = s.activity_id where s.id = :session
                on conflict do nothing
                """.formatted(DURING))
                        .param("session", sessionId)
                        .param("account", accountId)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (assigned) {
            mails.put(TeamMail.Kind.ASSIGNED, sessionId, accountId, clock.instant());
        }
        return assigned;
    }

    public void end(long sessionId, long accountId) {
        mails.put(TeamMail.Kind.ENDED, sessionId, accountId, clock.instant());
        jdbc.sql("delete from assignment where session_id = ? and account_id = ?")
                .params(sessionId, accountId)
                .update();
    }

    /** The session is at another time or place. */
    void moved(long sessionId) {
        jdbc.sql("""
                update assignment w set during = %s
                from programme_session_v s join programme_activity_v a on a.id = s.activity_id where s.id = ? and w.session_id = s.id
                """.formatted(DURING)).param(sessionId).update();
        mails.put(TeamMail.Kind.MOVED, sessionId, null, clock.instant());
    }

    /** The session is not held: who would run it is free. */
    void cancelled(long sessionId) {
        mails.put(TeamMail.Kind.CANCELLED, sessionId, null, clock.instant());
        jdbc.sql("delete from assignment where session_id = ?").param(sessionId).update();
    }

    /** So that what is asked about these people still holds when the transaction ends. */
    private void lock(List<Long> accountIds) {
        jdbc.sql("select id from accounts_account_v where id = any(?::bigint[]) order by id for no key update")
                .param(Sql.array(accountIds))
                .query(Long.class)
                .list();
    }

    /** How many of who runs a session are at another one at that time. */
    int elsewhere(long sessionId, TimeSlot slot) {
        lock(jdbc.sql("select account_id from assignment where session_id = ?")
                .param(sessionId)
                .query(Long.class)
                .list());
        return jdbc.sql("""
                select count(distinct here.account_id)
                from assignment here
                join programme_session_v s on s.id = here.session_id
                join programme_activity_v a on a.id = s.activity_id
                join assignment there on there.account_id = here.account_id and there.session_id <> here.session_id
                  and there.during && tstzrange(:start::timestamptz - a.setup_minutes * interval '1 minute',
                                                :end::timestamptz + a.cleanup_minutes * interval '1 minute')
                where here.session_id = :session
                """)
                .param("session", sessionId)
                .param("start", Sql.time(slot.start()))
                .param("end", Sql.time(slot.end()))
                .query(Integer.class)
                .single();
    }

    /** What somebody runs from now on, the first to come first. */
    public List<Assignment> toCome(long accountId) {
        return jdbc.sql("""
                select s.id, %s
                from assignment w
                join programme_session_v s on s.id = w.session_id and s.state = 'PUBLISHED' and s.ends_at > :now
                %s
                where w.account_id = :account
                order by s.starts_at, s.id limit :most
                """.formatted(SessionSummary.COLUMNS, SessionSummary.JOINS))
                .param("now", Timestamp.from(clock.instant()))
                .param("account", accountId)
                .param("most", MAX)
                .query((row, n) -> {
                    SessionSummary held = SessionSummary.of(row);
                    return new Assignment(
                            row.getLong("id"), held.time().start(), held.time().end(), held.title(), held.where());
                })
                .list();
    }
}
