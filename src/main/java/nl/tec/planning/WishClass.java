package nl.tec.planning;

import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A class in the school year of a round, with its wishes and the activities that suit it.
 *
 * @param estimated whether its numbers are estimates, not entered by the school
 * @param isThere false: the school no longer has this class, but a wish of it remains
 * @param options suitable activities, the best first: the next step of a learning line, then worlds new to its pupils, then the rest
 * @param wishes in order of position
 */
public record WishClass(
        String label,
        String level,
        List<Grade> grades,
        int pupils,
        boolean estimated,
        boolean isThere,
        List<Option> options,
        List<SchoolWish> wishes) {

    /**
     * An activity that suits a class.
     *
     * @param line the learning line of the school in which it is a step for this group; null: none
     * @param newWorld whether its world is new to the pupils
     * @param done whether the pupils have done it before
     */
    public record Option(
            long activityId,
            Bilingual title,
            World world,
            @Nullable Bilingual line,
            boolean newWorld,
            boolean done) {}

    public boolean hasWish() {
        return wishes.stream().anyMatch(SchoolWish::isFinished);
    }

    /** Whether something was filled in but no activity chosen. */
    public boolean isUnfinished() {
        return wishes.stream().anyMatch(wish -> !wish.isFinished());
    }

    public @Nullable Option option(long activityId) {
        return options.stream()
                .filter(option -> option.activityId() == activityId)
                .findFirst()
                .orElse(null);
    }

    public SchoolWish wish(int position) {
        return wishes.stream()
                .filter(wish -> wish.position() == position)
                .findFirst()
                .orElse(SchoolWish.blank(label, position));
    }
}
