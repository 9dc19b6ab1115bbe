package nl.tec.staff.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.AssignmentAnswer;
import nl.tec.staff.Assignments.Invitation;
import nl.tec.staff.StaffCandidate;
import nl.tec.staff.StaffObstacle;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the assignments, the candidates and their obstacles. */
@Component
public class AssignmentQueries {

    private final JdbcClient jdbc;
    private final Clock clock;

    AssignmentQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns everybody who can be planned, per session, in the order that {@code Assignments} documents. */
    public Map<Long, List<StaffCandidate>> candidates(Collection<Long> sessionIds) {
        Map<Long, List<StaffCandidate>> found = new LinkedHashMap<>();
        sessionIds.forEach(id -> found.put(id, List.of()));
        found.putAll(jdbc.sql("""
                select c.*, t.title_nl, t.title_en, t.starts_at as slot_start, t.ends_at as slot_end
                  from (select s.session_id, s.during, m.id as member_id,
                               case when count(*) over (partition by s.session_id, lower(m.name)) > 1 then concat_ws(', ', m.name, m.email)
                                    else m.name end as name,
                               m.kind,
                               staff_obstacles(m.id, s.session_id) as obstacles,
                               exists (select from staff_roles(s.session_id) r join staff_skill k on k.skill_id = r.skill_id
                                        where k.member_id = m.id and r.filled < r.people) as skilled,
                               exists (select from assignment w
                                        where w.member_id = m.id and w.place = s.place and w.answer <> 'DECLINED'
                                          and w.during && tstzrange(lower(s.during) - interval '12 hours',
                                                                    upper(s.during) + interval '12 hours')) as near,
                               staff_week_minutes(m.id, s.session_id,
                                                  (lower(s.during) at time zone 'Europe/Amsterdam')::date) as week_minutes,
                               exists (select from assignment w where w.member_id = m.id and w.session_id = s.session_id
                                                                and w.answered_at is not null) as declined
                          from staff_session_v s
                         cross join staff_member_v m
                         where s.session_id = any(:sessions::bigint[])
                           and (m.ended_on is null or m.ended_on > (lower(s.during) at time zone 'Europe/Amsterdam')::date)
                           and not exists (select from assignment w where w.member_id = m.id and w.session_id = s.session_id
                                                                      and w.answer <> 'DECLINED')) c
                  left join lateral (
                       select o.title_nl, o.title_en, o.starts_at, o.ends_at
                         from assignment w
                         join staff_session_v o on o.session_id = w.session_id
                        where c.obstacles && array['ELSEWHERE', 'TRAVEL'] and w.member_id = c.member_id
                          and w.session_id <> c.session_id and w.answer <> 'DECLINED'
                        order by greatest(lower(w.during) - upper(c.during), lower(c.during) - upper(w.during), interval '0'), w.session_id
                        limit 1) t on true
                 order by c.session_id, c.obstacles <> '{}', c.declined, c.skilled desc, c.near desc, c.week_minutes, lower(c.name), c.member_id
                """)
                .param("sessions", Rows.array(sessionIds))
                .query(Rows.listsById("session_id", Rows.of(StaffCandidate.class))));
        return found;
    }

    /** Returns the skill of every open position, per session; null: anybody. */
    public Map<Long, List<@Nullable Long>> openPositions(Collection<Long> sessionIds) {
        Map<Long, List<@Nullable Long>> open = new HashMap<>();
        jdbc.sql("""
                select s.id, r.skill_id, r.people - r.filled as open
                  from unnest(?::bigint[]) s (id) cross join lateral staff_roles(s.id) r where r.people > r.filled
                """).param(Rows.array(sessionIds)).query(row -> {
            open.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                    .addAll(Collections.nCopies(row.getInt("open"), Rows.longOrNull(row, "skill_id")));
        });
        return open;
    }

    public Map<Long, Set<Long>> skills(Collection<Long> memberIds) {
        return jdbc.sql("select member_id, skill_id from staff_skill where member_id = any(?::bigint[])")
                .param(Rows.array(memberIds))
                .query(Rows.setsById("member_id", (row, n) -> row.getLong("skill_id")));
    }

