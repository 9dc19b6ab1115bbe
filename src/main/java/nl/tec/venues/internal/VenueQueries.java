package nl.tec.venues.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration.Use;
import nl.tec.venues.VenueNames;
import nl.tec.venues.VenueUser.Purpose;
import nl.tec.venues.Venues.Area;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class VenueQueries {

    private static final String VENUE = """
            select id, key, kind, name_nl, name_en, organisation_id, street, postcode, town, pc4, latitude, longitude,
                   wheelchair, groups_at_once, coalesce(note_nl, '') as note_nl, coalesce(note_en, '') as note_en, invented,
                   phone, route_nl, route_en, power, floor_m2
            from venue
            """;
    private static final String ROOM =
            "select id, key, venue_id, name as name_nl, name_en, capacity, power, floor_m2 from resource where kind = 'ROOM' ";
    private static final String EQUIPMENT = """
            select e.key, e.kind, e.name_nl, e.name_en, e.needs_power, e.needs_m2, e.travel_minutes,
                   (select count(*) from resource r where r.equipment_key = e.key and r.ended_on is null) as sets
            from equipment e
            """;
    private static final String BUS = """
            select id, key, name as name_nl, name_en, capacity as seats, active_from as "from", ended_on as until from resource where kind = 'BUS'
            """;

    private final JdbcClient jdbc;

    VenueQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Venue> venue(long id) {
        return jdbc.sql(VENUE + "where id = ?")
                .param(id)
                .query(Rows.of(Venue.class))
                .optional();
    }

    public Optional<Venue> venue(String key) {
        return jdbc.sql(VENUE + "where key = ?")
                .param(key)
                .query(Rows.of(Venue.class))
                .optional();
    }

    public List<Venue> venues() {
        return jdbc.sql(VENUE + "where ended_on is null order by name_nl, id")
                .query(Rows.of(Venue.class))
                .list();
    }

    public Optional<Room> room(long id) {
        return jdbc.sql(ROOM + "and id = ?")
                .param(id)
                .query(Rows.of(Room.class))
                .optional();
    }

    public List<Room> rooms() {
        return jdbc.sql(ROOM + "and ended_on is null order by venue_id, name, id")
                .query(Rows.of(Room.class))
                .list();
    }

    public Optional<Equipment> equipment(String key) {
        return jdbc.sql(EQUIPMENT + "where e.key = ?")
                .param(key)
                .query(Rows.of(Equipment.class))
                .optional();
    }

    public List<Equipment> equipment() {
        return jdbc.sql(EQUIPMENT + "order by e.name_nl, e.key")
                .query(Rows.of(Equipment.class))
                .list();
    }

    public Optional<Bus> bus(String key) {
        return jdbc.sql(BUS + "and key = ?")
                .param(key)
                .query(Rows.of(Bus.class))
                .optional();
    }

    public List<Bus> buses() {
        return jdbc.sql(BUS + "order by name, id").query(Rows.of(Bus.class)).list();
    }

    public List<Bus> freeBuses(TimeSlot during, int people) {
        return jdbc.sql("""
                select id, key, name as name_nl, name_en, capacity as seats, active_from as "from", ended_on as until
                from (select tstzrange(:from, :to) as during) d join resource r on bus_fits(r, d.during, :people)
                where not exists (select from reservation x where x.resource_id = r.id and x.during && d.during)
                order by capacity, name, id
                """)
                .param("from", Rows.timestamp(during.start()))
                .param("to", Rows.timestamp(during.end()))
                .param("people", people)
                .query(Rows.of(Bus.class))
                .list();
    }

    public List<Area> areas(int limit) {
        return jdbc.sql("""
                with used as (
                  select a.latitude, a.longitude
                    from venue p join organisations_postcode_area_v a on a.pc4 = coalesce(p.pc4, left(p.postcode, 4)::char(4))
                   where p.ended_on is null),
                box as (
                  select min(latitude) - 0.015 as south, max(latitude) + 0.015 as north,
                         min(longitude) - 0.025 as west, max(longitude) + 0.025 as east from used)
                select a.pc4 as label, a.latitude, a.longitude from organisations_postcode_area_v a, box b
                 where a.latitude between b.south and b.north and a.longitude between b.west and b.east
                 order by a.pc4 limit :limit
                """).param("limit", limit).query(Area.class).list();
    }

    public VenueNames.All names() {
        VenueNames.All all = new VenueNames.All(new HashMap<>(), new HashMap<>());
        jdbc.sql("""
                select true as is_venue, id, key, name_nl, name_en from venue
                union all
                select false, id, key, name, name_en from resource where kind = 'ROOM'
                """).query(row -> {
            VenueNames.Named named = new VenueNames.Named(row.getString("key"), Rows.bilingual(row, "name"));
            (row.getBoolean("is_venue") ? all.venues() : all.rooms()).put(row.getLong("id"), named);
        });
        return all;
    }

    /** @param sessions the purposes of sessions, by id */
    public List<Use> inUse(TimeSlot during, Map<Long, Purpose> sessions) {
        return jdbc.sql("""
                select r.name as name_nl, r.name_en, lower(b.during) as starts, upper(b.during) as ends,
                       case when b.subject = 'SESSION' then b.subject_id else 0 end as session,
                       s.id as set_up, s.name_nl as set_up_nl, s.name_en as set_up_en, v.name_nl as venue_nl, v.name_en as venue_en
                from reservation b join resource r on r.id = b.resource_id
                left join set_up_period p on b.subject = 'SET_UP' and p.id = b.subject_id
                left join set_up s on s.id = p.set_up_id
                left join resource room on room.id = p.room_id
                left join venue v on v.id = room.venue_id
                where b.during && tstzrange(:from, :to) and r.kind in ('ROOM', 'EQUIPMENT', 'SET_UP')
                order by lower(b.during), r.name, r.id
                """)
                .param("from", Rows.timestamp(during.start()))
                .param("to", Rows.timestamp(during.end()))
                .query((row, n) -> new Use(
                        Rows.bilingual(row, "name"),
                        Rows.slot(row, "starts", "ends"),
                        row.getString("set_up_nl") == null ? sessions.get(row.getLong("session")) : setUp(row)))
                .list();
    }

    private static Purpose setUp(ResultSet row) throws SQLException {
        return new Purpose(
                "/beheer/opstellingen/" + row.getLong("set_up"),
                Rows.bilingual(row, "set_up"),
                Rows.bilingual(row, "venue"));
    }
}
