package nl.tec.programme;

import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.World;

/** A learning line (doorlopende leerlijn): what a class does each year, on into secondary education (requirement A7). */
public record LearningLine(long id, String key, Bilingual title, Bilingual description, List<Step> steps) {

    /** One step: in this group, this activity. */
    public record Step(int position, Grade grade, long activityId, String slug, Bilingual activity, World world) {}
}
