package nl.tec.venues.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Place;
import nl.tec.venues.PlaceKind;
import nl.tec.venues.Places;
import nl.tec.venues.Room;
import nl.tec.shared.Bilingual;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class JdbcPlaces implements Places {

    private static final String PLACE = """
            select id, key, kind, name_nl, name_en, organisation_id, street, postcode, town, pc4, latitude, longitude,
                   wheelchair, groups_at_once, coalesce(note_nl, '') as note_nl, coalesce(note_en, '') as note_en, invented,
                   phone, route_nl, route_en
            from place
            """;
    private static final String ROOM =
            "select id, key, place_id, name, name_en, capacity from resource where kind = 'ROOM' ";

    private final JdbcClient jdbc;
    private final RememberedNames names;

    JdbcPlaces(JdbcClient jdbc, RememberedNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    @Override
    public Optional<Place> find(long id) {
        return jdbc.sql(PLACE + "where id = ?")
                .param(id)
                .query(JdbcPlaces::place)
                .optional();
    }

    @Override
    public Optional<Place> find(String key) {
        return jdbc.sql(PLACE + "where key = ?")
                .param(key)
                .query(JdbcPlaces::place)
                .optional();
    }

    @Override
    public Optional<Room> findRoom(long id) {
        return jdbc.sql(ROOM + "and id = ?").param(id).query(JdbcPlaces::room).optional();
    }

    @Override
    public List<Place> list() {
        return jdbc.sql(PLACE + "where ended_on is null order by name_nl, id")
                .query(JdbcPlaces::place)
                .list();
    }

    @Override
    public List<Room> rooms() {
        return jdbc.sql(ROOM + "and ended_on is null order by place_id, name, id")
                .query(JdbcPlaces::room)
                .list();
    }

    @Override
    public List<Equipment> equipment() {
        return jdbc.sql("""
                select e.key, e.kind, e.name_nl, e.name_en,
                       (select count(*) from resource r where r.equipment_key = e.key and r.ended_on is null) as sets
                from equipment e order by e.name_nl, e.key
                """).query(JdbcPlaces::equipmentRow).list();
    }

    @Override
    public List<Area> areas(int limit) {
        return jdbc.sql("""
                with used as (
                  select a.latitude, a.longitude
                    from place p join postcode_area a on a.pc4 = coalesce(p.pc4, left(p.postcode, 4)::char(4))
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
                """).query(JdbcPlaces::bus).list();
    }

    @Override
    @Transactional
    public long put(Place place) {
        names.changed();
        return jdbc.sql("""
                insert into place (key, kind, name_nl, name_en, organisation_id, street, postcode, town, pc4,
                                   latitude, longitude, wheelchair, groups_at_once, note_nl, note_en, invented, phone, route_nl, route_en)
                values (:key, :kind, :nameNl, :nameEn, :organisation, :street, :postcode, :town, :pc4,
                        :latitude, :longitude, :wheelchair, :groupsAtOnce, :noteNl, :noteEn, :invented, :phone, :routeNl, :routeEn)
                on conflict (key) do update set
                  kind = excluded.kind, name_nl = excluded.name_nl, name_en = excluded.name_en,
                  organisation_id = coalesce(excluded.organisation_id, place.organisation_id),
                  street = excluded.street, postcode = excluded.postcode, town = excluded.town, pc4 = excluded.pc4,
                  latitude = coalesce(excluded.latitude, place.latitude),
                  longitude = coalesce(excluded.longitude, place.longitude),
                  wheelchair = excluded.wheelchair, groups_at_once = excluded.groups_at_once, note_nl = excluded.note_nl, note_en = excluded.note_en,
                  invented = excluded.invented, phone = excluded.phone, route_nl = excluded.route_nl,
                  route_en = excluded.route_en, ended_on = null
                returning id
                """)
                .param("key", place.key())
                .param("kind", place.kind().name())
                .param("nameNl", place.name().dutch())
                .param("nameEn", place.name().english())
                .param("organisation", place.organisationId())
                .param("street", place.street())
                .param("postcode", place.postcode())
                .param("town", place.town())
                .param("pc4", place.pc4())
                .param("latitude", place.latitude())
                .param("longitude", place.longitude())
                .param("wheelchair", place.wheelchair())
                .param("groupsAtOnce", place.groupsAtOnce())
                .param("noteNl", place.note().dutch())
                .param("noteEn", place.note().english())
                .param("invented", place.invented())
                .param("phone", place.phone())
                .param("routeNl", place.route().dutch())
                .param("routeEn", place.route().english())
                .query(Long.class)
                .single();
    }

    @Override
    public void takeAtOnce(long placeId, int groups) {
        jdbc.sql("update place set groups_at_once = :groups where id = :place and groups_at_once < :groups")
                .param("place", placeId)
                .param("groups", groups)
                .update();
    }

    @Override
    @Transactional
    public long put(Room room) {
        names.changed();
        return jdbc.sql("""
                insert into resource (kind, key, name, name_en, place_id, capacity)
                values ('ROOM', :key, :nameNl, :nameEn, :place, :capacity)
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en,
                  place_id = excluded.place_id, capacity = excluded.capacity, ended_on = null
                returning id
                """)
                .param("key", room.key())
                .param("nameNl", room.name().dutch())
                .param("nameEn", room.name().english())
                .param("place", room.placeId())
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

    private static Place place(ResultSet row, int n) throws SQLException {
        return new Place(
                row.getLong("id"),
                row.getString("key"),
                PlaceKind.valueOf(row.getString("kind")),
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
                row.getLong("place_id"),
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
