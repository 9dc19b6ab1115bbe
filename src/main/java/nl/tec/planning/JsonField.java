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
import tools.jackson.databind.JsonNode;

/** A value in a JSON file that knows where it stands, so that whatever is wrong with it can be said with its field. */
record JsonField(JsonNode node, String path) {

    /** Makes something of one value of a list or an object. */
    @FunctionalInterface
    interface Reading<T> {
        T of(JsonField field) throws InvalidPlanFile;
    }

    @FunctionalInterface
    private interface Parse<T> {
        T of(String text);
    }

    InvalidPlanFile wrong(String problem) {
        return new InvalidPlanFile(path, problem);
    }

    /** The value under this name, which has to be there. */
    JsonField get(String name) throws InvalidPlanFile {
        return find(name).orElseThrow(() -> new InvalidPlanFile(below(name), "is missing"));
    }

    Optional<JsonField> find(String name) throws InvalidPlanFile {
        if (!node.isObject()) {
            throw wrong("has to be an object");
        }
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(new JsonField(value, below(name)));
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    String text() throws InvalidPlanFile {
        if (!node.isString() || node.stringValue().isBlank()) {
            throw wrong("has to be a text");
        }
        return node.stringValue();
    }

    int integer(int atLeast, int atMost) throws InvalidPlanFile {
        long value = whole(atLeast);
        if (value > atMost) {
            throw wrong("has to be at most " + atMost + ", not " + value);
        }
        return (int) value;
    }

    /** A whole number that is not negative. */
    int count() throws InvalidPlanFile {
        return integer(0, 1_000_000);
    }

    long whole(long atLeast) throws InvalidPlanFile {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong("has to be a whole number");
        }
        if (node.longValue() < atLeast) {
            throw wrong("has to be at least " + atLeast + ", not " + node.longValue());
        }
        return node.longValue();
    }

    double decimal() throws InvalidPlanFile {
        if (!node.isNumber()) {
            throw wrong("has to be a number");
        }
        BigDecimal value = node.decimalValue();
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
            throw wrong("has to be a number from 0 to 1000000, not " + value);
        }
        return value.doubleValue();
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
        if (!node.isArray()) {
            throw wrong("has to be a list");
        }
        List<T> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            values.add(reading.of(new JsonField(node.get(i), path + "[" + i + "]")));
        }
        return List.copyOf(values);
    }

    /** The values of an object by their names, in the order of the file. */
    <T> Map<String, T> map(Reading<T> reading) throws InvalidPlanFile {
        if (!node.isObject()) {
            throw wrong("has to be an object");
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            values.put(entry.getKey(), reading.of(new JsonField(entry.getValue(), below(entry.getKey()))));
        }
        return values;
    }
}
