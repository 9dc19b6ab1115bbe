package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * A band in a period, in the municipalities of the hub.
 *
 * @param cohorts pupils by rules 2.2 to 2.4, before the cap by the population
 * @param population null when there is no count
 * @param children who signed up themselves and may be the same pupils (rules 2.5)
 */
public record BandReach(Reached cohorts, @Nullable Population population, Children children) {

    /**
     * An upper bound of the children who came individually.
     *
     * @param guessed the number whose group is only inferred from their age
     */
    public record Children(long most, long guessed) {}

    /** Returns the number of distinct pupils, capped at the population. */
    public long reached() {
        return population == null ? cohorts.pupils() : Math.min(cohorts.pupils(), population.pupils());
    }

    /** Returns the excess over the population. */
    public long cut() {
        return cohorts.pupils() - reached();
    }
}
