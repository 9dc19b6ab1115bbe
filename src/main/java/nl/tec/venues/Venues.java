package nl.tec.venues;

import java.util.List;
import java.util.Optional;
import nl.tec.shared.TimeSlot;

/** The places, rooms, equipment and buses there are. */
public interface Venues {

    Optional<Venue> find(long id);

    /** By its key, as in addresses. */
    Optional<Venue> find(String key);

    Optional<Room> findRoom(long id);

    /** Those in use, by name. */
    List<Venue> list();

    /**
     * A point in the country.
     *
     * @param label the postcode area it is the middle of
     */
    record Area(String label, double latitude, double longitude) {}

    /** The postcode areas of the places there are, and those around them, up to these many. */
    List<Area> areas(int limit);

    /** All rooms in use, by place and name. */
    List<Room> rooms();

    /** All equipment, by name. */
    List<Equipment> equipment();

    /** All buses by name, also those that are not there yet or not any more. */
    List<Bus> buses();

    /** The buses that seat so many people and are free all that time, the smallest first. */
    List<Bus> freeBuses(TimeSlot during, int people);

    /**
     * Makes the place, or changes the one with this key. What is already there of its position (latitude, longitude) stays
     * when the given one has none.
     *
     * @param venue its id is ignored
     * @return its id
     */
    long put(Venue venue);

    /** From now on the place takes at least so many groups at once, outside its rooms. */
    void takeAtOnce(long venueId, int groups);

    /** Makes the room, or changes the one with this key; its id is ignored. Returns its id. */
    long put(Room room);

    /** Makes the equipment and its sets, or changes it. Sets above the number are taken out of use. */
    void put(Equipment equipment);

    /** Makes the bus, or changes the one with this key; its id is ignored. Returns its id. */
    long put(Bus bus);
}
