package nl.tec.results.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.results.MissingAttendance.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
public class MissingAttendanceQueries {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    private static final String FROM = """
                  from programme_session_v s
                  join programme_activity_v a on a.id = s.activity_id
                 cross join lateral (
                       select count(*) filter (where b.kind = 'CLASS') as classes,
                              coalesce(sum(b.participants) filter (
                                  where b.kind = 'INDIVIDUAL'
                                    and not exists (select from bookings_attendance_v t where t.session_id = s.id)), 0) as people
                         from bookings_booking_v b
                        where b.session_id = s.id and b.state = 'CONFIRMED'
                          and not exists (select from bookings_attendance_v t where t.booking_id = b.id)) missing
                 where s.starts_at >= :first and s.starts_at < :last and s.ends_at < :now and s.state = 'PUBLISHED'
                   and missing.classes + missing.people > 0
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    MissingAttendanceQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns sessions of all years. */
    public List<Session> list(int limit) {
        return list(FIRST, LAST, limit);
    }

    /** Counts the sessions of all years. */
    public int count() {
        return with(jdbc.sql("select count(*)" + FROM), FIRST, LAST)
                .query(Integer.class)
                .single();
    }

    /**
     * Returns sessions that ended more than an hour ago, oldest first.
     *
     * @param limit the maximum number of sessions
     */
    public List<Session> list(LocalDate first, LocalDate last, int limit) {
        return with(jdbc.sql("""
                select s.id, (s.starts_at at time zone 'Europe/Amsterdam')::date as day, a.title_nl, a.title_en,
                       missing.classes, missing.people
                """ + FROM + " order by s.starts_at, s.id limit :limit"), first, last)
                .param("limit", limit)
                .query(Rows.of(Session.class))
                .list();
    }

    private StatementSpec with(StatementSpec sql, LocalDate first, LocalDate last) {
        return sql.param("first", Rows.startOf(first))
                .param("last", Rows.startOf(last.plusDays(1)))
                .param("now", Rows.timestamp(clock.instant().minusSeconds(3600)));
    }
}
