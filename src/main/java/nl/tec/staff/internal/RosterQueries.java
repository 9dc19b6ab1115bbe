package nl.tec.staff.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.GuidedSession;
import nl.tec.staff.GuidedSession.Assigned;
import nl.tec.staff.Roster.Worked;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the assignments of published sessions. */
@Component
public class RosterQueries {

    /** The maximum number of sessions on a page. */
    private static final int MAX_SESSIONS = 400;

    private static final String SESSIONS = """
            select s.session_id as id, s.activity_id, s.starts_at as slot_start, s.ends_at as slot_end, lower(s.during) as occupied_start,
                   upper(s.during) as occupied_end, s.title_nl, s.title_en, s.venue_nl as where_nl, s.venue_en as where_en, s.world, s.minors, staff_missing(s.session_id) as missing,
                   (select coalesce(sum(b.participants), 0) from bookings_booking_v b
                     where b.session_id = s.session_id and booking_expected(b.state)) as expected,
                   w.member_id, m.name, coalesce(m.phone, '') as phone, coalesce(k.name, '') as skill, w.answer,
                   coalesce(w.reason, '') as reason,
                   case when w.answer <> 'DECLINED'
                     then staff_barred(w.member_id, (lower(s.during) at time zone 'Europe/Amsterdam')::date, s.minors) end as barred
              from staff_session_v s
              left join assignment w on w.session_id = s.session_id
              left join staff_member_v m on m.id = w.member_id
              left join skill k on k.id = w.skill_id
             where s.state = 'PUBLISHED'
            """;

    private static final String ORDER =
            " order by s.starts_at, s.session_id, w.answer = 'DECLINED', lower(m.name), w.member_id limit "
                    + MAX_SESSIONS * 3;

    private final JdbcClient jdbc;
    private final Clock clock;

    RosterQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the sessions that begin in this time, earliest first. */
    public List<GuidedSession> between(TimeSlot time) {
        return sessions(within(SESSIONS + " and s.starts_at >= :from and s.starts_at < :until" + ORDER, time));
    }

    /** Returns the sessions that begin in this time and lack guides, earliest first. */
    public List<GuidedSession> gaps(TimeSlot time) {
        return sessions(within(
                SESSIONS
                        + " and s.starts_at >= :from and s.starts_at < :until and staff_missing(s.session_id) > 0"
                        + ORDER,
                time));
    }

    /** Returns the sessions that begin after this moment, lack guides and were declined by somebody, earliest first. */
    public List<GuidedSession> declinedAfter(Instant moment) {
        return sessions(jdbc.sql(SESSIONS + """
                 and s.starts_at >= :from and staff_missing(s.session_id) > 0
                 and exists (select from assignment o where o.session_id = s.session_id and o.answer = 'DECLINED')
                """ + ORDER).param("from", Rows.timestamp(moment)));
    }

    public Optional<GuidedSession> find(long sessionId) {
        return sessions(jdbc.sql(SESSIONS + " and s.session_id = ?" + ORDER).param(sessionId)).stream()
                .findFirst();
    }

    /** Returns the sessions that somebody guides, or was asked to, in a stretch of time. */
    public List<GuidedSession> of(long memberId, TimeSlot time) {
        return sessions(within(SESSIONS + """
                 and s.starts_at >= :from and s.starts_at < :until
                 and exists (select from assignment o where o.session_id = s.session_id and o.member_id = :member)
                """ + ORDER, time).param("member", memberId));
    }

    /** Returns the coming sessions with somebody who has not answered yet. */
    public List<GuidedSession> unanswered() {
        return sessions(jdbc.sql(SESSIONS + """
                 and s.starts_at > :from
                 and exists (select from assignment o where o.session_id = s.session_id and o.answer = 'OPEN')
                """ + ORDER).param("from", Rows.now(clock)));
    }

    private JdbcClient.StatementSpec within(String sql, TimeSlot time) {
        return jdbc.sql(sql).param("from", Rows.timestamp(time.start())).param("until", Rows.timestamp(time.end()));
    }

