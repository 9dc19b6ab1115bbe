package nl.tec.neighbours;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hub of another city.
 *
 * @param organisationId in the register of organisations
 * @param address its origin, such as {@code https://techniek.example}
 * @param on whether it is read and shown
 * @param readAt time of the last complete reading of its programme; null: never
 * @param failedSince time since which it can't be read; null: it can
 * @param activities number of activities that we show
 * @param skipped number of items of the last reading that were invalid
 * @param figuresAt time of the last reading of its results; null: never
 * @param theirKeyAt time since which we have its API key for us; null: we have none
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
