package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.BusRide;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which visits have a bus of the TEC, and which still need one. */
@Component
public class BusQueries {

    private static final String RIDES = """
            select b.id as booking_id, b.participants + b.adults as people, v.departs_at as trip_start, v.returns_at as trip_end, t.bus_id,
                   upper(t.during) as free,
                   exists (select from venues_bus_of_visit_v o where o.ride = t.ride and o.booking_id <> t.booking_id) as shared,
                   s.starts_at as session_start, s.ends_at as session_end, o.name as school, w.sector, c.label, a.title_nl, a.title_en, a.worlds[1] as world
            from booking b
            join programme_session_v s on s.id = b.session_id
            join programme_activity_v a on a.id = s.activity_id
            join organisations_school_class_v c on c.id = b.class_id
            join organisations_school_site_v w on w.organisation_id = b.site_id
            join organisations_organisation_v o on o.id = b.site_id
            join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
            left join venues_bus_of_visit_v t on t.booking_id = b.id
            """;

    /** Selects the upcoming bookings that chose a bus and have none reserved. */
    private static final String WITHOUT = """
            from booking b join programme_session_v s on s.id = b.session_id join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
            where v.choice = 'TEC_BUS' and b.state = 'CONFIRMED' and s.starts_at > ?
              and not exists (select from venues_bus_of_visit_v t where t.booking_id = b.id)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    BusQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the rides of a day by bus, in order of time. */
    public Map<Long, List<BusRide>> ofDay(LocalDate day) {
        return jdbc.sql(RIDES + " where t.during && tstzrange(?, ?) order by lower(t.during), b.id")
                .params(Rows.startOf(day), Rows.startOf(day.plusDays(1)))
                .query(Rows.listsById("bus_id", Rows.of(BusRide.class)));
    }

    public List<BusRide> withoutBus() {
        return jdbc.sql(RIDES + " where b.id in (select b.id " + WITHOUT + ") order by s.starts_at, b.id")
                .param(Rows.now(clock))
                .query(Rows.of(BusRide.class))
                .list();
    }

    public int countWithoutBus() {
        return jdbc.sql("select count(*) " + WITHOUT)
                .param(Rows.now(clock))
                .query(Integer.class)
                .single();
    }
}
