package nl.tec.staff.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.AssignmentAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes assignments. */
@Component
public class AssignmentStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    AssignmentStore(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** Locks the session against moving and cancelling until the transaction ends. @return whether it is held */
    public boolean lockSession(long sessionId) {
        return jdbc.sql("select id from programme_session_v where id = ? and state <> 'CANCELLED' for share")
                .param(sessionId)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Locks these people until the transaction ends. @return those that exist */
    public List<Long> lock(Collection<Long> memberIds) {
        return jdbc.sql("select id from staff_member where id = any(?::bigint[]) order by id for no key update")
                .param(Rows.array(new TreeSet<>(memberIds)))
                .query(Long.class)
                .list();
    }

    public void lockGuides(long sessionId) {
        lock(jdbc.sql("select member_id from assignment where session_id = ?")
                .param(sessionId)
                .query(Long.class)
                .list());
    }

    /** Adds an assignment; somebody who had declined is asked anew. */
    public void add(long sessionId, long memberId) {
        jdbc.sql("""
                insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude, skill_id)
                select s.session_id, :member, :now, s.during, s.place, s.latitude, s.longitude,
                       (select r.skill_id from staff_roles(s.session_id) r
                         where r.filled < r.people and r.skill_id is not null
                           and exists (select from staff_skill k where k.member_id = :member and k.skill_id = r.skill_id)
                         order by r.skill_id limit 1)
                  from staff_session_v s where s.session_id = :session
                on conflict (session_id, member_id) do update set
                  assigned_at = excluded.assigned_at, during = excluded.during, place = excluded.place, latitude = excluded.latitude,
                  longitude = excluded.longitude, skill_id = excluded.skill_id, answer = 'OPEN', answered_at = null, reason = null
                """)
                .param("session", sessionId)
                .param("member", memberId)
                .param("now", Rows.now(clock))
                .update();
    }

    /** @return per position 1, or 0 when there is an obstacle */
    public int[] addAll(List<TeamPositions.Position> positions) {
        List<Object[]> rows = new ArrayList<>();
        positions.forEach(position -> rows.add(new Object[] {
            position.memberId(), Rows.now(clock), position.skillId(), position.sessionId(), position.memberId()
        }));
        return batches.batchUpdate("""
                insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude, skill_id)
                select s.session_id, ?, ?, s.during, s.place, s.latitude, s.longitude, ?::bigint
                  from staff_session_v s
                 where s.session_id = ? and s.state <> 'CANCELLED' and staff_obstacles(?, s.session_id) = '{}'
                on conflict do nothing
                """, rows);
    }

    /** @return false when there was none */
    public boolean remove(long sessionId, long memberId) {
        return jdbc.sql("delete from assignment where session_id = ? and member_id = ?")
                        .params(sessionId, memberId)
                        .update()
                > 0;
    }

    /** Returns an assignment with its answer, for {@link #takeBack}. @return JSON */
    public String remember(long sessionId, long memberId) {
        return jdbc.sql("""
                select coalesce(jsonb_agg(to_jsonb(w)), '[]')::text from assignment w where w.session_id = ? and w.member_id = ?
                """).params(sessionId, memberId).query(String.class).single();
    }

    /** Restores the answer of an assignment that ended and was made again. @return false: its time or place is another by now */
    public boolean takeBack(long sessionId, long memberId, String remembered) {
        return jdbc.sql("""
                update assignment w set answer = r.answer, answered_at = r.answered_at, assigned_at = r.assigned_at, skill_id = r.skill_id
                  from jsonb_populate_recordset(null::assignment, nullif(:remembered, '')::jsonb) r
                 where w.session_id = :session and w.member_id = :member and r.session_id = w.session_id and r.member_id = w.member_id
                   and w.during = r.during and w.place is not distinct from r.place
                """)
                        .param("remembered", remembered)
                        .param("session", sessionId)
                        .param("member", memberId)
                        .update()
                > 0;
    }

    public void removeAll(long sessionId) {
        jdbc.sql("delete from assignment where session_id = ?").param(sessionId).update();
    }

    /**
     * Removes those who declined a session, and asks those again who were released from it and may guide it now, as long as it lacks
     * somebody.
     */
    public void reconsider(long sessionId) {
        jdbc.sql("delete from assignment where session_id = ? and answer = 'DECLINED' and answered_at is not null")
                .param(sessionId)
                .update();
        jdbc.sql("""
                select w.member_id from assignment w join staff_session_v s on s.session_id = w.session_id
                 where w.session_id = ? and w.answer = 'DECLINED'
                   and staff_barred(w.member_id, (lower(s.during) at time zone 'Europe/Amsterdam')::date, s.minors) = '{}'
                 order by w.assigned_at, w.member_id
                """).param(sessionId).query(Long.class).list().forEach(member -> {
            int asked = jdbc.sql("""
                    update assignment w
                       set answer = 'OPEN', reason = null, during = s.during, place = s.place, latitude = s.latitude,
                           longitude = s.longitude
                      from staff_session_v s
                     where w.session_id = ? and w.member_id = ? and s.session_id = w.session_id
                       and staff_missing(s.session_id) > 0 and staff_obstacles(w.member_id, s.session_id) = '{}'
                    """).params(sessionId, member).update();
            if (asked == 0) {
                remove(sessionId, member);
            }
        });
    }

    /** Records that somebody may not guide a session; the row stays, so that the roster says why. Nobody answered it. */
    public void release(long sessionId, long memberId, String reason) {
        jdbc.sql("""
                update assignment set answer = 'DECLINED', answered_at = null, reason = ? where session_id = ? and member_id = ?
                """).params(reason, sessionId, memberId).update();
    }

    /** Resets the answers of a session that was moved, unless it is over. */
    public void move(long sessionId) {
        jdbc.sql("""
                update assignment w
                   set during = s.during, place = s.place, latitude = s.latitude, longitude = s.longitude,
                       answer = case when upper(s.during) > :now and w.answer <> 'DECLINED' then 'OPEN' else w.answer end
                  from staff_session_v s where s.session_id = :session and w.session_id = s.session_id
                """).param("session", sessionId).param("now", Rows.now(clock)).update();
    }

    /** @return JSON, for {@link #restore} */
    public String remember(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select coalesce(jsonb_agg(to_jsonb(w)), '[]')::text from assignment w where w.session_id = any(?::bigint[])
                """)
                .param(Rows.array(new TreeSet<>(sessionIds)))
                .query(String.class)
                .single();
    }

    public void restore(String remembered) {
        jdbc.sql("""
                update assignment w set answer = r.answer, answered_at = r.answered_at
                  from jsonb_populate_recordset(null::assignment, ?::jsonb) r
                 where w.session_id = r.session_id and w.member_id = r.member_id and w.answer = 'OPEN'
                   and w.during = r.during and w.place is not distinct from r.place and w.assigned_at = r.assigned_at
                """).param(remembered).update();
        jdbc.sql("""
                insert into assignment
                select r.* from jsonb_populate_recordset(null::assignment, ?::jsonb) r where r.answer = 'DECLINED'
                on conflict (session_id, member_id) do nothing
                """).param(remembered).update();
    }

    /** Changes the time during which the guides of a session are occupied. */
    public void occupy(long sessionId, TimeSlot occupied) {
        jdbc.sql("update assignment set during = tstzrange(?, ?) where session_id = ?")
                .params(Rows.timestamp(occupied.start()), Rows.timestamp(occupied.end()), sessionId)
                .update();
    }

    /** Asks a member anew for the sessions to come that it accepted after this moment. @return the sessions */
    public List<Long> reopen(long memberId, Instant since) {
        return jdbc.sql("""
                update assignment w set answer = 'OPEN', answered_at = null
                 where w.member_id = :member and w.answer = 'ACCEPTED' and w.answered_at > :since
                   and exists (select from programme_session_v s where s.id = w.session_id and s.starts_at > :now)
                returning w.session_id
                """)
                .param("member", memberId)
                .param("since", Rows.timestamp(since))
                .param("now", Rows.now(clock))
                .query(Long.class)
                .list();
    }

    public void answer(long sessionId, long memberId, AssignmentAnswer answer, @Nullable String reason) {
        jdbc.sql("""
                update assignment set answer = :answer, reason = :reason, answered_at = :now
                 where session_id = :session and member_id = :member
                """)
                .param("answer", answer.name())
                .param("reason", reason)
                .param("now", Rows.now(clock))
                .param("session", sessionId)
                .param("member", memberId)
                .update();
    }
}
