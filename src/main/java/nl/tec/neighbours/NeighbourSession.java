package nl.tec.neighbours;

import nl.tec.shared.Coordinates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * A session of a neighbour that our schools can book from here.
 *
 * @param itemId its id at the neighbour
 * @param hub the name of the neighbour
 * @param at null: unknown
 * @param free number of places at the last reading; null: unknown
 */
public record NeighbourSession(
        long neighbourId,
        String itemId,
        String hub,
        String title,
        String href,
        TimeSlot time,
        String place,
        @Nullable Coordinates at,
        @Nullable Integer free) {}
