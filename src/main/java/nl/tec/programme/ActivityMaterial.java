package nl.tec.programme;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;

/** Lesson material for the pages of activities, learning lines and visits. Implemented by the higher-level module that stores it. */
public interface ActivityMaterial {

    /** The moment at which a class uses the material. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /** @param path of its page. @param minutes the duration of the lesson; null: unknown */
    record Material(
            Moment moment,
            Bilingual title,
            String path,
            @Nullable Integer minutes) {}

    /** Finds the material this actor may read, by title; activities without any are absent. @param actor null: a visitor */
    Map<Long, List<Material>> of(Collection<Long> activityIds, @Nullable Actor actor);

    /** Finds the material that is attached to steps of learning lines, like {@link #of}. */
    Map<Long, List<Material>> ofSteps(Collection<Long> stepIds, @Nullable Actor actor);

    /** Finds the material of a visit: that of the activity, and of the steps of published lines that it fulfils for these grades. */
    List<Material> ofVisit(long activityId, Collection<Grade> grades, @Nullable Actor actor);

    default List<Material> of(long activityId, @Nullable Actor actor) {
        return of(List.of(activityId), actor).getOrDefault(activityId, List.of());
    }
}
