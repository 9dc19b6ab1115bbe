package nl.tec.organisations.internal.registers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table. Every question about it either gets a proper value or says what is wrong in words of the register.
 *
 * @param line in the file, the first is 1
 */
record Row(int line, Map<String, Integer> columns, List<String> cells) {

    static final Pattern BRIN6 = Pattern.compile("[0-9]{2}[A-Z]{2}[0-9]{2}");
    private static final Pattern POSTCODE = Pattern.compile("([1-9][0-9]{3}) ?([A-Z]{2})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    /** No school location has ever had half as many pupils: more is a slip, and would move the figures of a whole city. */
    private static final int MAX_PUPILS = 5_000;

    /** A count on 1 October; DUO prints 1 to 4 as {@code <5}. */
    record Count(int pupils, boolean masked) {}

    /**
     * Returns the value in a column, without spaces around it; null when it is empty or there is no such column.
     *
     * @throws BadRow when it is longer than {@link Column#most}
     */
    @Nullable String optional(Column column) throws BadRow {
        String value = asWritten(column);
        if (value != null && value.length() > column.most()) {
            throw new BadRow("import.row.tooLong", column.shown());
        }
        return value;
    }

    /** The same, however long: to look at, not to store. */
    @Nullable String asWritten(Column column) {
        for (String key : column.keys()) {
            Integer at = columns.get(key);
            if (at != null) {
                String value = cells.get(at).replace('\u00a0', ' ').strip();
                return value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    String text(Column column) throws BadRow {
        String value = optional(column);
        if (value == null) {
            throw new BadRow("import.row.missing", column.shown());
        }
        return value;
    }

    /** Names were escaped twice over in some files: {@code BS ""De Maasparel""}. */
    String name(Column column) throws BadRow {
        return text(column).replace("\"\"", "\"").replaceAll("\\s+", " ");
    }

    /** BRIN and location: {@code 10LK00} in one column, or {@code 10LK} and {@code 00} over two. */
    String brin6(Column institution, Column location) throws BadRow {
        String place = text(location).toUpperCase(Locale.ROOT);
        String brin6 = place.length() >= 6
                ? place
                : text(institution).toUpperCase(Locale.ROOT) + (place.length() == 1 ? "0" + place : place);
        if (!BRIN6.matcher(brin6).matches()) {
            throw new BadRow("import.row.brin", brin6);
        }
        return brin6;
    }

    /** {@code 7437 BX}, with a space whatever the file does; null when it is empty. */
    @Nullable String postcode(Column column) throws BadRow {
        String value = optional(column);
        if (value == null) {
            return null;
        }
        var parts = POSTCODE.matcher(value.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new BadRow("import.row.postcode", value);
        }
        return parts.group(1) + " " + parts.group(2);
    }

    /** Four digits: {@code 150} is {@code 0150}. */
    String municipality(Column column) throws BadRow {
        String value = text(column);
        if (!value.matches("[0-9]{1,4}")) {
            throw new BadRow("import.row.municipality", value);
        }
        return "0".repeat(4 - value.length()) + value;
    }

    int number(Column column) throws BadRow {
        String value = text(column);
        if (!NUMBER.matcher(value).matches()) {
            throw new BadRow("import.row.number", column.shown(), value);
        }
        return Integer.parseInt(value);
    }

    Count count(Column column) throws BadRow {
        String value = text(column).replace(" ", "");
        if (value.equals("<5")) {
            return new Count(0, true);
        }
        if (!NUMBER.matcher(value).matches()) {
            throw new BadRow("import.row.number", column.shown(), value);
        }
        int pupils = Integer.parseInt(value);
        if (pupils > MAX_PUPILS) {
            throw new BadRow("import.row.impossible", column.shown(), value, MAX_PUPILS);
        }
        return new Count(pupils, false);
    }

    /** With a point or a comma. */
    double decimal(Column column) throws BadRow {
        String value = text(column);
        try {
            double number = Double.parseDouble(value.replace(',', '.'));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new BadRow("import.row.number", column.shown(), value);
    }
}
