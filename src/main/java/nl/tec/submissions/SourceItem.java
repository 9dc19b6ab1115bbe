package nl.tec.submissions;

import java.util.List;
import nl.tec.shared.TimeSlot;

/**
 * An activity in a calendar or a file of a partner: plain text, no mark-up.
 *
 * @param key identifies it across readings
 * @param promise one sentence; empty: derived from the description
 * @param place the name of the place; empty: the default of the source
 * @param url a page about it; empty: unknown
 * @param dates coming dates that are not cancelled, in order of time
 * @param cancelled whether all of it is cancelled
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

    /** @param key identifies it across readings, also when the date moves */
    public record Date(String key, TimeSlot slot) {}

    public SourceItem {
        dates = List.copyOf(dates);
    }
}