    /** Returns the people who have the skill of this person's role, per session. */
    public Map<Long, Set<Long>> skilled(Collection<Long> sessionIds, long memberId) {
        return jdbc.sql("""
                select w.session_id, k.member_id
                  from assignment w join staff_skill k on k.skill_id = w.skill_id
                 where w.member_id = :member and w.session_id = any(:sessions::bigint[])
                """)
                .param("member", memberId)
                .param("sessions", Rows.array(sessionIds))
                .query(Rows.setsById("session_id", (row, n) -> row.getLong("member_id")));
    }

    /** Returns the number of guides that a session still lacks. */
    public int missing(long sessionId) {
        return jdbc.sql("select staff_missing(?)")
                .param(sessionId)
                .query(Integer.class)
                .single();
    }

    public boolean isAssigned(long sessionId, long memberId) {
        return jdbc.sql("""
                select exists (select from assignment where session_id = ? and member_id = ? and answer <> 'DECLINED')
                """).params(sessionId, memberId).query(Boolean.class).single();
    }

    /** Counts the sessions to come that a member accepted after this moment. */
    public int acceptedSince(long memberId, Instant since) {
        return jdbc.sql("""
                select count(*) from assignment w join programme_session_v s on s.id = w.session_id
                 where w.member_id = :member and w.answer = 'ACCEPTED' and w.answered_at > :since and s.starts_at > :now
                """)
                .param("member", memberId)
                .param("since", Rows.timestamp(since))
                .param("now", Rows.now(clock))
                .query(Integer.class)
                .single();
    }

