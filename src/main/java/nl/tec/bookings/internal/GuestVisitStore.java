package nl.tec.bookings.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.bookings.GuestVisit;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the bookings of neighbouring hubs. */
@Component
public class GuestVisitStore {

    private static final String SELECT = """
            select b.id as booking_id, b.state, b.session_id, s.starts_at as time_start, s.ends_at as time_end, a.title_nl, a.title_en,
                   coalesce(v.name_nl, o.name, '') as place,
                   b.adults, b.cancelled_by,
                   (select json_agg(json_build_object('grade', p.grade, 'pupils', bp.head_count, 'present', x.head_count) order by p.grade)
                      from booking_part bp
                      join organisations_class_part_v p on p.id = bp.class_part_id
                      left join attendance x on x.booking_id = b.id and x.class_part_id = bp.class_part_id
                     where bp.booking_id = b.id and bp.head_count > 0) as groups
              from guest_visit g
              join booking b on b.id = g.booking_id
              join programme_session_v s on s.id = b.session_id
              join programme_activity_v a on a.id = s.activity_id
              left join venues_venue_v v on v.id = s.venue_id
              left join organisations_organisation_v o on o.id = s.site_id
             where g.hub_id = :hub
            """;

    private final JdbcClient jdbc;

    GuestVisitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(long bookingId, long hubId) {
        jdbc.sql("insert into guest_visit (booking_id, hub_id) values (?, ?)")
                .params(bookingId, hubId)
                .update();
    }

    public boolean isOf(long bookingId, long hubId) {
        return jdbc.sql("select exists (select from guest_visit where booking_id = ? and hub_id = ?)")
                .params(bookingId, hubId)
                .query(Boolean.class)
                .single();
    }

    /** Returns upcoming visits and those of the last 60 days, in which the other hub can read the attendance. */
    public List<GuestVisit> list(long hubId) {
        return select(SELECT + " and s.ends_at > now() - interval '60 days' order by b.id", hubId, 0)
                .list();
    }

    public Optional<GuestVisit> find(long bookingId, long hubId) {
        return select(SELECT + " and b.id = :id", hubId, bookingId).optional();
    }

    private JdbcClient.MappedQuerySpec<GuestVisit> select(String sql, long hubId, long bookingId) {
        return jdbc.sql(sql).param("hub", hubId).param("id", bookingId).query(Rows.of(GuestVisit.class));
    }
}
