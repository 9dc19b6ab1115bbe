package nl.tec.hub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A page of a list with keyset pagination.
 *
 * @param before whether there are rows before these
 * @param after whether there are rows after these
 */
public record ListPage<T>(List<T> rows, boolean before, boolean after) {

    /**
     * Makes a page of the rows read.
     *
     * @param found the rows from the key on, in reading direction: up to one more than the limit
     * @param atStart whether reading began at the start of the list, without a key
     * @param backwards whether reading went from the key towards the start
     */
    public static <T> ListPage<T> of(List<T> found, int limit, boolean atStart, boolean backwards) {
        boolean more = found.size() > limit;
        List<T> rows = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
        if (backwards) {
            Collections.reverse(rows);
        }
        return new ListPage<>(rows, backwards ? more : !atStart, backwards || more);
    }
}
