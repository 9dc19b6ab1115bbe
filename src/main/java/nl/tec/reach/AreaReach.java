package nl.tec.reach;

import nl.tec.shared.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * Reach in a neighbourhood: the schools whose postcode begins with the same four digits, or two in a hub with very many
 * neighbourhoods.
 *
 * @param postcode the shared digits; empty for schools without a known postcode
 * @param middle the centre; null if unknown
 * @param schoolsReached the number of schools with at least one class that came
 */
public record AreaReach(
        String postcode,
        @Nullable Coordinates middle,
        long schools,
        long schoolsReached,
        long pupils,
        long pupilsReached) {

    /** Returns the share of pupils reached, between 0 and 1. */
    public double share() {
        return pupils == 0 ? 0 : Math.min(1, (double) pupilsReached / pupils);
    }
}
