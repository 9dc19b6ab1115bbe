package nl.tec.finance.web;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that was read whole, because its sums stand above it.
 *
 * @param further whether it is not the first
 * @param next what the next one comes after; null: this is the last
 * @param all how many lines the list has
 */
public record ListPage<T>(
        List<T> lines, boolean further, @Nullable Long next, int all) {

    /** @param after the key of the last line of the page before it; null, or of no line: the first page */
    static <T> ListPage<T> of(List<T> all, ToLongFunction<T> key, @Nullable Long after, int limit) {
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
