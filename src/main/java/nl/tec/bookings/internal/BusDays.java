package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import nl.tec.venues.Bus;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Where each bus of the TEC is on a day, and which visits still have none; for the programme manager. */
@Service
public class BusDays {

    /**
     * A visit with a bus of the TEC.
     *
     * @param people who ride: children and adults
     * @param trip from the school and back there; null: no times yet
     * @param free when the bus can leave for another school; null: no bus is reserved
     */
    public record Ride(
            long bookingId,
            int people,
            @Nullable TimeSlot trip,
            @Nullable Instant free,
            TimeSlot session,
            String school,
            Sector sector,
            String label,
            Bilingual title,
            World world) {}

    /** @param there whether it rides on this day; a bus that does not, is left out unless it is reserved */
    public record OfBus(Bus bus, boolean there, List<Ride> rides) {}

    private static final String RIDES = """
            select b.id, b.participants + b.adults as people, v.departs_at, v.returns_at, t.bus_id, upper(t.during) as free,
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

    /** Who chose a bus and is still to come without one reserved. */
    private static final String WITHOUT = """
            from booking b join programme_session_v s on s.id = b.session_id join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
            where v.choice = 'TEC_BUS' and b.state = 'CONFIRMED' and s.starts_at > ?
              and not exists (select from venues_bus_of_visit_v t where t.booking_id = b.id)
            """;

    private final Venues venues;
    private final JdbcClient jdbc;
    private final Clock clock;

    BusDays(Venues venues, JdbcClient jdbc, Clock clock) {
        this.venues = venues;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The buses that ride on a day, or are reserved then, each with its rides in order of time. */
    public List<OfBus> of(LocalDate day) {
        Map<Long, List<Ride>> rides = jdbc
                .sql(RIDES + " where t.during && tstzrange(?, ?) order by lower(t.during), b.id")
                .params(start(day), start(day.plusDays(1)))
                .query((row, n) -> Map.entry(row.getLong("bus_id"), ride(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return venues.buses().stream()
                .map(bus -> new OfBus(bus, bus.ridesOn(day), rides.getOrDefault(bus.id(), List.of())))
                .filter(one -> one.there() || !one.rides().isEmpty())
                .toList();
    }

    /** The visits to come that chose a bus of the TEC and have none, the first one first. */
    public List<Ride> withoutBus() {
        return jdbc.sql(RIDES + " where b.id in (select b.id " + WITHOUT + ") order by s.starts_at, b.id")
                .param(Sql.time(clock.instant()))
                .query((row, n) -> ride(row))
                .list();
    }

    /** How many visits to come chose a bus of the TEC and have none. */
    public int countWithoutBus() {
        return jdbc.sql("select count(*) " + WITHOUT)
                .param(Sql.time(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private static Ride ride(ResultSet row) throws SQLException {
        return new Ride(
                row.getLong("id"),
                row.getInt("people"),
                row.getTimestamp("departs_at") == null ? null : slot(row, "departs_at", "returns_at"),
                row.getTimestamp("free") == null
                        ? null
                        : row.getTimestamp("free").toInstant(),
                slot(row, "starts_at", "ends_at"),
                row.getString("school"),
                Sector.valueOf(row.getString("sector")),
                row.getString("label"),
                new Bilingual(row.getString("title_nl"), row.getString("title_en")),
                World.valueOf(row.getString("world")));
    }

    private static TimeSlot slot(ResultSet row, String start, String end) throws SQLException {
        return new TimeSlot(
                row.getTimestamp(start).toInstant(), row.getTimestamp(end).toInstant());
    }

    private static java.sql.Timestamp start(LocalDate day) {
        return Sql.time(day.atStartOfDay(Dates.ZONE).toInstant());
    }
}
