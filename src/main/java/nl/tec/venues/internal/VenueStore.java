package nl.tec.venues.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration.BusDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes venues, rooms, equipment and buses, and counts their coming reservations. Expects a transaction. */
@Component
public class VenueStore {

    /** Numbers of reservations of a bus that a change of it would break. */
    public record BusToCome(int tooMany, int tooEarly, int tooLate) {}

    private final JdbcClient jdbc;

    VenueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long put(Venue venue) {
        return jdbc.sql("""
                insert into venue (key, kind, name_nl, name_en, organisation_id, street, postcode, town, pc4,
                                   latitude, longitude, wheelchair, groups_at_once, note_nl, note_en, invented, phone, route_nl, route_en,
                                   power, floor_m2)
                values (:key, :kind, :nameNl, :nameEn, :organisation, :street, :postcode, :town, :pc4,
                        :latitude, :longitude, :wheelchair, :groupsAtOnce, :noteNl, :noteEn, :invented, :phone, :routeNl, :routeEn,
                        :power, :floor)
                on conflict (key) do update set
                  kind = excluded.kind, name_nl = excluded.name_nl, name_en = excluded.name_en,
                  organisation_id = coalesce(excluded.organisation_id, venue.organisation_id),
                  street = excluded.street, postcode = excluded.postcode, town = excluded.town, pc4 = excluded.pc4,
                  latitude = coalesce(excluded.latitude, venue.latitude),
                  longitude = coalesce(excluded.longitude, venue.longitude),
                  wheelchair = excluded.wheelchair, groups_at_once = excluded.groups_at_once, note_nl = excluded.note_nl, note_en = excluded.note_en,
                  invented = excluded.invented, phone = excluded.phone, route_nl = excluded.route_nl,
                  route_en = excluded.route_en, power = excluded.power, floor_m2 = excluded.floor_m2, ended_on = null
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
                .param("power", venue.power())
                .param("floor", venue.floorM2())
                .query(Long.class)
                .single();
    }

    public void raiseGroupsAtOnce(long venueId, int groups) {
        jdbc.sql("update venue set groups_at_once = :groups where id = :place and groups_at_once < :groups")
                .param("place", venueId)
                .param("groups", groups)
                .update();
    }

    public long put(Room room) {
        return jdbc.sql("""
                insert into resource (kind, key, name, name_en, venue_id, capacity, power, floor_m2)
                values ('ROOM', ?, ?, ?, ?, ?, ?, ?)
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, venue_id = excluded.venue_id,
                  capacity = excluded.capacity, power = excluded.power, floor_m2 = excluded.floor_m2, ended_on = null
                returning id
                """)
                .params(room.key(), room.name().dutch(), room.name().english(), room.venueId())
                .param(room.capacity())
                .param(room.power())
                .param(room.floorM2())
                .query(Long.class)
                .single();
    }

    public void put(Equipment equipment) {
        String key = equipment.key();
        Bilingual name = equipment.name();
        jdbc.sql("""
                insert into equipment (key, kind, name_nl, name_en, needs_power, needs_m2, travel_minutes) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (key) do update set kind = excluded.kind, name_nl = excluded.name_nl, name_en = excluded.name_en,
                  needs_power = excluded.needs_power, needs_m2 = excluded.needs_m2, travel_minutes = excluded.travel_minutes
                """)
                .params(key, equipment.kind().name(), name.dutch(), name.english(), equipment.needsPower())
                .param(equipment.needsM2())
                .param(equipment.travelMinutes())
                .update();
        jdbc.sql("""
                insert into resource (kind, key, name, name_en, equipment_key)
                select 'EQUIPMENT', e.key || '-' || n, name_nl, name_en, e.key
                  from equipment e cross join generate_series(1, ?) n where e.key = ?
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, ended_on = null
                """).params(equipment.sets(), key).update();
        jdbc.sql("""
                update resource set ended_on = date '-infinity'
                where equipment_key = :key and ended_on is null
                  and key not in (select :key || '-' || n from generate_series(1, :sets) n)
                """).param("key", key).param("sets", equipment.sets()).update();
    }

    public long put(Bus bus) {
        return jdbc.sql("""
                insert into resource (kind, key, name, name_en, capacity, active_from, ended_on) values ('BUS', ?, ?, ?, ?, ?, ?)
                on conflict (key) do update set name = excluded.name, name_en = excluded.name_en,
                  capacity = excluded.capacity, active_from = excluded.active_from, ended_on = excluded.ended_on
                returning id
                """)
                .params(bus.key(), bus.name().dutch(), bus.name().english(), bus.seats())
                .param(bus.from())
                .param(bus.until())
                .query(Long.class)
                .single();
    }

    /** Clears the position, until somebody or an import supplies a new one. */
    public void clearPosition(long venueId) {
        jdbc.sql("update venue set latitude = null, longitude = null where id = ?")
                .param(venueId)
                .update();
    }

    /** Locks a venue against ending until the transaction ends. @return false: it has ended */
    public boolean lockInUse(Venue venue) {
        return jdbc.sql("select id from venue where id = ? and ended_on is null for no key update")
                .param(venue.id())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Locks a room against ending until the transaction ends. @return false: it has ended */
    public boolean lockInUse(Room room) {
        return jdbc.sql("select id from resource where id = ? and ended_on is null for no key update")
                .param(room.id())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    public void end(Venue venue, LocalDate today) {
        jdbc.sql("update resource set ended_on = ? where venue_id = ? and ended_on is null")
                .params(today, venue.id())
                .update();
        jdbc.sql("update venue set ended_on = ? where id = ? and ended_on is null")
                .params(today, venue.id())
                .update();
    }

    public void end(Room room, LocalDate today) {
        jdbc.sql("update resource set ended_on = ? where id = ? and ended_on is null")
                .params(today, room.id())
                .update();
    }

    /** Counts the coming sessions and set-ups whose equipment does not fit. Nulls: not restricted. */
    public int misfits(@Nullable Long venueId, @Nullable Long roomId, @Nullable String equipmentKey) {
        return jdbc.sql("select misfits_to_come(:venue::bigint, :room::bigint, :equipment::text)")
                .param("venue", venueId)
                .param("room", roomId)
                .param("equipment", equipmentKey)
                .query(Integer.class)
                .single();
    }

    /** Counts the coming reservations of a venue above this number. Serialises with concurrent reservations. */
    public int groupsToCome(long venueId, int groupsAtOnce, Instant now) {
        lock("kind = 'VENUE' and venue_id = ?", venueId);
        return jdbc.sql("""
                select count(*) from reservation b join resource r on r.id = b.resource_id
                where r.kind = 'VENUE' and r.venue_id = ? and r.number > ? and upper(b.during) > ?
                """)
                .params(venueId, groupsAtOnce, Rows.timestamp(now))
                .query(Integer.class)
                .single();
    }

    /**
     * Counts what is still to come in the rooms of a venue and is not a session, such as a set-up. Serialises with all concurrent
     * reservations of the venue.
     */
    public int othersToCome(long venueId, Instant now) {
        lock("venue_id = ?", venueId);
        return jdbc.sql("""
                select count(distinct (b.subject, b.subject_id)) from reservation b join resource r on r.id = b.resource_id
                where r.venue_id = ? and b.subject <> 'SESSION' and upper(b.during) > ?
                """)
                .params(venueId, Rows.timestamp(now))
                .query(Integer.class)
                .single();
    }

    /** Counts the coming reservations of a room. Serialises with concurrent reservations. */
    public int roomToCome(long roomId, Instant now) {
        lock("id = ?", roomId);
        return jdbc.sql("select count(*) from reservation where resource_id = ? and upper(during) > ?")
                .params(roomId, Rows.timestamp(now))
                .query(Integer.class)
                .single();
    }

    /** Counts the coming reservations of sets above this number. Serialises with concurrent reservations. */
    public int setsToCome(String equipmentKey, int sets, Instant now) {
        // the equipment first, as who reserves several sets does
        jdbc.sql("select 1 from equipment where key = ? for no key update")
                .param(equipmentKey)
                .query(Integer.class)
                .optional();
        lock("equipment_key = ?", equipmentKey);
        return jdbc.sql("""
                select count(*) from reservation b join resource r on r.id = b.resource_id
                where r.equipment_key = :key and upper(b.during) > :now
                  and r.key not in (select :key || '-' || n from generate_series(1, :sets) n)
                """)
                .param("key", equipmentKey)
                .param("now", Rows.timestamp(now))
                .param("sets", sets)
                .query(Integer.class)
                .single();
    }

    public BusToCome busToCome(long busId, BusDetails details, Instant now) {
        return jdbc.sql("""
                select count(*) filter (where riders > :seats) as too_many,
                       count(*) filter (where :from::date > (lower(during) at time zone :zone)::date) as too_early,
                       count(*) filter (where :until::date <= (upper(during) at time zone :zone)::date) as too_late
                from (select during, sum(people) over (partition by ride) as riders
                        from reservation where resource_id = :bus and upper(during) > :now) r
                """)
                .param("seats", details.seats())
                .param("from", details.from())
                .param("until", details.until())
                .param("zone", Dates.ZONE.getId())
                .param("bus", busId)
                .param("now", Rows.timestamp(now))
                .query(BusToCome.class)
                .single();
    }

    /** Locks resources, so that reservations wait until the transaction ends. */
    private void lock(String which, Object key) {
        jdbc.sql("select id from resource where " + which + " order by id for no key update")
                .param(key)
                .query(Long.class)
                .list();
    }

    /** Returns the id of a bus and locks it, so that reservations wait until the transaction ends. */
    public Optional<Long> lockBus(String key) {
        return jdbc.sql("select id from resource where kind = 'BUS' and key = ? for update")
                .param(key)
                .query(Long.class)
                .optional();
    }

    /** Returns the id of its first set, because equipment itself has no numeric id. */
    public @Nullable Long firstSet(String equipmentKey) {
        return jdbc.sql("select min(id) from resource where equipment_key = ?")
                .param(equipmentKey)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    public void lockKeys() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('places.keys'))").query(row -> {});
    }

    public boolean isTaken(String table, String key) {
        return jdbc.sql("select exists (select 1 from " + table + " where key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }
}
