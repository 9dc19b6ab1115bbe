package nl.tec.reach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A part of a list that is paged by key.
 *
 * @param before whether there are lines before these
 * @param after whether there are lines after these
 */
public record Page<T>(List<T> lines, boolean before, boolean after) {

    /**
     * @param found from the key on, in the direction of reading: up to one more than the limit
     * @param atStart whether it was read from the start of the list, without a key
     * @param backwards whether it was read from the key towards the start
     */
    public static <T> Page<T> of(List<T> found, int limit, boolean atStart, boolean backwards) {
        boolean more = found.size() > limit;
        List<T> lines = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
        if (backwards) {
            Collections.reverse(lines);
        }
        return new Page<>(lines, backwards ? more : !atStart, backwards || more);
    }
}
