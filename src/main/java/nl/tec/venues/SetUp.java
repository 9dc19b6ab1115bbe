package nl.tec.venues;

import java.util.List;
import nl.tec.shared.Bilingual;

/**
 * Equipment that is set up in a room for a while, with the activities that can only be held there and then.
 *
 * @param equipment keys; the set-up has one set of each
 * @param activities by name
 * @param periods earliest first; without those that ended over a month ago
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
