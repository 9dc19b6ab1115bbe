package nl.tec.venues;

import java.util.List;
import nl.tec.shared.Bilingual;

/**
 * Equipment that stands in a room for a while, and the activities that can only be held there and then.
 *
 * @param equipment keys; a set of each is in it while it stands
 * @param activities by name
 * @param periods the first to come first; none that was over a month ago
 */
public record SetUp(
        long id,
        Bilingual name,
        int version,
        List<String> equipment,
        List<Needing> activities,
        List<SetUpPeriod> periods) {

    /** An activity that needs it. */
    public record Needing(long activityId, Bilingual title) {}
}
