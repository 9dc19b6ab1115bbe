package nl.tec.participation.web;

import java.util.List;
import java.util.Set;
import nl.tec.programme.Activity;
import nl.tec.programme.CurriculumGoal;
import nl.tec.shared.Bilingual;

/**
 * The lessons around a visit, with the goals they work on.
 *
 * @param goals numbers as teachers say them: {@code 45}, {@code 30A}
 */
public record Lessons(Bilingual before, Bilingual after, List<String> goals) {

    static Lessons of(Activity activity, List<CurriculumGoal> goals) {
        Set<String> codes = Set.copyOf(activity.details().goals());
        return new Lessons(
                activity.details().words().before(),
                activity.details().words().after(),
                goals.stream()
                        .filter(goal -> codes.contains(goal.code()))
                        .map(CurriculumGoal::number)
                        .toList());
    }
}
