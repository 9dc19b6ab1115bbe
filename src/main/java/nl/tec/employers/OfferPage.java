package nl.tec.employers;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; null: none
 */
public record OfferPage<T>(List<T> rows, @Nullable String next) {

    /** @param read up to one row more than the page size. @param id extracts the cursor of the next page */
    public static <T> OfferPage<T> of(List<T> read, int size, ToLongFunction<T> id) {
        return read.size() > size
                ? new OfferPage<>(read.subList(0, size), String.valueOf(id.applyAsLong(read.get(size - 1))))
                : new OfferPage<>(read, null);
    }
}
