package nl.tec.venues;

import java.util.List;
import java.util.Optional;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.internal.VenueQueries;
import nl.tec.venues.internal.VenueStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The places, rooms, equipment and buses there are. */
@Service
public class Venues {

    /**
     * A point in the country.
     *
     * @param label the postcode area it is the middle of
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

    /** By its key, as in addresses. */
    public Optional<Venue> find(String key) {
        return queries.venue(key);
    }

    public Optional<Room> findRoom(long id) {
        return queries.room(id);
    }

    /** Those in use, by name. */
    public List<Venue> list() {
        return queries.venues();
    }

    /** The postcode areas of the places there are, and those around them, up to these many. */
    public List<Area> areas(int limit) {
        return queries.areas(limit);
    }

    /** All rooms in use, by place and name. */
    public List<Room> rooms() {
        return queries.rooms();
    }

    /** All equipment, by name. */
    public List<Equipment> equipment() {
        return queries.equipment();
    }

    public Optional<Equipment> findEquipment(String key) {
        return queries.equipment(key);
    }

    public Optional<Bus> findBus(String key) {
        return queries.bus(key);
    }

    /** All buses by name, also those that are not there yet or not any more. */
    public List<Bus> buses() {
        return queries.buses();
    }

    /** The buses that seat so many people and are free all that time, the smallest first. */
    public List<Bus> freeBuses(TimeSlot during, int people) {
        return queries.freeBuses(during, people);
    }

    /**
     * Makes the place, or changes the one with this key. What is already there of its position (latitude, longitude) stays
     * when the given one has none.
     *
     * @param venue its id is ignored
     * @return its id
     */
    @Transactional
    public long put(Venue venue) {
        names.changed();
        return store.put(venue);
    }

    /** From now on the place takes at least so many groups at once, outside its rooms. */
    public void takeAtOnce(long venueId, int groups) {
        store.takeAtOnce(venueId, groups);
    }

    /** Makes the room, or changes the one with this key; its id is ignored. Returns its id. */
    @Transactional
    public long put(Room room) {
        names.changed();
        return store.put(room);
    }

    /** Makes the equipment and its sets, or changes it. Sets above the number are taken out of use. */
    @Transactional
    public void put(Equipment equipment) {
        store.put(equipment);
    }

    /** Makes the bus, or changes the one with this key; its id is ignored. Returns its id. */
    public long put(Bus bus) {
        return store.put(bus);
    }
}
