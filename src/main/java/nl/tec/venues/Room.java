package nl.tec.venues;

import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A room of a place: something that can be reserved.
 *
 * @param id of the resource it is
 * @param capacity participants; null when nobody knows
 */
public record Room(
        long id,
        String key,
        long venueId,
        Bilingual name,
        @Nullable Integer capacity) {}
