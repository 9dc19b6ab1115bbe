package nl.tec.submissions;

import java.util.List;
import nl.tec.shared.TimeSlot;

/**
 * An activity as a calendar or a file of a partner has it: plain text, no mark-up.
 *
 * @param key the same each time it is read: how it is recognised
 * @param promise one sentence; empty: made of the description
 * @param place the name of the place; empty: as the source says for all
 * @param url where there is more about it; empty: unknown
 * @param dates those that go on, in order of time, from now on
 * @param cancelled it is called off as a whole
 */
public record SourceItem(
        String key,
        String title,
        String promise,
        String description,
        String place,
        String url,
        List<Date> dates,
        boolean cancelled) {

    /** @param key the same each time it is read, also when the date moves */
    public record Date(String key, TimeSlot slot) {}

    public SourceItem {
        dates = List.copyOf(dates);
    }
}
