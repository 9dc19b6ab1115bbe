package nl.tec.employers;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the page after it starts; null: there is none
 */
public record OfferPage<T>(List<T> rows, @Nullable String next) {

    /** @param read one more than fit on a page, when there are. @param id by which the next page starts */
    public static <T> OfferPage<T> of(List<T> read, int size, ToLongFunction<T> id) {
        return read.size() > size
                ? new OfferPage<>(read.subList(0, size), String.valueOf(id.applyAsLong(read.get(size - 1))))
                : new OfferPage<>(read, null);
    }
}