    public Set<StaffObstacle> obstacles(long sessionId, long memberId) {
        return jdbc
                .sql("select unnest(staff_obstacles(?, ?))")
                .params(memberId, sessionId)
                .query(StaffObstacle.class)
                .list()
                .stream()
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StaffObstacle.class)));
    }

    /** Returns why somebody may not guide a session, whatever they agreed to. */
    public Set<StaffObstacle> barred(long sessionId, long memberId) {
        return jdbc.sql("""
                select unnest(staff_barred(?, (lower(s.during) at time zone 'Europe/Amsterdam')::date, s.minors))
                  from staff_session_v s where s.session_id = ?
                """).params(memberId, sessionId).query(StaffObstacle.class).list().stream()
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StaffObstacle.class)));
    }

    /** A guide of a session who may not guide it, and why. */
    public record Barred(long sessionId, long memberId, StaffObstacle obstacle) {}

    /** Returns the guides of these sessions, of those that have not begun, who may not guide them. */
    public List<Barred> barred(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select w.session_id, w.member_id, b.barred[1] as obstacle
                  from assignment w
                  join staff_session_v s on s.session_id = w.session_id
                 cross join lateral (select staff_barred(w.member_id, (lower(s.during) at time zone 'Europe/Amsterdam')::date, s.minors)
                                         as barred) b
                 where w.session_id = any(:sessions::bigint[]) and w.answer <> 'DECLINED' and s.starts_at > :now and b.barred <> '{}'
                 order by w.session_id, w.member_id
                """)
                .param("sessions", Rows.array(sessionIds))
                .param("now", Rows.now(clock))
                .query(Rows.of(Barred.class))
                .list();
    }

    public String name(long memberId) {
        return jdbc.sql("select name from staff_member_v where id = ?")
                .param(memberId)
                .query(String.class)
                .single();
    }

    /** Counts the guides of a session who would be elsewhere at another time or place. */
    public int elsewhere(long sessionId, TimeSlot slot, @Nullable Long venueId, @Nullable Long siteId) {
        return jdbc.sql("""
                select count(*)
                  from assignment w
                  join programme_session_v s on s.id = w.session_id
                  join programme_activity_v a on a.id = s.activity_id
                  left join venues_venue_v v on v.id = :venue
                  left join organisations_organisation_v o on o.id = :site
                 where w.session_id = :session and w.answer <> 'DECLINED'
                   and staff_conflicts(w.member_id, s.id,
                         tstzrange(:start::timestamptz - a.setup_minutes * interval '1 minute',
                                   :end::timestamptz + a.cleanup_minutes * interval '1 minute'),
                         coalesce('site-' || :site::bigint, 'venue-' || :venue::bigint),
                         coalesce(v.latitude, o.latitude), coalesce(v.longitude, o.longitude)) <> '{}'
                """)
                .param("session", sessionId)
                .param("venue", venueId)
                .param("site", siteId)
                .param("start", Rows.timestamp(slot.start()))
                .param("end", Rows.timestamp(slot.end()))
                .query(Integer.class)
                .single();
    }

    /** Returns the names of the guides of a session who are elsewhere in part of this time. */
    public List<String> guidesElsewhere(long sessionId, TimeSlot occupied) {
        return jdbc.sql("""
                select m.name from assignment w join staff_member_v m on m.id = w.member_id
                 where w.session_id = :session and w.answer <> 'DECLINED'
                   and staff_conflicts(w.member_id, w.session_id, tstzrange(:start, :end), w.place, w.latitude, w.longitude) <> '{}'
                 order by m.name, m.id
                """)
                .param("session", sessionId)
                .param("start", Rows.timestamp(occupied.start()))
                .param("end", Rows.timestamp(occupied.end()))
                .query(String.class)
                .list();
    }

    /** @param hash of the secret in the link */
    public Optional<Invitation> byLink(byte[] hash) {
        return jdbc.sql("""
                select w.session_id, w.member_id, w.answer, s.state = 'PUBLISHED' and s.starts_at > :now as open
                  from assignment_link l
                  join assignment w on w.session_id = l.session_id and w.member_id = l.member_id
                  join programme_session_v s on s.id = w.session_id
                 where l.link_hash = :hash
                """)
                .param("hash", hash)
                .param("now", Rows.now(clock))
                .query(Rows.of(Invitation.class))
                .optional();
    }

    /** Returns when a session that is held began; empty when it is still to come. */
    public Optional<Instant> beganAt(long sessionId) {
        return jdbc.sql(
                        "select starts_at from programme_session_v where id = ? and state = 'PUBLISHED' and starts_at <= ?")
                .params(sessionId, Rows.now(clock))
                .query((row, n) -> Rows.instant(row, "starts_at"))
                .optional();
    }

    /** Whether a session and what is cleaned up after it are over. */
    public boolean over(long sessionId) {
        return jdbc.sql("select upper(during) <= ? from staff_session_v where session_id = ?")
                .params(Rows.now(clock), sessionId)
                .query(Boolean.class)
                .single();
    }

    /** Returns the other sessions of somebody on that day that have not begun. */
    public List<Long> otherSessionsOfDay(long sessionId, long memberId) {
        return jdbc.sql("""
                    select w.session_id
                      from assignment w
                      join programme_session_v s on s.id = w.session_id
                      join programme_session_v asked on asked.id = :session
                     where w.member_id = :member and w.session_id <> :session and w.answer <> 'DECLINED'
                       and s.state = 'PUBLISHED' and s.starts_at > :now
                       and (s.starts_at at time zone 'Europe/Amsterdam')::date = (asked.starts_at at time zone 'Europe/Amsterdam')::date
                     order by w.session_id
                    """)
                .param("member", memberId)
                .param("session", sessionId)
                .param("now", Rows.now(clock))
                .query(Long.class)
                .list();
    }

    /** Returns the answer of somebody to a session; empty when they were not asked, or it has begun. */
    public Optional<AssignmentAnswer> answer(long sessionId, long memberId) {
        return jdbc.sql("""
                select w.answer from assignment w join programme_session_v s on s.id = w.session_id
                 where w.session_id = ? and w.member_id = ? and s.state = 'PUBLISHED' and s.starts_at > ?
                """)
                .params(sessionId, memberId, Rows.now(clock))
                .query(AssignmentAnswer.class)
                .optional();
    }
}
