package nl.tec.planning;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON as maps, lists, strings and numbers. Avoids Jackson's databinding, which takes a starting process as long to
 * load as the file takes to read.
 */
final class PlanJson {

    private static final JsonFactory JSON = new JsonFactory();

    private PlanJson() {}

    /**
     * Returns an object as a {@code Map}, an array as a {@code List}, an integer as a {@code Long} if it fits, any other number as a
     * {@code BigDecimal}.
     *
     * @throws InvalidPlanFile if the input is not exactly one complete value
     */
    static @Nullable Object read(InputStream in) throws InvalidPlanFile {
        try (JsonParser parser = JSON.createParser(in)) {
            return read(parser);
        } catch (JacksonException e) {
            throw new InvalidPlanFile("", "is not whole JSON: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Object read(JsonParser parser) throws InvalidPlanFile {
        if (parser.nextToken() == null) {
            throw new InvalidPlanFile("", "is not whole JSON: it is empty");
        }
        Object value = value(parser);
        if (parser.nextToken() != null) {
            throw new InvalidPlanFile("", "is not whole JSON: something follows it");
        }
        return value;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getDecimalValue()
                        : Long.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Writes maps, iterables, strings and numbers. */
    static void write(@Nullable Object value, OutputStream out) {
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            write(value, generator);
        }
    }

    private static void write(@Nullable Object value, JsonGenerator generator) {
        if (value instanceof Map<?, ?> object) {
            generator.writeStartObject();
            object.forEach((name, one) -> {
                generator.writeName((String) name);
                write(one, generator);
            });
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            list.forEach(one -> write(one, generator));
            generator.writeEndArray();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value == null) {
            generator.writeNull();
        } else {
            throw new IllegalArgumentException("not for a file of the plan: " + value.getClass());
        }
    }
}
