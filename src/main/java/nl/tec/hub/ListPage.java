package nl.tec.hub;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is in memory as a whole, because its totals are shown too.
 *
 * @param further whether it is not the first page
 * @param next the cursor of the next page; null if this is the last
 * @param all the number of lines of the list
 */
public record ListPage<T>(
        List<T> lines, boolean further, @Nullable Long next, int all) {

    /** @param after the key of the last line of the previous page; the first page if it is null or unknown */
    public static <T> ListPage<T> of(List<T> all, ToLongFunction<T> key, @Nullable Long after, int limit) {
        int from = 0;
        for (int at = 0; after != null && at < all.size(); at++) {
            if (key.applyAsLong(all.get(at)) == after) {
                from = at + 1;
            }
        }
        List<T> lines = all.subList(from, Math.min(all.size(), from + limit));
        boolean last = from + limit >= all.size();
        return new ListPage<>(lines, from > 0, last ? null : key.applyAsLong(lines.get(lines.size() - 1)), all.size());
    }
}
