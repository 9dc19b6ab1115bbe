package nl.tec.venues.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class JdbcVenues implements Venues {

    private static final String PLACE = """
            select id, key, kind, name_nl, name_en, organisation_id, street, postcode, town, pc4, latitude, longitude,
                   wheelchair, groups_at_once, coalesce(note_nl, '') as note_nl, coalesce(note_en, '') as note_en, invented,
                   phone, route_nl, route_en
            from venue
            """;
    private static final String ROOM =
            "select id, key, venue_id, name, name_en, capacity from resource where kind = 'ROOM' ";

    private final JdbcClient jdbc;
    private final CachedVenueNames names;

    JdbcVenues(JdbcClient jdbc, CachedVenueNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    @Override
    public Optional<Venue> find(long id) {
        return jdbc.sql(PLACE + "where id = ?")
                .param(id)
                .query(JdbcVenues::venue)
                .optional();
    }

    @Override
    public Optional<Venue> find(String key) {
        return jdbc.sql(PLACE + "where key = ?")
                .param(key)
                .query(JdbcVenues::venue)
                .optional();
    }

    @Override
    public Optional<Room> findRoom(long id) {
        return jdbc.sql(ROOM + "and id = ?").param(id).query(JdbcVenues::room).optional();
    }

    @Override
    public List<Venue> list() {
        return jdbc.sql(PLACE + "where ended_on is null order by name_nl, id")
                .query(JdbcVenues::venue)
                .list();
    }

    @Override
    public List<Room> rooms() {
        return jdbc.sql(ROOM + "and ended_on is null order by venue_id, name, id")
                .query(JdbcVenues::room)
                .list();
    }

    @Override
    public List<Equipment> equipment() {
        return jdbc.sql("""
                select e.key, e.kind, e.name_nl, e.name_en,
                       (select count(*) from resource r where r.equipment_key = e.key and r.ended_on is null) as sets
                from equipment e order by e.name_nl, e.key
                """).query(JdbcVenues::equipmentRow).list();
    }

    @Override
    public List<Area> areas(int limit) {
        return jdbc.sql("""
                with used as (
                  select a.latitude, a.longitude
                    from venue p join postcode_area a on a.pc4 = coalesce(p.pc4, left(p.postcode, 4)::char(4))
                   where p.ended_on is null),
                box as (
                  select min(latitude) - 0.015 as south, max(latitude) + 0.015 as north,
                         min(longitude) - 0.025 as west, max(longitude) + 0.025 as east from used)
                select a.pc4, a.latitude, a.longitude from postcode_area a, box b
                 where a.latitude between b.south and b.north and a.longitude between b.west and b.east
                 order by a.pc4 limit :limit
                """)
                .param("limit", limit)
                .query((row, n) ->
                        new Area(row.getString("pc4"), row.getDouble("latitude"), row.getDouble("longitude")))
                .list();
    }

    @Override
    public List<Bus> buses() {
        return jdbc.sql("""
                select id, key, name, name_en, capacity, active_from, ended_on from resource where kind = 'BUS' order by name, id
                """).query(JdbcVenues::bus).list();
    }

    @Override
    public List<Bus> freeBuses(TimeSlot during, int people) {
        return jdbc.sql("""
                select id, key, name, name_en, capacity, active_from, ended_on
                from (select tstzrange(:from, :to) as during) d join resource r on bus_fits(r, d.during, :people)
                where not exists (select from reservation x where x.resource_id = r.id and x.during && d.during)
                order by capacity, name, id
                """)
                .param("from", Timestamp.from(during.start()))
                .param("to", Timestamp.from(during.end()))
                .param("people", people)
                .query(JdbcVenues::bus)
                .list();
    }

    @Override
    @Transactional
    public long put(Venue venue) {
        names.changed();
        return jdbc.sql("""
                insert into venue (key, kind, name_nl, name_en, organisation_id, street, postcode, town, pc4,
                                   latitude, longitude, wheelchair, groups_at_once, note_nl, note_en, invented, phone, route_nl, route_en)
                values (:key, :kind, :nameNl, :nameEn, :organisation, :street, :postcode, :town, :pc4,
                        :latitude, :longitude, :wheelchair, :groupsAtOnce, :noteNl, :noteEn, :invented, :phone, :routeNl, :routeEn)
                on conflict (key) do update set
                  kind = excluded.kind, name_nl = excluded.name_nl, name_en = excluded.name_en,
                  organisation_id = coalesce(excluded.organisation_id, venue.organisation_id),
                  street = excluded.street, postcode = excluded.postcode, town = excluded.town, pc4 = excluded.pc4,
                  latitude = coalesce(excluded.latitude, venue.latitude),
                  longitude = coalesce(excluded.longitude, venue.longitude),
                  wheelchair = excluded.wheelchair, groups_at_once = excluded.groups_at_once, note_nl = excluded.note_nl, note_en = excluded.note_en,
                  invented = excluded.invented, phone = excluded.phone, route_nl = excluded.route_nl,
                  route_en = excluded.route_en, ended_on = null
                returning id
                """)
                .param("key", venue.key())
                .param("kind", venue.kind().name())
                .param("nameNl", venue.name().dutch())
                .param("nameEn", venue.name().english())
                .param("organisation", venue.organisationId())
                .param("street", venue.street())
                .param("postcode", venue.postcode())
                .param("town", venue.town())
                .param("pc4", venue.pc4())
                .param("latitude", venue.latitude())
                .param("longitude", venue.longitude())
                .param("wheelchair", venue.wheelchair())
                .param("groupsAtOnce", venue.groupsAtOnce())
                .param("noteNl", venue.note().dutch())
                .param("noteEn", venue.note().english())
                .param("invented", venue.invented())
                .param("phone", venue.phone())
                .param("routeNl", venue.route().dutch())
                .param("routeEn", venue.route().english())
                .query(Long.class)
                .single();
    }

    @Override
    public void takeAtOnce(long venueId, int groups) {
        jdbc.sql("update venue set groups_at_once = :groups where id = :place and groups_at_once < :groups")
                .param("place", venueId)
                .param("groups", groups)
                .update();
    }

    @Override
    @Transactional
    public long put(Room room) {
        names.changed();
        return jdbc.sql("""
                insert into resource (kind, key, name, name_en, venue_id, capacity)
                values ('ROOM', :key, :nameNl, :nameEn, :place, :capacity)
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en,
                  venue_id = excluded.venue_id, capacity = excluded.capacity, ended_on = null
                returning id
                """)
                .param("key", room.key())
                .param("nameNl", room.name().dutch())
                .param("nameEn", room.name().english())
                .param("place", room.venueId())
                .param("capacity", room.capacity())
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional
    public void put(Equipment equipment) {
        jdbc.sql("""
                insert into equipment (key, kind, name_nl, name_en) values (:key, :kind, :nameNl, :nameEn)
                on conflict (key) do update set kind = excluded.kind, name_nl = excluded.name_nl, name_en = excluded.name_en
                """)
                .param("key", equipment.key())
                .param("kind", equipment.kind().name())
                .param("nameNl", equipment.name().dutch())
                .param("nameEn", equipment.name().english())
                .update();
        jdbc.sql("""
                insert into resource (kind, key, name, name_en, equipment_key)
                select 'EQUIPMENT', :key || '-' || n, :nameNl, :nameEn, :key from generate_series(1, :sets) n
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, ended_on = null
                """)
                .param("key", equipment.key())
                .param("nameNl", equipment.name().dutch())
                .param("nameEn", equipment.name().english())
                .param("sets", equipment.sets())
                .update();
        jdbc.sql("""
                update resource set ended_on = date '-infinity'
                where equipment_key = :key and ended_on is null
                  and key not in (select :key || '-' || n from generate_series(1, :sets) n)
                """)
                .param("key", equipment.key())
                .param("sets", equipment.sets())
                .update();
    }

    @Override
    @Transactional
    public long put(Bus bus) {
        return jdbc.sql("""
                insert into resource (kind, key, name, name_en, capacity, active_from, ended_on)
                values ('BUS', :key, :nameNl, :nameEn, :seats, :from, :until)
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en,
                  capacity = excluded.capacity, active_from = excluded.active_from, ended_on = excluded.ended_on
                returning id
                """)
                .param("key", bus.key())
                .param("nameNl", bus.name().dutch())
                .param("nameEn", bus.name().english())
                .param("seats", bus.seats())
                .param("from", bus.from())
                .param("until", bus.until())
                .query(Long.class)
                .single();
    }

    private static Venue venue(ResultSet row, int n) throws SQLException {
        return new Venue(
                row.getLong("id"),
                row.getString("key"),
                VenueKind.valueOf(row.getString("kind")),
                both(row, "name_nl", "name_en"),
                row.getObject("organisation_id", Long.class),
                row.getString("street"),
                row.getString("postcode"),
                row.getString("town"),
                row.getString("pc4"),
                row.getObject("latitude", Double.class),
                row.getObject("longitude", Double.class),
                row.getBoolean("wheelchair"),
                row.getInt("groups_at_once"),
                both(row, "note_nl", "note_en"),
                row.getBoolean("invented"),
                row.getString("phone"),
                both(row, "route_nl", "route_en"));
    }

    private static Room room(ResultSet row, int n) throws SQLException {
        return new Room(
                row.getLong("id"),
                row.getString("key"),
                row.getLong("venue_id"),
                both(row, "name", "name_en"),
                row.getObject("capacity", Integer.class));
    }

    private static Equipment equipmentRow(ResultSet row, int n) throws SQLException {
        return new Equipment(
                row.getString("key"),
                EquipmentKind.valueOf(row.getString("kind")),
                both(row, "name_nl", "name_en"),
                row.getInt("sets"));
    }

    private static Bus bus(ResultSet row, int n) throws SQLException {
        return new Bus(
                row.getLong("id"),
                row.getString("key"),
                both(row, "name", "name_en"),
                row.getInt("capacity"),
                row.getObject("active_from", LocalDate.class),
                row.getObject("ended_on", LocalDate.class));
    }

    static Bilingual both(ResultSet row, String dutch, String english) throws SQLException {
        return new Bilingual(row.getString(dutch), row.getString(english));
    }
}
