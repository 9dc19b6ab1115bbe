package nl.tec.reach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A page of a list with keyset pagination.
 *
 * @param before whether there are lines before these
 * @param after whether there are lines after these
 */
public record Page<T>(List<T> lines, boolean before, boolean after) {

    /**
     * Makes a page of the lines read.
     *
     * @param found the lines from the key on, in reading direction: up to one more than the limit
     * @param atStart whether reading began at the start of the list, without a key
     * @param backwards whether reading went from the key towards the start
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
