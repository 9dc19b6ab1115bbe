package nl.tec.programme.web;

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

/** What was typed into a form, by field: so nothing is lost when it is refused. */
public final class Typed {

    /** What no number can be read from; every check refuses it. */
    static final int NOT_A_NUMBER = -1;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");
    private static final Pattern AMOUNT = Pattern.compile("(?:€\\s*)?([0-9]{1,7})(?:[.,]([0-9]{1,2}))?");

    private final MultiValueMap<String, String> values;

    Typed(MultiValueMap<String, String> values) {
        this.values = values;
    }

    Typed() {
        this(new LinkedMultiValueMap<>());
    }

    /** As it was typed; empty when it wasn't. */
    public String text(String field) {
        String value = values.getFirst(field);
        return value == null ? "" : value.replace("\r\n", "\n");
    }

    /** All that was chosen, of a field with more answers. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    public boolean has(String field, String value) {
        return all(field).contains(value);
    }

    Typed put(String field, @Nullable Object value) {
        values.set(field, value == null ? "" : value.toString());
        return this;
    }

    Typed put(String field, List<String> all) {
        values.put(field, new ArrayList<>(all));
        return this;
    }

    /** Puts the Dutch in the field and the English in the one with {@code -en} behind it. */
    Typed put(String field, Bilingual text) {
        return put(field, text.dutch()).put(field + "-en", text.english());
    }

    Bilingual both(String field) {
        return new Bilingual(text(field).strip(), text(field + "-en").strip());
    }

    int number(String field) {
        String text = text(field).strip();
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : NOT_A_NUMBER;
    }

    /** Null when nothing was typed. */
    @Nullable Integer optionalNumber(String field) {
        return text(field).isBlank() ? null : Integer.valueOf(number(field));
    }

    /** Null when it is no id. */
    @Nullable Long id(String field) {
        String text = text(field);
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /** Cents; nothing typed is nothing to pay. */
    int cents(String field) {
        String text = text(field).strip();
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return text.isEmpty() ? 0 : NOT_A_NUMBER;
        }
        String decimals = amount.group(2) == null ? "00" : (amount.group(2) + "0").substring(0, 2);
        return Integer.parseInt(amount.group(1)) * 100 + Integer.parseInt(decimals);
    }

    <E extends Enum<E>> Optional<E> constant(String field, Class<E> type) {
        return constant(type, text(field));
    }

    /** What was chosen, in the order it was; what isn't one of them is left out. */
    <E extends Enum<E>> List<E> constants(String field, Class<E> type) {
        return all(field).stream()
                .flatMap(name -> constant(type, name).stream())
                .toList();
    }

    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }
}
