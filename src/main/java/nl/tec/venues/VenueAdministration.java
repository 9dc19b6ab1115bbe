package nl.tec.venues;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Savepoint;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.PlainText;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.internal.VenueCheck;
import nl.tec.venues.internal.VenueQueries;
import nl.tec.venues.internal.VenueStore;
import nl.tec.venues.internal.VenueStore.BusToCome;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adding, changing and ending venues, rooms, equipment and buses; for programme managers. A command returns the key. The caller checks
 * authorisation. What has ended is kept, because visits refer to it, but can't be chosen any more.
 */
@Service
public class VenueAdministration {

    /** Keys that are addresses of pages. */
    private static final Set<String> ADDRESSES = Set.of("nieuw", "materiaal", "bus");

    /** The details of a venue, as entered; texts may be empty, never null. */
    public record VenueDetails(
            @Nullable VenueKind kind,
            Bilingual name,
            String street,
            String postcode,
            String town,
            boolean wheelchair,
            int groupsAtOnce,
            Bilingual note,
            String phone,
            Bilingual route,
            @Nullable Boolean power,
            @Nullable Integer floorM2) {}

    /** @param capacity participants; null: unknown */
    public record RoomDetails(
            Bilingual name,
            @Nullable Integer capacity,
            @Nullable Boolean power,
            @Nullable Integer floorM2) {}

    public record EquipmentDetails(
            @Nullable EquipmentKind kind,
            Bilingual name,
            int sets,
            boolean needsPower,
            @Nullable Integer needsM2,
            @Nullable Integer travelMinutes) {}

