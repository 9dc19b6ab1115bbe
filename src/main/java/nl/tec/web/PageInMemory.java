package nl.tec.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is in memory as a whole, because its totals are shown too.
 *
 * @param before whether it is not the first page
 * @param next the cursor of the next page; null if this is the last
 * @param total the number of rows of the list
 */
public record PageInMemory<T>(
        List<T> rows, boolean before, @Nullable String next, int total) {

    /** @param after the key of the last row of the previous page; the first page if it is empty or unknown */
    public static <T> PageInMemory<T> of(List<T> all, Function<T, Object> key, String after, int limit) {
        int from = 0;
        for (int at = 0; !after.isEmpty() && at < all.size(); at++) {
            if (key.apply(all.get(at)).toString().equals(after)) {
                from = at + 1;
            }
        }
        List<T> rows = all.subList(from, Math.min(all.size(), from + limit));
        boolean last = from + limit >= all.size();
        return new PageInMemory<>(
                rows,
                from > 0,
                last ? null : key.apply(rows.get(rows.size() - 1)).toString(),
                all.size());
    }
}
