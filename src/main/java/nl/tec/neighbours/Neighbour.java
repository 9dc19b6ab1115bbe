package nl.tec.neighbours;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hub of another city.
 *
 * @param organisationId in the register of organisations
 * @param address its origin, such as {@code https://techniek.example}
 * @param on whether it is read and shown
 * @param readAt when all of its programme was last read; null: never
 * @param failedSince since when it can't be read; null: it can
 * @param activities how many we show
 * @param skipped items of the last reading that could not be understood
 * @param figuresAt when its results were last read; null: never
 * @param theirKeyAt since when we have the key that it gave us; null: we have none
 */
public record Neighbour(
        long id,
        long organisationId,
        String name,
        String city,
        String address,
        boolean on,
        @Nullable Instant readAt,
        @Nullable NeighbourFailure failure,
        @Nullable Instant failedSince,
        @Nullable Instant nextAt,
        int activities,
        int sessions,
        int skipped,
        @Nullable Instant figuresAt,
        @Nullable Instant theirKeyAt) {}
