package nl.tec.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import nl.tec.staff.GuidedSession.Assigned;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads who guides what: a week, what lacks somebody, and what somebody has to do. Published sessions only. */
@Service
public class Roster {

    /** More than anybody looks at on one page. */
    private static final int MAX_SESSIONS = 400;

    /** Days after which it is strange that somebody has not answered yet. */
    private static final int ANSWER_DAYS = 3;

    private static final String SESSIONS = """
            select s.session_id, s.activity_id, s.starts_at, s.ends_at, lower(s.during) as occupied_from, upper(s.during) as occupied_until,
                   s.title_nl, s.title_en, s.venue_nl, s.venue_en, s.world, s.minors, staff_missing(s.session_id) as missing,
                   (select coalesce(sum(b.participants), 0) from bookings_booking_v b
                     where b.session_id = s.session_id and b.state in ('CONFIRMED', 'OFFERED')) as expected,
                   w.member_id, m.name, m.kind, coalesce(m.phone, '') as phone, coalesce(k.name, '') as skill, w.answer,
                   coalesce(w.reason, '') as reason
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

    Roster(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Finds the sessions that begin in this time, earliest first. */
    public List<GuidedSession> between(TimeSlot time) {
        return sessions(within(SESSIONS + " and s.starts_at >= :from and s.starts_at < :until" + ORDER, time));
    }

    /** Finds the sessions that lack people, week by week: in each week first those to which somebody comes. */
    public List<GuidedSession> gaps(TimeSlot time) {
        return sessions(within(
                        SESSIONS
                                + " and s.starts_at >= :from and s.starts_at < :until and staff_missing(s.session_id) > 0"
                                + ORDER,
                        time))
                .stream()
                .sorted(Comparator.comparing(GuidedSession::monday).thenComparing(session -> session.expected() == 0))
                .toList();
    }

    public Optional<GuidedSession> find(long sessionId) {
        return sessions(jdbc.sql(SESSIONS + " and s.session_id = ?" + ORDER).param(sessionId)).stream()
                .findFirst();
    }

    /** Finds the sessions that somebody guides, or was asked to, in a stretch of time. */
    public List<GuidedSession> of(long memberId, TimeSlot time) {
        return sessions(within(SESSIONS + """
                 and s.starts_at >= :from and s.starts_at < :until
                 and exists (select from assignment o where o.session_id = s.session_id and o.member_id = :member)
                """ + ORDER, time).param("member", memberId));
    }

    private JdbcClient.StatementSpec within(String sql, TimeSlot time) {
        return jdbc.sql(sql).param("from", Rows.timestamp(time.start())).param("until", Rows.timestamp(time.end()));
    }

    private static List<GuidedSession> sessions(JdbcClient.StatementSpec query) {
        Map<Long, GuidedSession> sessions = new LinkedHashMap<>();
        query.query(row -> {
            sessions.merge(row.getLong("session_id"), session(row), Roster::together);
        });
        return List.copyOf(sessions.values());
    }

    private static GuidedSession together(GuidedSession one, GuidedSession other) {
        List<Assigned> people = new ArrayList<>(one.people());
        people.addAll(other.people());
        return new GuidedSession(
                one.id(),
                one.activityId(),
                one.slot(),
                one.occupied(),
                one.title(),
                one.where(),
                one.world(),
                one.expected(),
                one.minors(),
                one.missing(),
                people);
    }

    private static GuidedSession session(ResultSet row) throws SQLException {
        Long member = Rows.longOrNull(row, "member_id");
        return new GuidedSession(
                row.getLong("session_id"),
                row.getLong("activity_id"),
                Rows.slot(row, "starts_at", "ends_at"),
                Rows.slot(row, "occupied_from", "occupied_until"),
                Rows.bilingual(row, "title"),
                Rows.bilingual(row, "venue"),
                Rows.constant(row, "world", World.class),
                row.getInt("expected"),
                row.getBoolean("minors"),
                row.getInt("missing"),
                member == null
                        ? List.of()
                        : List.of(new Assigned(
                                member,
                                row.getString("name"),
                                Rows.constant(row, "kind", StaffKind.class),
                                row.getString("phone"),
                                row.getString("skill"),
                                Rows.constant(row, "answer", AssignmentAnswer.class),
                                row.getString("reason"))));
    }

    /** How many sessions within {@link #thisMonth} lack people. */
    public int countGaps() {
        return within("""
                select count(*) from staff_session_v s
                 where s.state = 'PUBLISHED' and s.starts_at >= :from and s.starts_at < :until and staff_missing(s.session_id) > 0
                """, thisMonth()).query(Integer.class).single();
    }

    /** Of what is still to come: how often somebody said no and nobody took the place. */
    public int countDeclined() {
        return jdbc.sql("""
                select count(*) from assignment w join staff_session_v s on s.session_id = w.session_id
                 where w.answer = 'DECLINED' and upper(w.during) > :now and s.state = 'PUBLISHED' and s.starts_at > :now
                   and staff_missing(s.session_id) > 0
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /** How many people have not said for days whether they come, or for what is held this week. */
    public int countUnanswered() {
        return jdbc.sql("""
                select count(*) from assignment w join programme_session_v s on s.id = w.session_id
                 where w.answer = 'OPEN' and s.state = 'PUBLISHED' and s.starts_at > :now
                   and (w.assigned_at < :asked or s.starts_at < :soon)
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .param("asked", Rows.timestamp(clock.instant().minus(Duration.ofDays(ANSWER_DAYS))))
                .param("soon", Rows.timestamp(clock.instant().plus(Duration.ofDays(7))))
                .query(Integer.class)
                .single();
    }

    /** Assignments of somebody with an account that wait for an answer. */
    public int toAnswer(long accountId) {
        return jdbc.sql("""
                select count(*) from assignment w
                  join staff_member_v m on m.id = w.member_id
                  join programme_session_v s on s.id = w.session_id
                 where m.account_id = ? and w.answer = 'OPEN' and s.state = 'PUBLISHED' and s.starts_at > ?
                """)
                .params(accountId, Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /** People whom nobody answered for yet: those asked for what is still to come, the first to come first. */
    public List<GuidedSession> unanswered() {
        return sessions(jdbc.sql(SESSIONS + """
                 and s.starts_at > :from
                 and exists (select from assignment o where o.session_id = s.session_id and o.answer = 'OPEN')
                """ + ORDER).param("from", Rows.timestamp(clock.instant())));
    }

    /** From now until the end of this month; in its last two weeks the next month too, so that next week is always in it. */
    public TimeSlot thisMonth() {
        LocalDate today = Dates.dayOf(clock.instant());
        LocalDate until = YearMonth.from(today.plusDays(14)).plusMonths(1).atDay(1);
        return new TimeSlot(clock.instant(), until.atStartOfDay(Dates.ZONE).toInstant());
    }

    /**
     * A session that somebody worked at and that is over.
     *
     * @param minutes set-up and clean-up included
     */
    public record Worked(
            long memberId,
            String name,
            StaffKind kind,
            String organisation,
            LocalDate day,
            TimeSlot slot,
            Bilingual title,
            String where,
            int minutes) {}

    /** By person and day; nothing that was declined, or that is still to come. */
    public List<Worked> worked(YearMonth month) {
        return within(
                        """
                select m.id, m.name, m.kind, coalesce(o.name, '') as organisation, s.starts_at, s.ends_at, s.title_nl, s.title_en,
                       s.venue_nl, (extract(epoch from upper(w.during) - lower(w.during)) / 60)::int as minutes
                  from assignment w
                  join staff_member_v m on m.id = w.member_id
                  join staff_session_v s on s.session_id = w.session_id
                  left join organisations_organisation_v o on o.id = m.organisation_id
                 where w.answer <> 'DECLINED' and s.state = 'PUBLISHED' and s.starts_at >= :from and s.starts_at < :until
                   and s.ends_at <= :now
                 order by lower(m.name), m.id, s.starts_at
                """,
                        new TimeSlot(
                                month.atDay(1).atStartOfDay(Dates.ZONE).toInstant(),
                                month.plusMonths(1)
                                        .atDay(1)
                                        .atStartOfDay(Dates.ZONE)
                                        .toInstant()))
                .param("now", Rows.timestamp(clock.instant()))
                .query((row, n) -> {
                    TimeSlot slot = Rows.slot(row, "starts_at", "ends_at");
                    return new Worked(
                            row.getLong("id"),
                            Objects.requireNonNullElse(row.getString("name"), ""),
                            Rows.constant(row, "kind", StaffKind.class),
                            row.getString("organisation"),
                            Dates.dayOf(slot.start()),
                            slot,
                            Rows.bilingual(row, "title"),
                            row.getString("venue_nl"),
                            row.getInt("minutes"));
                })
                .list();
    }
}
