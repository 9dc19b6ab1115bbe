package nl.tec.bookings.web;

import java.util.List;
import nl.tec.programme.Activity;
import nl.tec.programme.CurriculumGoal;
import nl.tec.shared.Bilingual;

/**
 * The lessons around a visit, in the words of the activity, with the goals they work on.
 *
 * @param goals the numbers of the curriculum goals, such as {@code 45} or {@code 30A}
 */
public record Lessons(Bilingual before, Bilingual after, List<String> goals) {

    static Lessons of(Activity activity, List<CurriculumGoal> goals) {
        return new Lessons(
                activity.details().words().before(),
                activity.details().words().after(),
                goals.stream().map(CurriculumGoal::number).toList());
    }
}
