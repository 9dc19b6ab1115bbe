package nl.tec.reach;

import nl.tec.shared.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * The schools in a neighbourhood: those whose postcode begins with the same four digits; with the same two in a hub with very many
 * neighbourhoods.
 *
 * @param postcode these digits; empty: of schools whose postcode is not known
 * @param middle null: not known where that is
 * @param schoolsReached those of which a class came
 */
public record AreaReach(
        String postcode,
        @Nullable Coordinates middle,
        long schools,
        long schoolsReached,
        long pupils,
        long pupilsReached) {

    /** Between 0 and 1. */
    public double share() {
        return pupils == 0 ? 0 : Math.min(1, (double) pupilsReached / pupils);
    }
}
