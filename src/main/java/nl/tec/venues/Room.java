package nl.tec.venues;

import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A room of a venue, which can be reserved.
 *
 * @param id of its resource
 * @param capacity participants; null: unknown
 * @param power whether it has a power supply for equipment; null: as its venue
 * @param floorM2 free floor space in square metres; null: unknown
 */
public record Room(
        long id,
        String key,
        long venueId,
        Bilingual name,
        @Nullable Integer capacity,
        @Nullable Boolean power,
        @Nullable Integer floorM2) {

    /** Makes a room with unknown facilities. */
    public Room(long id, String key, long venueId, Bilingual name, @Nullable Integer capacity) {
        this(id, key, venueId, name, capacity, null, null);
    }
}
