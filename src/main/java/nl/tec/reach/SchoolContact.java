package nl.tec.reach;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The information needed to contact a school.
 *
 * @param email null if unknown
 * @param lastCame the last visit of any class, in any year; null if there was none
 * @param worlds the worlds that any of its classes ever visited
 * @param disadvantage the educational disadvantage score; null if unknown
 * @param metres the distance as the crow flies to the nearest of the hub's own venues; null if unknown
 */
public record SchoolContact(
        long siteId,
        @Nullable String email,
        @Nullable LocalDate lastCame,
        List<World> worlds,
        @Nullable Double disadvantage,
        @Nullable Integer metres) {

    /** The suggested next step. */
    public enum Next {
        /** The school is nearby and never came, or saw all worlds and did not come this year. */
        INVITE,
        /** As {@link #INVITE}, but too far to cycle. */
        OFFER_BUS,
        /** The school came before and has not seen all worlds. */
        SHOW_WORLD,
        /** The school came this year and has seen all worlds. */
        NOTHING
    }

    /** Suggests the next step. @param thisYear whether a class came in the year shown. @param bikeMetres the cycling range of a class */
    public Next next(boolean thisYear, int bikeMetres) {
        if (lastCame != null && !unseen().isEmpty()) {
            return Next.SHOW_WORLD;
        }
        if (thisYear) {
            return Next.NOTHING;
        }
        return metres != null && metres > bikeMetres ? Next.OFFER_BUS : Next.INVITE;
    }

    /** Returns the worlds that none of its classes ever visited. */
    public List<World> unseen() {
        return Arrays.stream(World.values())
                .filter(world -> !worlds.contains(world))
                .toList();
    }
}
