package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * Distinct pupils who had come with their class by a day.
 *
 * @param population of the period; null: nobody knows it
 * @param unrecorded visits up to that day of which nobody recorded who came
 */
public record ReachedBy(long pupils, @Nullable Population population, long unrecorded) {}
