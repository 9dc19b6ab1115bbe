package nl.tec.reach;

import org.jspecify.annotations.Nullable;

/**
 * The reach of a band in a period, in the municipalities of the hub.
 *
 * @param cohorts the pupils by rules 2.2 to 2.4, before the cap by the population
 * @param population null if there is no count
 * @param children the children who signed up individually, possibly the same pupils (rules 2.5)
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
