package nl.tec.planning;

import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A class of the school year of a round, with what it wishes and what suits it.
 *
 * @param estimated its numbers are not the school's own
 * @param isThere false: the school has no such class any more, but a wish of it is left
 * @param options what suits, the best first: the next step of a learning line, then worlds its pupils have not seen, then the rest
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
     * @param line the learning line of the school of which it fills a step of this group; null: of none
     * @param newWorld whether its pupils have not seen its world yet
     * @param done whether its pupils did it before
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
