package nl.tec.organisations.internal.registers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tec.shared.Postcode;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table. Every accessor returns a valid value, or throws a {@link BadRow} that names the column of the register.
 *
 * @param line the line number in the file, from 1
 */
record Row(int line, Map<String, Integer> columns, List<String> cells) {

    static final Pattern BRIN6 = Pattern.compile("[0-9]{2}[A-Z]{2}[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    /** A sanity limit, twice the largest school location ever: a higher number is an error that would distort the figures of a city. */
    private static final int MAX_PUPILS = 5_000;

    /** A count of 1 October. @param masked whether DUO printed {@code <5} for 1 to 4 */
    record Count(int pupils, boolean masked) {}

    /**
     * Returns the trimmed value in a column; null if it is empty or there is no such column.
     *
     * @throws BadRow if it is longer than {@link Column#most}
     */
    @Nullable String optional(Column column) throws BadRow {
        String value = asWritten(column);
        if (value != null && value.length() > column.most()) {
            throw new BadRow("import.row.tooLong", column.shown());
        }
        return value;
    }

    /** Returns the trimmed value of any length: for inspection, not for storage. */
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

    /** Returns a name; undoes the double escaping of some files: {@code BS ""De Maasparel""}. */
    String name(Column column) throws BadRow {
        return text(column).replace("\"\"", "\"").replaceAll("\\s+", " ");
    }

    /** Returns BRIN and location: {@code 10LK00} from one column, or {@code 10LK} and {@code 00} from two. */
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

    /** Returns the postcode as {@code 7437 BX}, with a space even if the file has none; null if it is empty. */
    @Nullable String postcode(Column column) throws BadRow {
        String value = optional(column);
        if (value == null) {
            return null;
        }
        return Postcode.parse(value).orElseThrow(() -> new BadRow("import.row.postcode", value));
    }

    /** Returns the municipality code padded to four digits: {@code 150} becomes {@code 0150}. */
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

    /** Parses a number with a decimal point or a decimal comma. */
    double decimal(Column column) throws BadRow {
        String value = text(column);
        try {
            double number = Double.parseDouble(value.replace(',', '.'));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw new BadRow("import.row.number", column.shown(), value);
    }
}
