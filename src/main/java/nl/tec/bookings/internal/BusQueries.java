package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.bookings.BusRide;
import nl.tec.hub.Rows;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which visits have a bus of the TEC, and which still need one. */
@Component
public class BusQueries {

    private static final String RIDES = """
            select b.id, b.participants + b.adults as people, v.departs_at, v.returns_at, t.bus_id, upper(t.during) as free,
                   exists (select from venues_bus_of_visit_v o where o.ride = t.ride and o.booking_id <> t.booking_id) as shared,
                   s.starts_at, s.ends_at, o.name as school, w.sector, c.label, a.title_nl, a.title_en, a.worlds[1] as world
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
        return jdbc
                .sql(RIDES + " where t.during && tstzrange(?, ?) order by lower(t.during), b.id")
                .params(Rows.startOf(day), Rows.startOf(day.plusDays(1)))
                .query((row, n) -> Map.entry(row.getLong("bus_id"), ride(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    public List<BusRide> withoutBus() {
        return jdbc.sql(RIDES + " where b.id in (select b.id " + WITHOUT + ") order by s.starts_at, b.id")
                .param(Rows.timestamp(clock.instant()))
                .query((row, n) -> ride(row))
                .list();
    }

    public int countWithoutBus() {
        return jdbc.sql("select count(*) " + WITHOUT)
                .param(Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private static BusRide ride(ResultSet row) throws SQLException {
        return new BusRide(
                row.getLong("id"),
                row.getInt("people"),
                row.getBoolean("shared"),
                row.getTimestamp("departs_at") == null ? null : slot(row, "departs_at", "returns_at"),
                Rows.instantOrNull(row, "free"),
                slot(row, "starts_at", "ends_at"),
                row.getString("school"),
                Sector.valueOf(row.getString("sector")),
                row.getString("label"),
                Rows.bilingual(row, "title"),
                World.valueOf(row.getString("world")));
    }

    private static TimeSlot slot(ResultSet row, String start, String end) throws SQLException {
        return new TimeSlot(
                row.getTimestamp(start).toInstant(), row.getTimestamp(end).toInstant());
    }
}
