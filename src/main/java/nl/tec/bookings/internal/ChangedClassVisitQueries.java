package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.ChangedClassVisit;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the upcoming visits of a class, compared with the current class. */
@Component
public class ChangedClassVisitQueries {

    private final JdbcClient jdbc;
    private final Clock clock;

    ChangedClassVisitQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the upcoming visits, by date. */
    public List<ChangedClassVisit> list(long classId) {
        return jdbc.sql("""
                select b.id as booking_id, a.title_nl, a.title_en, s.starts_at as time_start, s.ends_at as time_end,
                       b.participants as pupils, b.adults,
                       c.ended_at is not null as ended,
                       (select coalesce(sum(p.head_count), 0) from booking_part bp join organisations_class_part_v p on p.id = bp.class_part_id
                        where bp.booking_id = b.id and bp.head_count > 0 and p.ended_at is null) as now
                from booking b
                join programme_session_v s on s.id = b.session_id
                join programme_activity_v a on a.id = s.activity_id
                join organisations_school_class_v c on c.id = b.class_id
                where b.class_id = ? and booking_active(b.state) and s.starts_at > ?
                order by s.starts_at, b.id
                """)
                .params(classId, Rows.now(clock))
                .query(Rows.of(ChangedClassVisit.class))
                .list();
    }

    /** Returns the current number of pupils per class part of a booking, without parts that ended. */
    public Map<Long, Integer> headCounts(long bookingId) {
        return jdbc.sql("""
                select p.id, p.head_count from booking_part bp join organisations_class_part_v p on p.id = bp.class_part_id
                where bp.booking_id = ? and bp.head_count > 0 and p.ended_at is null order by p.id
                """).param(bookingId).query(Rows.byId("id", (row, n) -> row.getInt("head_count")));
    }
}