    private static List<GuidedSession> sessions(JdbcClient.StatementSpec query) {
        Map<Long, GuidedSession> sessions = new LinkedHashMap<>();
        query.query(row -> {
            GuidedSession session = sessions.get(row.getLong("id"));
            if (session == null) {
                session = Rows.read(row, GuidedSession.class);
                sessions.put(session.id(), session);
            }
            if (Rows.longOrNull(row, "member_id") != null) {
                session.people().add(Rows.read(row, Assigned.class));
            }
        });
        return List.copyOf(sessions.values());
    }

    /** Counts the sessions that begin in this time and lack guides. */
    public int countGaps(TimeSlot time) {
        return within("""
                select count(*) from staff_session_v s
                 where s.state = 'PUBLISHED' and s.starts_at >= :from and s.starts_at < :until and staff_missing(s.session_id) > 0
                """, time).query(Integer.class).single();
    }

    /** Counts the coming sessions that lack guides and for which somebody declined. */
    public int countDeclined() {
        return jdbc.sql("""
                select count(distinct w.session_id) from assignment w join staff_session_v s on s.session_id = w.session_id
                 where w.answer = 'DECLINED' and upper(w.during) > :now and s.state = 'PUBLISHED' and s.starts_at > :now
                   and staff_missing(s.session_id) > 0
                """).param("now", Rows.now(clock)).query(Integer.class).single();
    }

    /** Counts the people without an answer who were asked before a moment, or whose session begins before another. */
    public int countUnanswered(Instant asked, Instant soon) {
        return jdbc.sql("""
                select count(distinct w.member_id) from assignment w join programme_session_v s on s.id = w.session_id
                 where w.answer = 'OPEN' and s.state = 'PUBLISHED' and s.starts_at > :now
                   and (w.assigned_at < :asked or s.starts_at < :soon)
                """)
                .param("now", Rows.now(clock))
                .param("asked", Rows.timestamp(asked))
                .param("soon", Rows.timestamp(soon))
                .query(Integer.class)
                .single();
    }

    /** Counts the assignments of an account that wait for an answer. */
    public int toAnswer(long accountId) {
        return jdbc.sql("""
                select count(*) from assignment w
                  join staff_member_v m on m.id = w.member_id
                  join programme_session_v s on s.id = w.session_id
                 where m.account_id = ? and w.answer = 'OPEN' and s.state = 'PUBLISHED' and s.starts_at > ?
                """)
                .params(accountId, Rows.now(clock))
                .query(Integer.class)
                .single();
    }

    /**
     * Reads finished assignments that began in this period, by person and day, without declined ones. Minutes that were corrected go before
     * those of the plan.
     */
    public List<Worked> worked(TimeSlot time) {
        return within("""
                select m.name, m.kind, coalesce(o.name, '') as organisation,
                       (s.starts_at at time zone 'Europe/Amsterdam')::date as day, s.starts_at as slot_start, s.ends_at as slot_end,
                       s.title_nl, s.title_en, s.venue_nl as where, w.answer, p.minutes as planned,
                       coalesce(q.minutes, p.minutes) as minutes
                  from assignment w
                 cross join lateral (select (extract(epoch from upper(w.during) - lower(w.during)) / 60)::int as minutes) p
                  left join finance_guide_minutes_v q on q.session_id = w.session_id and q.member_id = w.member_id
                  join staff_member_v m on m.id = w.member_id
                  join staff_session_v s on s.session_id = w.session_id
                  left join organisations_organisation_v o on o.id = m.organisation_id
                 where w.answer <> 'DECLINED' and s.state = 'PUBLISHED' and s.starts_at >= :from and s.starts_at < :until
                   and s.ends_at <= :now
                 order by lower(m.name), m.id, s.starts_at
                """, time)
                .param("now", Rows.now(clock))
                .query(Rows.of(Worked.class))
                .list();
    }
}
