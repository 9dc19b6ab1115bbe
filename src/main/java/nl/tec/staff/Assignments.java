package nl.tec.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Secrets;
import nl.tec.hub.Rows;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.StaffCandidate.Conflict;
import nl.tec.staff.internal.AssignmentMail;
import nl.tec.staff.internal.AssignmentMail.Kind;
import nl.tec.staff.internal.StaffQueries;
import nl.tec.staff.internal.StaffStore;
import nl.tec.staff.internal.TeamPlaces;
import nl.tec.staff.internal.TeamPlanMail;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * The guides of sessions, and who could guide (rules 3, 4). Whoever is assigned is told, and says whether it comes. The database has
 * the last word: {@code check_assignment} refuses what {@link #candidates} would not propose, also when two assign the same
 * person at the same moment.
 */
@Service
public class Assignments {

    private static final int MAX_REASON_LENGTH = 300;

    /** The field of a form that says that a refusal is about the whole day. */
    public static final String WHOLE_DAY = "hele-dag";

    /** The name of the field with the reason why somebody declines; a page can have several. */
    public static String reasonField(long sessionId, long memberId) {
        return "reden-" + sessionId + "-" + memberId;
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final StaffStore staff;
    private final AssignmentMail mails;
    private final TeamPlanMail planMails;
    private final Audit audit;
    private final Clock clock;

    Assignments(
            JdbcClient jdbc,
            JdbcTemplate batches,
            StaffStore staff,
            AssignmentMail mails,
            TeamPlanMail planMails,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.staff = staff;
        this.mails = mails;
        this.planMails = planMails;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Everybody who can be planned, per session: first who can, the best first (a skill that is needed, at that place already, the
     * fewest hours that week), then the others with what is in the way. Who is assigned already is left out; people of the same name
     * have their address behind it.
     */
    @Transactional
    public Map<Long, List<StaffCandidate>> candidates(Collection<Long> sessionIds) {
        staff.addAccounts();
        Map<Long, List<StaffCandidate>> found = new LinkedHashMap<>();
        sessionIds.forEach(id -> found.put(id, List.of()));
        jdbc.sql("""
                select c.*, t.title_nl, t.title_en, t.starts_at, t.ends_at
                  from (select s.session_id, s.during, m.id as member_id,
                               case when count(*) over (partition by s.session_id, lower(m.name)) > 1 then concat_ws(', ', m.name, m.email)
                                    else m.name end as name,
                               m.kind, coalesce(m.phone, '') as phone,
                               staff_obstacles(m.id, s.session_id) as obstacles,
                               exists (select from staff_roles(s.session_id) r join staff_skill k on k.skill_id = r.skill_id
                                        where k.member_id = m.id and r.filled < r.people) as skilled,
                               exists (select from assignment w
                                        where w.member_id = m.id and w.place = s.place and w.answer <> 'DECLINED'
                                          and w.during && tstzrange(lower(s.during) - interval '12 hours',
                                                                    upper(s.during) + interval '12 hours')) as near,
                               staff_week_minutes(m.id, s.session_id,
                                                  (lower(s.during) at time zone 'Europe/Amsterdam')::date) as minutes,
                               exists (select from assignment w where w.member_id = m.id and w.session_id = s.session_id) as declined
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
                 order by c.session_id, c.obstacles <> '{}', c.declined, c.skilled desc, c.near desc, c.minutes, lower(c.name), c.member_id
                """).param("sessions", Rows.array(sessionIds)).query(row -> {
            found.merge(row.getLong("session_id"), List.of(candidate(row)), StaffQueries::joined);
        });
        return found;
    }

    private static StaffCandidate candidate(ResultSet row) throws SQLException {
        return new StaffCandidate(
                row.getLong("member_id"),
                row.getString("name"),
                Rows.constant(row, "kind", StaffKind.class),
                row.getString("phone"),
                Set.copyOf(Rows.constants(row, "obstacles", StaffObstacle.class)),
                row.getString("title_nl") == null
                        ? null
                        : new Conflict(Rows.bilingual(row, "title"), Rows.slot(row, "starts_at", "ends_at")),
                row.getBoolean("skilled"),
                row.getBoolean("near"),
                row.getInt("minutes"),
                row.getBoolean("declined"));
    }

    /**
     * Asks somebody for a session; twice is once. Who declined can be asked again.
     *
     * @return refused with the reasons when something is in the way
     */
    @Transactional
    public Outcome<Long> assign(long sessionId, long memberId, Actor by) {
        // it is not moved or cancelled meanwhile
        boolean held = jdbc.sql("select id from programme_session_v where id = ? and state <> 'CANCELLED' for share")
                .param(sessionId)
                .query(Long.class)
                .optional()
                .isPresent();
        if (!held || !lock(List.of(memberId)).contains(memberId)) {
            throw new NotFound("session " + sessionId + " or member " + memberId);
        }
        if (isAssigned(sessionId, memberId)) {
            return Outcome.done(sessionId);
        }
        Set<StaffObstacle> obstacles = obstacles(sessionId, memberId);
        if (!obstacles.isEmpty()) {
            return Outcome.refused(problems(obstacles, name(memberId)));
        }
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
                .param("now", Rows.timestamp(clock.instant()))
                .update();
        mails.put(Kind.ASSIGNED, sessionId, memberId, clock.instant());
        audit.add(by, "ASSIGNED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }

    /**
     * Asks people for many sessions at once, with one mail to each of them about all.
     *
     * @param teams per session who is asked
     * @return per session who could not be assigned, because something is in the way by now
     */
    @Transactional
    public Map<Long, List<Long>> assignTeams(Map<Long, List<Long>> teams, Actor by) {
        Set<Long> everybody = new TreeSet<>();
        teams.values().forEach(everybody::addAll);
        lock(everybody); // in one order, so that two who plan never wait for each other
        List<TeamPlaces.Place> places = TeamPlaces.of(teams, openPlaces(teams.keySet()), skills(everybody));
        List<Object[]> rows = new ArrayList<>();
        places.forEach(place -> rows.add(new Object[] {
            place.memberId(), Rows.timestamp(clock.instant()), place.skillId(), place.sessionId(), place.memberId()
        }));
        int[] made = batches.batchUpdate("""
                insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude, skill_id)
                select s.session_id, ?, ?, s.during, s.place, s.latitude, s.longitude, ?::bigint
                  from staff_session_v s
                 where s.session_id = ? and s.state <> 'CANCELLED' and staff_obstacles(?, s.session_id) = '{}'
                on conflict do nothing
                """, rows);
        Map<Long, List<Long>> refused = new TreeMap<>();
        Map<Long, List<Long>> asked = new TreeMap<>();
        for (int i = 0; i < made.length; i++) {
            TeamPlaces.Place place = places.get(i);
            if (made[i] == 0) {
                refused.computeIfAbsent(place.sessionId(), id -> new ArrayList<>())
                        .add(place.memberId());
            } else {
                asked.computeIfAbsent(place.memberId(), id -> new ArrayList<>()).add(place.sessionId());
            }
        }
        planMails.put(asked, clock.instant());
        asked.keySet().forEach(member -> audit.add(by, "ASSIGNED_IN_PLAN", "staff_member", member));
        return refused;
    }

    /** The skill of every place that is still open, per session; null: anybody. */
    private Map<Long, List<@Nullable Long>> openPlaces(Collection<Long> sessionIds) {
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

    private Map<Long, Set<Long>> skills(Collection<Long> memberIds) {
        Map<Long, Set<Long>> skills = new HashMap<>();
        jdbc.sql("select member_id, skill_id from staff_skill where member_id = any(?::bigint[])")
                .param(Rows.array(memberIds))
                .query(row -> {
                    skills.computeIfAbsent(row.getLong("member_id"), id -> new HashSet<>())
                            .add(row.getLong("skill_id"));
                });
        return skills;
    }

    /** Asks the best people who can for every place of a session that is still open. @return how many places stay open */
    @Transactional
    public int askBest(long sessionId, Actor by) {
        int open = open(sessionId);
        for (StaffCandidate one : candidates(List.of(sessionId)).getOrDefault(sessionId, List.of())) {
            if (open > 0
                    && one.possible()
                    && !one.declined()
                    && assign(sessionId, one.memberId(), by) instanceof Outcome.Done) {
                open = open(sessionId);
            }
        }
        return open;
    }

    /** Finds who could guide sessions instead of somebody, with the same skill, per session the best first. */
    @Transactional
    public Map<Long, List<StaffCandidate>> substitutes(Collection<Long> sessionIds, long memberId) {
        Map<Long, Set<Long>> skilled = new HashMap<>(); // of sessions for which this person has a role with a skill
        jdbc.sql("""
                select w.session_id, k.member_id
                  from assignment w join staff_skill k on k.skill_id = w.skill_id
                 where w.member_id = :member and w.session_id = any(:sessions::bigint[])
                """)
                .param("member", memberId)
                .param("sessions", Rows.array(sessionIds))
                .query(row -> {
                    skilled.computeIfAbsent(row.getLong("session_id"), id -> new HashSet<>())
                            .add(row.getLong("member_id"));
                });
        Map<Long, List<StaffCandidate>> substitutes = new LinkedHashMap<>();
        candidates(sessionIds)
                .forEach((session, all) -> substitutes.put(
                        session,
                        all.stream()
                                .filter(one -> one.possible() && !one.declined() && one.memberId() != memberId)
                                .filter(one -> !skilled.containsKey(session)
                                        || skilled.getOrDefault(session, Set.of())
                                                .contains(one.memberId()))
                                .toList()));
        return substitutes;
    }

    private int open(long sessionId) {
        return jdbc.sql("select staff_missing(?)")
                .param(sessionId)
                .query(Integer.class)
                .single();
    }

    /** Somebody else guides a session instead. @return refused, and nothing changes, when something is in the way of that person */
    @Transactional
    public Outcome<Long> replace(long sessionId, long memberId, long insteadId, Actor by) {
        end(sessionId, memberId, by);
        Outcome<Long> outcome = assign(sessionId, insteadId, by);
        if (outcome instanceof Outcome.Refused) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return outcome;
    }

    private boolean isAssigned(long sessionId, long memberId) {
        return jdbc.sql("""
                select exists (select from assignment where session_id = ? and member_id = ? and answer <> 'DECLINED')
                """).params(sessionId, memberId).query(Boolean.class).single();
    }

    private Set<StaffObstacle> obstacles(long sessionId, long memberId) {
        return jdbc
                .sql("select unnest(staff_obstacles(?, ?))")
                .params(memberId, sessionId)
                .query(StaffObstacle.class)
                .list()
                .stream()
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StaffObstacle.class)));
    }

    private String name(long memberId) {
        return jdbc.sql("select name from staff_member_v where id = ?")
                .param(memberId)
                .query(String.class)
                .single();
    }

    private static Problems problems(Set<StaffObstacle> obstacles, String name) {
        Problems problems = new Problems();
        obstacles.forEach(obstacle -> problems.add("", "staff.refused." + obstacle, name));
        return problems;
    }

    /** It need not come; it is told, unless it had declined. */
    @Transactional
    public void end(long sessionId, long memberId, Actor by) {
        mails.put(Kind.ENDED, sessionId, memberId, clock.instant());
        int ended = jdbc.sql("delete from assignment where session_id = ? and member_id = ?")
                .params(sessionId, memberId)
                .update();
        if (ended > 0) {
            audit.add(by, "ASSIGNMENT_ENDED", "SESSION", sessionId);
        }
    }

    /**
     * The session is at another time or place: who guides it is told, and asked again. Who had declined had declined another
     * session, and can be asked for this one.
     */
    @Transactional
    public void moved(long sessionId) {
        jdbc.sql("delete from assignment where session_id = ? and answer = 'DECLINED'")
                .param(sessionId)
                .update();
        jdbc.sql("""
                update assignment w
                   set during = s.during, place = s.place, latitude = s.latitude, longitude = s.longitude,
                       answer = case when upper(s.during) > :now then 'OPEN' else w.answer end
                  from staff_session_v s where s.session_id = :session and w.session_id = s.session_id
                """)
                .param("session", sessionId)
                .param("now", Rows.timestamp(clock.instant()))
                .update();
        mails.put(Kind.MOVED, sessionId, null, clock.instant());
    }

    /** Returns who was asked for these sessions and what they answered, for {@link #restore}. @return JSON */
    @Transactional
    public String remember(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select coalesce(jsonb_agg(to_jsonb(w)), '[]')::text from assignment w where w.session_id = any(?::bigint[])
                """)
                .param(Rows.array(new TreeSet<>(sessionIds)))
                .query(String.class)
                .single();
    }

    /**
     * Restores what was answered for a time and a place, because the session is back there; unless somebody answered
     * otherwise since, or was asked anew.
     *
     * @param remembered as {@link #remember} gave it
     */
    @Transactional
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

    /** The session is not held: who would guide it is told, and is free. */
    @Transactional
    public void cancelled(long sessionId) {
        mails.put(Kind.CANCELLED, sessionId, null, clock.instant());
        jdbc.sql("delete from assignment where session_id = ?").param(sessionId).update();
    }

    /**
     * How many of the guides of a session could not be there at another time or place, because of what else they guide. It still
     * holds when the transaction ends.
     *
     * @param venueId null, as {@code siteId}: nowhere in particular
     */
    public int elsewhere(long sessionId, TimeSlot slot, @Nullable Long venueId, @Nullable Long siteId) {
        lockGuides(sessionId);
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

    /**
     * The guides of a session are taken at this time, which is the session with what comes before and after it. They need not be asked
     * again, because the session itself stays.
     *
     * @return the names of those who can't, because of what else they guide; then the caller has to take it back
     */
    @Transactional
    public List<String> occupy(long sessionId, TimeSlot occupied) {
        lockGuides(sessionId);
        List<String> elsewhere = jdbc.sql("""
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
        if (elsewhere.isEmpty()) {
            jdbc.sql("update assignment set during = tstzrange(?, ?) where session_id = ?")
                    .params(Rows.timestamp(occupied.start()), Rows.timestamp(occupied.end()), sessionId)
                    .update();
        }
        return elsewhere;
    }

    private void lockGuides(long sessionId) {
        lock(jdbc.sql("select member_id from assignment where session_id = ?")
                .param(sessionId)
                .query(Long.class)
                .list());
    }

    /** So that what is asked about these people still holds when the transaction ends. @return those there are */
    private List<Long> lock(Collection<Long> memberIds) {
        return jdbc.sql("select id from staff_member where id = any(?::bigint[]) order by id for no key update")
                .param(Rows.array(new TreeSet<>(memberIds)))
                .query(Long.class)
                .list();
    }

    /**
     * An invitation to guide a session.
     *
     * @param open it can still be answered: the session is held and has not begun
     */
    public record Invitation(long sessionId, long memberId, AssignmentAnswer answer, boolean open) {}

    /** Finds the invitation that a link in a mail is about. */
    public Optional<Invitation> byLink(String secret) {
        return jdbc.sql("""
                select w.session_id, w.member_id, w.answer, s.state = 'PUBLISHED' and s.starts_at > :now as open
                  from assignment_link l
                  join assignment w on w.session_id = l.session_id and w.member_id = l.member_id
                  join programme_session_v s on s.id = w.session_id
                 where l.link_hash = :hash
                """)
                .param("hash", Secrets.hash(secret))
                .param("now", Rows.timestamp(clock.instant()))
                .query((row, n) -> new Invitation(
                        row.getLong("session_id"),
                        row.getLong("member_id"),
                        Rows.constant(row, "answer", AssignmentAnswer.class),
                        row.getBoolean("open")))
                .optional();
    }

    /**
     * Declines a session and everything else that the same person would guide on that day and that has not begun, as when somebody is
     * ill.
     *
     * @param by null: by a link
     */
    @Transactional
    public Outcome<Long> declineDay(long sessionId, long memberId, String reason, @Nullable Actor by) {
        Outcome<Long> outcome = answer(sessionId, memberId, AssignmentAnswer.DECLINED, reason, by);
        if (outcome instanceof Outcome.Done) {
            jdbc.sql("""
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
                    .param("now", Rows.timestamp(clock.instant()))
                    .query(Long.class)
                    .list()
                    .forEach(other -> answer(other, memberId, AssignmentAnswer.DECLINED, reason, by));
        }
        return outcome;
    }

    /**
     * Somebody says whether it comes, itself or by telephone to the programme manager. Until the session begins it can say
     * otherwise; who comes after all can be refused like anybody who is assigned.
     *
     * @param reason why not; of who comes it is ignored
     * @param by null: by a link
     */
    @Transactional
    public Outcome<Long> answer(
            long sessionId, long memberId, AssignmentAnswer answer, String reason, @Nullable Actor by) {
        lock(List.of(memberId));
        Optional<AssignmentAnswer> before = jdbc.sql("""
                select w.answer from assignment w join programme_session_v s on s.id = w.session_id
                 where w.session_id = ? and w.member_id = ? and s.state = 'PUBLISHED' and s.starts_at > ?
                """)
                .params(sessionId, memberId, Rows.timestamp(clock.instant()))
                .query(AssignmentAnswer.class)
                .optional();
        if (before.isEmpty() || answer == AssignmentAnswer.OPEN) {
            return Outcome.refused("staff.problem.over");
        }
        boolean declines = answer == AssignmentAnswer.DECLINED;
        String field = reasonField(sessionId, memberId);
        Problems problems = new Problems()
                .addIf(declines && reason.isEmpty(), field, "staff.problem.reason")
                .addIf(declines && reason.length() > MAX_REASON_LENGTH, field, "staff.problem.long", MAX_REASON_LENGTH);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (before.get() == AssignmentAnswer.DECLINED && !declines) {
            Set<StaffObstacle> obstacles = obstacles(sessionId, memberId);
            if (!obstacles.isEmpty()) {
                return Outcome.refused(problems(obstacles, name(memberId)));
            }
        }
        jdbc.sql("""
                update assignment set answer = :answer, reason = :reason, answered_at = :now
                 where session_id = :session and member_id = :member
                """)
                .param("answer", answer.name())
                .param("reason", declines ? reason : null)
                .param("now", Rows.timestamp(clock.instant()))
                .param("session", sessionId)
                .param("member", memberId)
                .update();
        audit.add(by, declines ? "ASSIGNMENT_DECLINED" : "ASSIGNMENT_ACCEPTED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }
}
