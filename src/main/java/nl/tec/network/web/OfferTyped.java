package nl.tec.network.web;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What was typed into a form about offers, by field: so nothing is lost when it is refused. */
public final class OfferTyped {

    /** What no number can be read from; every check refuses it. */
    static final int NOT_A_NUMBER = -1;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2})[:.]([0-9]{2})(?::00)?");

    private final MultiValueMap<String, String> values;

    OfferTyped(MultiValueMap<String, String> values) {
        this.values = values;
    }

    OfferTyped() {
        this(new LinkedMultiValueMap<>());
    }

    /** As it was typed; empty when it wasn't. */
    public String text(String field) {
        String value = values.getFirst(field);
        return value == null ? "" : value.replace("\r\n", "\n");
    }

    public boolean has(String field, String value) {
        return all(field).contains(value);
    }

    List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    OfferTyped put(String field, @Nullable Object value) {
        values.set(field, value == null ? "" : value.toString());
        return this;
    }

    OfferTyped putAll(String field, List<String> all) {
        values.put(field, new ArrayList<>(all));
        return this;
    }

    OfferTyped put(String field, Bilingual text) {
        return put(field, text.dutch()).put(field + "-en", text.english());
    }

    Bilingual both(String field) {
        return new Bilingual(text(field).strip(), text(field + "-en").strip());
    }

    int number(String field) {
        String text = text(field).strip();
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : NOT_A_NUMBER;
    }

    @Nullable Integer optionalNumber(String field) {
        return text(field).isBlank() ? null : Integer.valueOf(number(field));
    }

    @Nullable Long id(String field) {
        String text = text(field);
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /** {@code 9.00}, {@code 9:00}; midnight when it is no time, which no check lets through. */
    LocalTime time(String field) {
        Matcher clock = CLOCK.matcher(text(field).strip());
        if (!clock.matches() || Integer.parseInt(clock.group(1)) > 23 || Integer.parseInt(clock.group(2)) > 59) {
            return LocalTime.MIDNIGHT;
        }
        return LocalTime.of(Integer.parseInt(clock.group(1)), Integer.parseInt(clock.group(2)));
    }

    /** Null when it is no day. */
    @Nullable LocalDate day(String field) {
        try {
            return LocalDate.parse(text(field));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    <E extends Enum<E>> Optional<E> constant(String field, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text(field)))
                .findFirst();
    }

    <E extends Enum<E>> List<E> constants(String field, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> has(field, constant.name()))
                .toList();
    }
}
