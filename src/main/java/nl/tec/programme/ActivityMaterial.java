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

    /** Finds what this actor may read of activities, by title; those without any are left out. @param actor null: a visitor */
    Map<Long, List<Material>> of(Collection<Long> activityIds, @Nullable Actor actor);

    /** As {@link #of}, of steps of learning lines: what belongs to a step itself, and not to an activity that fills it. */
    Map<Long, List<Material>> ofSteps(Collection<Long> stepIds, @Nullable Actor actor);

    /** Finds what a class of these grades uses with this activity: its material, and that of the steps of published lines it fills. */
    List<Material> ofVisit(long activityId, Collection<Grade> grades, @Nullable Actor actor);

    default List<Material> of(long activityId, @Nullable Actor actor) {
        return of(List.of(activityId), actor).getOrDefault(activityId, List.of());
    }
}
