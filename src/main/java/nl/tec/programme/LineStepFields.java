package nl.tec.programme;

import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;

/**
 * The editable fields of a step of a learning line, as in {@link LearningLine.Step}.
 *
 * @param activities ids
 * @param goals codes of curriculum goals
 */
public record LineStepFields(
        Sector sector,
        int from,
        int to,
        Bilingual title,
        Bilingual aim,
        Bilingual before,
        Bilingual after,
        List<Long> activities,
        List<String> goals) {

    public static LineStepFields of(LearningLine.Step step) {
        return new LineStepFields(
                step.sector(),
                step.from(),
                step.to(),
                step.title(),
                step.aim(),
                step.before(),
                step.after(),
                step.activityIds(),
                step.goals());
    }
}
