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
        /** It never came, and is near. */
        INVITE,
        /** It never came, and is too far to cycle. */
        OFFER_BUS,
        /** It came, and there is a world that it never saw. */
        SHOW_WORLD,
        NOTHING
    }

    /** @param bikeMetres how far a class cycles */
    public Next next(int bikeMetres) {
        if (lastCame == null) {
            return metres != null && metres > bikeMetres ? Next.OFFER_BUS : Next.INVITE;
        }
        return unseen().isEmpty() ? Next.NOTHING : Next.SHOW_WORLD;
    }

    /** The worlds that no class of it ever came to. */
    public List<World> unseen() {
        return Arrays.stream(World.values())
                .filter(world -> !worlds.contains(world))
                .toList();
    }
}
