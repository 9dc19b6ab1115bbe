package nl.tec.programme;

import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of the programme; null: doesn't matter.
 *
 * @param place key of the place
 * @param free only what still has room
 */
public record Selection(
        @Nullable Who who,
        @Nullable World world,
        @Nullable ActivityKind kind,
        @Nullable String place,
        ActivityDetails.@Nullable Takes takes,
        boolean free) {

    public static final Selection ALL = new Selection(null, null, null, null, null, false);
}
