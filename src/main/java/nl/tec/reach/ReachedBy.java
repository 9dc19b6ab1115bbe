package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * The number of distinct pupils who had come with their class by a given day.
 *
 * @param population the population in the period; null if unknown
 */
public record ReachedBy(long pupils, @Nullable Population population) {}
