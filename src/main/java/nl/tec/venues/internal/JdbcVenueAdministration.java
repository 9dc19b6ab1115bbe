package nl.tec.venues.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.Reservations;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueUser;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class JdbcVenueAdministration implements VenueAdministration {

    /** Pages stand at these addresses. */
    private static final Set<String> ADDRESSES = Set.of("nieuw", "materiaal", "bus");

    private final Venues venues;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final ObjectProvider<VenueUser> users;

    JdbcVenueAdministration(Venues venues, JdbcClient jdbc, Clock clock, Audit audit, ObjectProvider<VenueUser> users) {
        this.venues = venues;
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.users = users;
    }

    @Override
    @Transactional
    public Result add(VenueDetails details, Actor by) {
        Problems problems = VenueCheck.of(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        String key = freeKey("venue", details.name().dutch());
        long id = venues.put(venue(key, details, null));
        audit.add(by, "PLACE_CREATED", "PLACE", id);
        return new Saved(key);
    }

    @Override
    @Transactional
    public Result change(String key, VenueDetails details, Actor by) {
        Venue current = get(key);
        Problems problems = VenueCheck.of(details);
        if (details.groupsAtOnce() < current.groupsAtOnce()) {
            int reserved = groupsToCome(current.id(), details.groupsAtOnce());
            problems.addIf(reserved > 0, GROUPS_AT_ONCE, "places.check.groupsToCome", reserved);
        }
        if (problems.any()) {
            return new Refused(problems);
        }
        String postcode = current.postcode() == null ? text(current.pc4()) : current.postcode();
        boolean moved = !details.street().strip().equals(text(current.street()))
                || !VenueCheck.postcode(details.postcode()).equals(postcode);
        venues.put(venue(key, details, current));
        if (moved) {
            // where it was is not where it is; until somebody knows, distances go by the postcode area
            jdbc.sql("update venue set latitude = null, longitude = null where id = ?")
                    .param(current.id())
                    .update();
        }
        audit.add(by, "PLACE_CHANGED", "PLACE", current.id());
        return new Saved(key);
    }

    /** How often a venue above this number is still reserved. Who is reserving one waits, or is waited for. */
    private int groupsToCome(long venueId, int groupsAtOnce) {
        jdbc.sql("select id from resource where kind = 'VENUE' and venue_id = ? order by id for update")
                .param(venueId)
                .query(Long.class)
                .list();
        return jdbc.sql("""
                select count(*) from reservation b join resource r on r.id = b.resource_id
                where r.kind = 'VENUE' and r.venue_id = ? and r.number > ? and upper(b.during) > ?
                """)
                .params(venueId, groupsAtOnce, Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
    }

    @Override
    @Transactional
    public Result end(String key, Actor by) {
        Venue venue = get(key);
        int toCome = users.stream().mapToInt(user -> user.toCome(venue.id())).sum();
        Problems problems = new Problems().addIf(toCome > 0, "", "places.check.toCome", toCome);
        if (problems.any()) {
            return new Refused(problems);
        }
        jdbc.sql("update resource set ended_on = :today where venue_id = :place and ended_on is null")
                .param("today", LocalDate.now(clock))
                .param("place", venue.id())
                .update();
        jdbc.sql("update venue set ended_on = :today where id = :place and ended_on is null")
                .param("today", LocalDate.now(clock))
                .param("place", venue.id())
                .update();
        audit.add(by, "PLACE_ENDED", "PLACE", venue.id());
        return new Saved(key);
    }

    @Override
    @Transactional
    public Result addRoom(String placeKey, RoomDetails details, Actor by) {
        Venue venue = get(placeKey);
        Problems problems = VenueCheck.of(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        String key = freeKey("resource", placeKey + " " + details.name().dutch());
        long id = venues.put(new Room(0, key, venue.id(), details.name(), details.capacity()));
        audit.add(by, "ROOM_CREATED", "ROOM", id);
        return new Saved(placeKey);
    }

    @Override
    @Transactional
    public Result changeRoom(long id, RoomDetails details, Actor by) {
        Room room = room(id);
        Problems problems = VenueCheck.of(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        venues.put(new Room(id, room.key(), room.venueId(), details.name(), details.capacity()));
        audit.add(by, "ROOM_CHANGED", "ROOM", id);
        return new Saved(room.key());
    }

    @Override
    @Transactional
    public Result endRoom(long id, Actor by) {
        Room room = room(id);
        int reserved = jdbc.sql("select count(*) from reservation where resource_id = ? and upper(during) > ?")
                .param(id)
                .param(Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
        Problems problems = new Problems().addIf(reserved > 0, "", "places.check.roomToCome", reserved);
        if (problems.any()) {
            return new Refused(problems);
        }
        jdbc.sql("update resource set ended_on = :today where id = :id and ended_on is null")
                .param("today", LocalDate.now(clock))
                .param("id", id)
                .update();
        audit.add(by, "ROOM_ENDED", "ROOM", id);
        return new Saved(room.key());
    }

    @Override
    @Transactional
    public Result addEquipment(EquipmentDetails details, Actor by) {
        Problems problems = VenueCheck.of(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        return put(freeKey("equipment", details.name().dutch()), details, "EQUIPMENT_CREATED", by);
    }

    @Override
    @Transactional
    public Result changeEquipment(String key, EquipmentDetails details, Actor by) {
        if (venues.equipment().stream().noneMatch(equipment -> equipment.key().equals(key))) {
            throw new NotFound("equipment " + key);
        }
        Problems problems = VenueCheck.of(details);
        int reserved = jdbc.sql("""
                select count(*) from reservation b join resource r on r.id = b.resource_id
                where r.equipment_key = :key and upper(b.during) > :now
                  and r.key not in (select :key || '-' || n from generate_series(1, :sets) n)
                """)
                .param("key", key)
                .param("now", Timestamp.from(clock.instant()))
                .param("sets", details.sets())
                .query(Integer.class)
                .single();
        problems.addIf(reserved > 0, SETS, "places.check.setsToCome", reserved);
        return problems.any() ? new Refused(problems) : put(key, details, "EQUIPMENT_CHANGED", by);
    }

    private Result put(String key, EquipmentDetails details, String action, Actor by) {
        venues.put(
                new Equipment(key, Objects.requireNonNull(details.kind()), stripped(details.name()), details.sets()));
        // equipment itself has no number: that of its first set
        Long set = jdbc.sql("select min(id) from resource where equipment_key = ?")
                .param(key)
                .query(Long.class)
                .optional()
                .orElse(null);
        audit.add(by, action, "EQUIPMENT", set);
        return new Saved(key);
    }

    @Override
    @Transactional
    public Result addBus(BusDetails details, Actor by) {
        Problems problems = VenueCheck.of(details);
        return problems.any()
                ? new Refused(problems)
                : put(freeKey("resource", details.name().dutch()), details, "BUS_CREATED", by);
    }

    @Override
    @Transactional
    public Result changeBus(String key, BusDetails details, Actor by) {
        // who is reserving it waits, or is waited for
        long bus = jdbc.sql("select id from resource where kind = 'BUS' and key = ? for update")
                .param(key)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("bus " + key));
        Problems problems = VenueCheck.of(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        jdbc.sql("""
                select count(*) filter (where people > :seats) as too_many,
                       count(*) filter (where :from::date > (lower(during) at time zone :zone)::date) as too_early,
                       count(*) filter (where :until::date <= (upper(during) at time zone :zone)::date) as too_late
                from reservation where resource_id = :bus and upper(during) > :now
                """)
                .param("seats", details.seats())
                .param("from", details.from())
                .param("until", details.until())
                .param("zone", Dates.ZONE.getId())
                .param("bus", bus)
                .param("now", Timestamp.from(clock.instant()))
                .query(row -> {
                    toCome(problems, SEATS, "places.check.seatsToCome", row.getInt("too_many"));
                    toCome(problems, FROM, "places.check.busToCome", row.getInt("too_early"));
                    toCome(problems, UNTIL, "places.check.busToCome", row.getInt("too_late"));
                });
        return problems.any() ? new Refused(problems) : put(key, details, "BUS_CHANGED", by);
    }

    private static void toCome(Problems problems, String field, String text, int trips) {
        problems.addIf(trips > 0, field, text, trips);
    }

    private Result put(String key, BusDetails details, String action, Actor by) {
        long id =
                venues.put(new Bus(0, key, stripped(details.name()), details.seats(), details.from(), details.until()));
        audit.add(by, action, "BUS", id);
        return new Saved(key);
    }

    @Override
    public List<Use> inUse(TimeSlot during) {
        return jdbc.sql("""
                select coalesce(r.equipment_key, r.key) as key, r.name, r.name_en, r.venue_id,
                       lower(b.during) as starts, upper(b.during) as ends, b.subject, b.subject_id
                from reservation b join resource r on r.id = b.resource_id
                where b.during && tstzrange(:from, :to) and r.kind in ('ROOM', 'EQUIPMENT')
                order by lower(b.during), r.name, r.id
                """)
                .param("from", Timestamp.from(during.start()))
                .param("to", Timestamp.from(during.end()))
                .query((row, n) -> new Use(
                        row.getString("key"),
                        JdbcVenues.both(row, "name", "name_en"),
                        row.getObject("venue_id", Long.class),
                        new TimeSlot(
                                row.getTimestamp("starts").toInstant(),
                                row.getTimestamp("ends").toInstant()),
                        Reservations.Subject.valueOf(row.getString("subject")),
                        row.getLong("subject_id")))
                .list();
    }

    private static Venue venue(String key, VenueDetails details, @Nullable Venue current) {
        String postcode = VenueCheck.postcode(details.postcode());
        return new Venue(
                0,
                key,
                Objects.requireNonNull(details.kind()),
                stripped(details.name()),
                current == null ? null : current.organisationId(),
                orNull(details.street()),
                postcode.length() == 6 ? postcode : null,
                orNull(details.town()),
                postcode.isEmpty() ? null : postcode.substring(0, 4),
                current == null ? null : current.latitude(),
                current == null ? null : current.longitude(),
                details.wheelchair(),
                details.groupsAtOnce(),
                stripped(details.note()),
                current != null && current.invented(),
                orNull(details.phone()),
                stripped(details.route()));
    }

    /** The key of a name that nothing in this table has yet; nobody else makes one until the end of the transaction. */
    private String freeKey(String table, String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('places.keys'))").query(row -> {});
        String slug = Slugs.of(name, "plek");
        for (int n = 1; ; n++) {
            String key = n == 1 ? slug : slug + "-" + n;
            boolean taken = jdbc.sql("select exists (select 1 from " + table + " where key = ?)")
                    .param(key)
                    .query(Boolean.class)
                    .single();
            if (!taken && !ADDRESSES.contains(key)) {
                return key;
            }
        }
    }

    private Venue get(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }

    private Room room(long id) {
        return venues.findRoom(id).orElseThrow(() -> new NotFound("room " + id));
    }

    private static Bilingual stripped(Bilingual text) {
        return new Bilingual(text.dutch().strip(), text.english().strip());
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
