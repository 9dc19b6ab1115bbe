package nl.tec.venues;

import java.util.List;
import java.util.Optional;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.internal.VenueQueries;
import nl.tec.venues.internal.VenueStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads venues, rooms, equipment and buses. */
@Service
public class Venues {

    /**
     * A postcode area as a point on the map.
     *
     * @param label the postcode area around the point
     */
    public record Area(String label, double latitude, double longitude) {}

    private final VenueQueries queries;
    private final VenueStore store;
    private final VenueNames names;

    Venues(VenueQueries queries, VenueStore store, VenueNames names) {
        this.queries = queries;
        this.store = store;
        this.names = names;
    }

    public Optional<Venue> find(long id) {
        return queries.venue(id);
    }

    /** Finds a venue by its key in addresses. */
    public Optional<Venue> find(String key) {
        return queries.venue(key);
    }

    public Optional<Room> findRoom(long id) {
        return queries.room(id);
    }

    /** Returns the venues in use, by name. */
    public List<Venue> list() {
        return queries.venues();
    }

    /** Returns the postcode areas of the venues and those around them, at most {@code limit}. */
    public List<Area> areas(int limit) {
        return queries.areas(limit);
    }

    /** Returns all rooms in use, by venue and name. */
    public List<Room> rooms() {
        return queries.rooms();
    }

    /** Returns all equipment, by name. */
    public List<Equipment> equipment() {
        return queries.equipment();
    }

    public Optional<Equipment> findEquipment(String key) {
        return queries.equipment(key);
    }

    public Optional<Bus> findBus(String key) {
        return queries.bus(key);
    }

    /** Returns all buses by name, including future and former ones. */
    public List<Bus> buses() {
        return queries.buses();
    }

    /** Returns the buses with enough seats that are free in all of the slot, the smallest first. */
    public List<Bus> freeBuses(TimeSlot during, int people) {
        return queries.freeBuses(during, people);
    }

    /**
     * Adds a venue, or changes the one with this key. Its known position (latitude, longitude) is kept if the given venue
     * has none.
     *
     * @param venue its id is ignored
     * @return its id
     */
    @Transactional
    public long put(Venue venue) {
        names.changed();
        return store.put(venue);
    }

    /** Raises the number of groups that a venue takes at once, outside its rooms, to at least this number. */
    public void raiseGroupsAtOnce(long venueId, int groups) {
        store.raiseGroupsAtOnce(venueId, groups);
    }

    /** Adds a room, or changes the one with this key; its id is ignored. Returns its id. */
    @Transactional
    public long put(Room room) {
        names.changed();
        return store.put(room);
    }

    /** Adds equipment with its sets, or changes it. Sets above the number are taken out of use. */
    @Transactional
    public void put(Equipment equipment) {
        store.put(equipment);
    }

    /** Adds a bus, or changes the one with this key; its id is ignored. Returns its id. */
    public long put(Bus bus) {
        return store.put(bus);
    }
}
