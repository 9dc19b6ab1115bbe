package nl.tec.venues;

import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A room of a place: something that can be reserved.
 *
 * @param id of the resource it is
 * @param capacity participants; null when nobody knows
 * @param power whether there is power for equipment; null: as its place
 * @param floorM2 free floor in square metres; null when nobody knows
 */
public record Room(
        long id,
        String key,
        long venueId,
        Bilingual name,
        @Nullable Integer capacity,
        @Nullable Boolean power,
        @Nullable Integer floorM2) {

    /** A room of which nobody knows what it offers. */
    public Room(long id, String key, long venueId, Bilingual name, @Nullable Integer capacity) {
        this(id, key, venueId, name, capacity, null, null);
    }
}