    /**
     * @param from the first day of use; null: always
     * @param until the first day after its use; null: unknown
     */
    public record BusDetails(
            Bilingual name,
            int seats,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /**
     * The use of a room or a set of equipment, in this slot or a part of it.
     *
     * @param purpose null: out of use
     */
    public record Use(Bilingual name, TimeSlot during, VenueUser.@Nullable Purpose purpose) {}

    private final Venues venues;
    private final VenueQueries queries;
    private final VenueStore store;
    private final Savepoint savepoint;
    private final Clock clock;
    private final Audit audit;
    private final ObjectProvider<VenueUser> users;

    VenueAdministration(
            Venues venues,
            VenueQueries queries,
            VenueStore store,
            Savepoint savepoint,
            Clock clock,
            Audit audit,
            ObjectProvider<VenueUser> users) {
        this.venues = venues;
        this.queries = queries;
        this.store = store;
        this.savepoint = savepoint;
        this.clock = clock;
        this.audit = audit;
        this.users = users;
    }

    /**
     * Changes a venue, or adds one. Refused while more groups are coming at once than it would take.
     *
     * @param key null: a new venue
     * @throws NotFound when there is no venue with this key
     */
    @Transactional
    public Outcome<String> save(@Nullable String key, VenueDetails details, Actor by) {
        Venue current = key == null ? null : venue(key);
        if (current != null && !store.lockInUse(current)) {
            return Outcome.refused(new Problems().add("", "venues.check.ended"));
        }
        Problems problems = VenueCheck.of(details);
        if (current != null && details.groupsAtOnce() < current.groupsAtOnce()) {
            int reserved = store.groupsToCome(current.id(), details.groupsAtOnce(), clock.instant());
            problems.addIf(reserved > 0, VenueFields.GROUPS_AT_ONCE, "venues.check.groupsToCome", reserved);
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String stored = key == null ? unusedKey("venue", details.name().dutch()) : key;
        Venue venue = venue(stored, details, current);
        return savepoint.keepIfDone(() -> {
            long id = venues.put(venue);
            int misfits = store.misfits(id, null, null);
            if (misfits > 0) {
                return Outcome.refused(new Problems().add(VenueFields.POWER, "venues.check.misfits", misfits));
            }
            if (current != null && moved(current, venue)) {
                store.clearPosition(id);
            }
            audit.add(by, key == null ? "PLACE_CREATED" : "PLACE_CHANGED", "PLACE", id);
            return Outcome.done(stored);
        });
    }

    /** Whether a venue moved: its position is outdated, and until the new one is known, distances are based on the postcode area. */
    private static boolean moved(Venue from, Venue to) {
        return !Objects.equals(from.street(), to.street()) || !Objects.equals(area(from), area(to));
    }

    private static @Nullable String area(Venue venue) {
        return venue.postcode() == null ? venue.pc4() : venue.postcode();
    }

    /** Ends the use of a venue with its rooms. Refused while something is planned there, such as a session ({@link VenueUser}). */
    @Transactional
    public Outcome<String> end(String key, Actor by) {
        Venue venue = venue(key);
        store.lockInUse(venue);
        int others = store.othersToCome(venue.id(), clock.instant()); // first, as it locks
        int toCome = others
                + users.stream().mapToInt(user -> user.toCome(venue.id())).sum();
        if (toCome > 0) {
            return Outcome.refused(new Problems().add("", "venues.check.toCome", toCome));
        }
        store.end(venue, Dates.today(clock));
        audit.add(by, "PLACE_ENDED", "PLACE", venue.id());
        return Outcome.done(key);
    }

    /** @param id null: a new room */
    @Transactional
    public Outcome<String> saveRoom(Venue venue, @Nullable Long id, RoomDetails details, Actor by) {
        Problems problems = VenueCheck.of(details);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Room current = id == null ? null : room(id);
        if (!store.lockInUse(venue) || current != null && !store.lockInUse(current)) {
            return Outcome.refused(new Problems().add("", "venues.check.ended"));
        }
        String key = current == null
                ? unusedKey("resource", venue.key() + " " + details.name().dutch())
                : current.key();
        Room room =
                new Room(0, key, venue.id(), details.name(), details.capacity(), details.power(), details.floorM2());
        return savepoint.keepIfDone(() -> {
            long stored = venues.put(room);
            int misfits = store.misfits(null, stored, null);
            if (misfits > 0) {
                return Outcome.refused(new Problems().add(VenueFields.POWER, "venues.check.misfits", misfits));
            }
            audit.add(by, id == null ? "ROOM_CREATED" : "ROOM_CHANGED", "ROOM", stored);
            return Outcome.done(key);
        });
    }

    /** Ends the use of a room; refused while it is reserved for something to come. */
    @Transactional
    public Outcome<String> endRoom(long id, Actor by) {
        Room room = room(id);
        int reserved = store.roomToCome(id, clock.instant());
        if (reserved > 0) {
            return Outcome.refused(new Problems().add("", "venues.check.roomToCome", reserved));
        }
        store.end(room, Dates.today(clock));
        audit.add(by, "ROOM_ENDED", "ROOM", id);
        return Outcome.done(room.key());
    }

    /**
     * Adds or changes equipment. Sets above the number are taken out of use; refused while one of them is reserved for something to come.
     *
     * @param key null: new equipment
     */
    @Transactional
    public Outcome<String> save(@Nullable String key, EquipmentDetails details, Actor by) {
        Problems problems = VenueCheck.of(details);
        if (key != null) {
            if (venues.findEquipment(key).isEmpty()) {
                throw new NotFound("equipment " + key);
            }
            int reserved = store.setsToCome(key, details.sets(), clock.instant());
            problems.addIf(reserved > 0, VenueFields.SETS, "venues.check.setsToCome", reserved);
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String stored = key == null ? unusedKey("equipment", details.name().dutch()) : key;
        Equipment equipment = new Equipment(
                stored,
                Objects.requireNonNull(details.kind()),
                details.name(),
                details.sets(),
                details.needsPower(),
                details.needsM2(),
                details.travelMinutes());
        return savepoint.keepIfDone(() -> {
            venues.put(equipment);
            int misfits = store.misfits(null, null, stored);
            if (misfits > 0) {
                return Outcome.refused(new Problems().add(VenueFields.FLOOR, "venues.check.misfits", misfits));
            }
            audit.add(by, key == null ? "EQUIPMENT_CREATED" : "EQUIPMENT_CHANGED", "EQUIPMENT", store.firstSet(stored));
            return Outcome.done(stored);
        });
    }

    /**
     * Adds or changes a bus. Refused while it is reserved for more people than it would seat, or for a day on which it is not in use.
     *
     * @param key null: a new bus
     */
    @Transactional
    public Outcome<String> save(@Nullable String key, BusDetails details, Actor by) {
        // serialises with concurrent reservations
        Long id = key == null ? null : store.lockBus(key).orElseThrow(() -> new NotFound("bus " + key));
        Problems problems = VenueCheck.of(details);
        if (id != null && !problems.any()) {
            BusToCome toCome = store.busToCome(id, details, clock.instant());
            problems.addIf(toCome.tooMany() > 0, VenueFields.SEATS, "venues.check.seatsToCome", toCome.tooMany());
            problems.addIf(toCome.tooEarly() > 0, VenueFields.FROM, "venues.check.busToCome", toCome.tooEarly());
            problems.addIf(toCome.tooLate() > 0, VenueFields.UNTIL, "venues.check.busToCome", toCome.tooLate());
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String stored = key == null ? unusedKey("resource", details.name().dutch()) : key;
        long bus = venues.put(new Bus(0, stored, details.name(), details.seats(), details.from(), details.until()));
        audit.add(by, key == null ? "BUS_CREATED" : "BUS_CHANGED", "BUS", bus);
        return Outcome.done(stored);
    }

    /** Finds the use of rooms and equipment, in order of time. */
    public List<Use> inUse(TimeSlot during) {
        Map<Long, VenueUser.Purpose> sessions = new HashMap<>();
        users.forEach(user -> sessions.putAll(user.sessions(during)));
        return queries.inUse(during, sessions);
    }

    private static Venue venue(String key, VenueDetails details, @Nullable Venue current) {
        String typed = details.postcode().strip();
        Optional<String> postcode = Postcode.parse(typed);
        return new Venue(
                0,
                key,
                Objects.requireNonNull(details.kind()),
                details.name(),
                current == null ? null : current.organisationId(),
                PlainText.orNull(details.street()),
                postcode.map(whole -> whole.replace(" ", "")).orElse(null),
                PlainText.orNull(details.town()),
                postcode.map(Postcode::digits).orElse(PlainText.orNull(typed)),
                current == null ? null : current.latitude(),
                current == null ? null : current.longitude(),
                details.wheelchair(),
                details.groupsAtOnce(),
                details.note(),
                current != null && current.invented(),
                PlainText.orNull(details.phone()),
                details.route(),
                details.power(),
                details.floorM2());
    }

    /** Returns an unused key for a name in this table, locked against concurrent use until the transaction ends. */
    private String unusedKey(String table, String name) {
        store.lockKeys();
        return Slugs.firstFree(
                Slugs.of(name, "plek"),
                free -> Optional.of(free).filter(key -> !ADDRESSES.contains(key) && !store.isTaken(table, key)));
    }

    private Venue venue(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }

    private Room room(long id) {
        return venues.findRoom(id).orElseThrow(() -> new NotFound("room " + id));
    }
}
