package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * The pupils enrolled in a band in the municipalities of the hub (rules 2.7).
 *
 * @param low the lower bound, where the public count is masked
 * @param high the upper bound
 * @param provisional whether it is not the final count of the year
 * @param countedIn the year of the oldest count of 1 October included, if not the year itself; null if all counts are of
 *     the year
 */
public record Population(
        long pupils,
        long low,
        long high,
        boolean provisional,
        @Nullable Integer countedIn) {}
