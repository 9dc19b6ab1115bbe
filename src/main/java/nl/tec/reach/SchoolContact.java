package nl.tec.reach;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The information for somebody who wants to reach a school.
 *
 * @param email of the school; null: not known
 * @param lastCame of any class, in any year; null: never
 * @param worlds that a class of it ever came to
 * @param disadvantage the score for educational disadvantage; null: not known
 * @param metres as the crow flies to the nearest venue of the hub itself; null: not known
 */
public record SchoolContact(
        long siteId,
        @Nullable String email,
        @Nullable LocalDate lastCame,
        List<World> worlds,
        @Nullable Double disadvantage,
        @Nullable Integer metres) {

    /** The one thing to do next. */
    public enum Next {
        /** It never came, or saw everything and did not come this year; it is near. */
        INVITE,
        /** The same, but it is too far to cycle. */
        OFFER_BUS,
        /** The school came before and has not seen all worlds. */
        SHOW_WORLD,
        /** The school came this year and has seen all worlds. */
        NOTHING
    }

    /** @param thisYear whether a class came in the year that is looked at. @param bikeMetres how far a class cycles */
    public Next next(boolean thisYear, int bikeMetres) {
        if (lastCame != null && !unseen().isEmpty()) {
            return Next.SHOW_WORLD;
        }
        if (thisYear) {
            return Next.NOTHING;
        }
        return metres != null && metres > bikeMetres ? Next.OFFER_BUS : Next.INVITE;
    }

    /** The worlds that no class of it ever came to. */
    public List<World> unseen() {
        return Arrays.stream(World.values())
                .filter(world -> !worlds.contains(world))
                .toList();
    }
}
