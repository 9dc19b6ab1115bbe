package nl.tec.planning;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value with its path in the file, which every error message names.
 *
 * @param value as {@link PlanJson} reads it
 * @param step from the parent: the name of the field, or its index in a list
 */
record JsonField(@Nullable Object value, @Nullable JsonField parent, Object step) {

    /** Wraps the root value of a file. */
    static JsonField of(@Nullable Object value) {
        return new JsonField(value, null, "");
    }

    /** Converts one value of a list or an object. */
    @FunctionalInterface
    interface Reading<T> {
        T of(JsonField field) throws InvalidPlanFile;
    }

    @FunctionalInterface
    private interface Parse<T> {
        T of(String text);
    }

    InvalidPlanFile wrong(String problem) {
        return new InvalidPlanFile(path(), problem);
    }

    /** Builds the path. Only for error messages, as most fields are valid. */
    private String path() {
        if (parent == null) {
            return "";
        }
        String before = parent.path();
        return step instanceof Integer
                ? before + "[" + step + "]"
                : before.isEmpty() ? step.toString() : before + "." + step;
    }

    /** Returns the value of a mandatory field. */
    JsonField get(String name) throws InvalidPlanFile {
        return find(name).orElseThrow(() -> new JsonField(null, this, name).wrong("is missing"));
    }

    Optional<JsonField> find(String name) throws InvalidPlanFile {
        if (!(value instanceof Map<?, ?> object)) {
            throw wrong("has to be an object");
        }
        Object found = object.get(name);
        return found == null ? Optional.empty() : Optional.of(new JsonField(found, this, name));
    }

    String text() throws InvalidPlanFile {
        if (!(value instanceof String text) || text.isBlank()) {
            throw wrong("has to be a text");
        }
        return text;
    }

    int integer(int atLeast, int atMost) throws InvalidPlanFile {
        long number = whole(atLeast);
        if (number > atMost) {
            throw wrong("has to be at most " + atMost + ", not " + number);
        }
        return (int) number;
    }

    /** Returns a non-negative integer. */
    int count() throws InvalidPlanFile {
        return integer(0, 1_000_000);
    }

    long whole(long atLeast) throws InvalidPlanFile {
        if (!(value instanceof Long number)) {
            throw wrong("has to be a whole number");
        }
        if (number < atLeast) {
            throw wrong("has to be at least " + atLeast + ", not " + number);
        }
        return number;
    }

    double decimal() throws InvalidPlanFile {
        if (!(value instanceof Number)) {
            throw wrong("has to be a number");
        }
        BigDecimal number = value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) value);
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
            throw wrong("has to be a number from 0 to 1000000, not " + number);
        }
        return number.doubleValue();
    }

    LocalDate date() throws InvalidPlanFile {
        return parsed(LocalDate::parse, "is not a date like 2027-09-06");
    }

    LocalTime time() throws InvalidPlanFile {
        return parsed(LocalTime::parse, "is not a time like 08:30");
    }

    LocalDateTime moment() throws InvalidPlanFile {
        return parsed(LocalDateTime::parse, "is not a date and time like 2027-09-06T08:45");
    }

    private <T> T parsed(Parse<T> parse, String problem) throws InvalidPlanFile {
        try {
            return parse.of(text());
        } catch (DateTimeException e) {
            throw wrong("'" + text() + "' " + problem);
        }
    }

    <T> List<T> list(Reading<T> reading) throws InvalidPlanFile {
        if (!(value instanceof List<?> list)) {
            throw wrong("has to be a list");
        }
        List<T> values = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            values.add(reading.of(new JsonField(list.get(i), this, i)));
        }
        return List.copyOf(values);
    }

    /** The values of an object by their names, in the order of the file. */
    <T> Map<String, T> map(Reading<T> reading) throws InvalidPlanFile {
        if (!(value instanceof Map<?, ?> object)) {
            throw wrong("has to be an object");
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            String name = (String) entry.getKey();
            values.put(name, reading.of(new JsonField(entry.getValue(), this, name)));
        }
        return values;
    }
}
