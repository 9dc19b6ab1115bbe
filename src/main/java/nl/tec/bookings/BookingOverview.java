package nl.tec.bookings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nl.tec.bookings.BookingFilter.Order;
import nl.tec.bookings.internal.BookingListQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lists of class bookings, filtered and paged by key (the time of the session and the booking). */
@Service
public class BookingOverview {

    /**
     * A page.
     *
     * @param previous,next keys of the pages before and after; null: none
     * @param alike whether nothing has the words of the filter, so that these only look like them
     */
    public record Page(
            List<BookingRow> rows,
            @Nullable String previous,
            @Nullable String next,
            boolean alike) {}

    private final BookingListQueries bookings;

    BookingOverview(BookingListQueries bookings) {
        this.bookings = bookings;
    }

    /**
     * Returns a page by the time of the sessions.
     *
     * @param after the key of the row before the page; null: at the beginning
     * @param before the key of the row after the page, when somebody pages back
     */
    public Page page(BookingFilter filter, @Nullable String after, @Nullable String before, int size) {
        return page(filter, Order.TIME, after, before, size);
    }

    /** @param after,before as of {@link #page(BookingFilter, String, String, int)} */
    public Page page(BookingFilter filter, Order order, @Nullable String after, @Nullable String before, int size) {
        boolean back = before != null;
        boolean alike = !filter.text().isBlank()
                && bookings.list(filter, false, order, null, false, 1).isEmpty();
        List<BookingRow> rows =
                new ArrayList<>(bookings.list(filter, alike, order, back ? before : after, back, size + 1));
        boolean more = rows.size() > size;
        if (more) {
            rows.remove(size);
        }
        if (back) {
            Collections.reverse(rows);
        }
        boolean hasPrevious = back ? more : after != null;
        boolean hasNext = back || more;
        return rows.isEmpty()
                ? new Page(rows, null, null, false)
                : new Page(
                        rows,
                        hasPrevious ? rows.get(0).key() : null,
                        hasNext ? rows.get(rows.size() - 1).key() : null,
                        alike);
    }
}
