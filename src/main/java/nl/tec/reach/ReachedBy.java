package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * Distinct pupils who had come with their class by a day.
 *
 * @param population of the period; null: nobody knows it
 */
public record ReachedBy(long pupils, @Nullable Population population) {}
