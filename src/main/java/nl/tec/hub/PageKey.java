package nl.tec.hub;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A keyset pagination key: the page starts after, or ends before, the row with this sort value and id. In URLs it is written
 * {@code na_VALUE_ID} or {@code voor_VALUE_ID}; anything else means the beginning.
 *
 * @param forward whether the page comes after the row; otherwise before it
 */
public record PageKey(boolean forward, BigDecimal value, long id) {

    private static final Pattern FORM = Pattern.compile("(na|voor)_(-?[0-9]{1,18}(?:\\.[0-9]{1,9})?)_([0-9]{1,18})");

    public static Optional<PageKey> parse(@Nullable String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        return form.matches()
                ? Optional.of(new PageKey(
                        form.group(1).equals("na"), new BigDecimal(form.group(2)), Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    private static String write(boolean forward, BigDecimal value, long id) {
        return (forward ? "na_" : "voor_") + value.stripTrailingZeros().toPlainString() + "_" + id;
    }

    /** A row with its sort value. */
    public record Keyed<T>(T row, BigDecimal value, long id) {}

    /** A page of rows, with the keys of the adjacent pages. */
    public record Page<T>(
            List<T> rows,
            @Nullable String previous,
            @Nullable String next) {}

    /**
     * Makes a page of the rows read, which are in list order, or reversed for a page before a row. One row more than the page size
     * indicates that there are more.
     */
    public static <T> Page<T> page(@Nullable PageKey key, List<Keyed<T>> read, int size) {
        ListPage<Keyed<T>> page = ListPage.of(read, size, key == null, key != null && !key.forward());
        List<Keyed<T>> rows = page.rows();
        Function<Keyed<T>, T> row = Keyed::row;
        if (rows.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        Keyed<T> first = rows.get(0);
        Keyed<T> last = rows.get(rows.size() - 1);
        return new Page<>(
                rows.stream().map(row).toList(),
                page.before() ? write(false, first.value(), first.id()) : null,
                page.after() ? write(true, last.value(), last.id()) : null);
    }
}
