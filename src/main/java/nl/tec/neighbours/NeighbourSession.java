package nl.tec.neighbours;

import nl.tec.shared.Coordinates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * A session of a neighbour where our schools can book from here.
 *
 * @param itemId as the neighbour calls it
 * @param hub the name of the neighbour
 * @param at null: it does not say
 * @param free places, as last read; null: not said
 */
public record NeighbourSession(
        long neighbourId,
        String itemId,
        String hub,
        String city,
        String title,
        String promise,
        String href,
        TimeSlot time,
        String place,
        String town,
        @Nullable Coordinates at,
        @Nullable Integer free) {}
