package nl.tec.bookings.web;

import java.util.List;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityMaterial.Material;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.CurriculumGoal;
import nl.tec.shared.Bilingual;

/**
 * The lessons around a visit, with the goals they work on and the material for them.
 *
 * @param goals the numbers of the curriculum goals, such as {@code 45} or {@code 30A}
 */
public record Lessons(Bilingual before, Bilingual after, List<String> goals, List<Material> material) {

    static Lessons of(Activity activity, List<CurriculumGoal> goals, List<Material> material) {
        return new Lessons(
                activity.details().words().before(),
                activity.details().words().after(),
                goals.stream().map(CurriculumGoal::number).toList(),
                material);
    }

    /** Returns the material that is used before the visit, or after it. */
    public List<Material> material(Moment moment) {
        return material.stream().filter(one -> one.moment() == moment).toList();
    }
}
