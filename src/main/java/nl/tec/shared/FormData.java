package nl.tec.shared;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into a form, by field: so nothing is lost when it is refused. What cannot be read is a problem at its field
 * ({@link #problems()}); a form with problems must not be carried out. The English of a text in two languages is in the field
 * with {@code -en} behind its name. A controller method takes one as an argument.
 */
public final class FormData {

    /** Instead of what is no number: in no range, so that the message with the range can say what is expected. */
    public static final int NOT_A_NUMBER = -1;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    /** Not the years of nine digits that {@link LocalDate#parse} takes too, and no database. */
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** {@code 9.00}, {@code 9:00}, {@code 13:30:00}, {@code 13.30 uur}. */
    private static final Pattern TIME =
            Pattern.compile("([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::([0-5][0-9]))?(?:\\s*uur)?");

    private final Map<String, List<String>> values;
    private final Problems problems = new Problems();

    /** @param values as the web frame gives them: all values of a field, in order */
    public FormData(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Nothing yet. */
    public FormData() {
        this(new HashMap<>());
    }

    /** The names of all fields, in order. */
    public Set<String> fields() {
        return values.keySet();
    }

    /** As it was typed; empty when it wasn't. */
    public String text(String field) {
        List<String> all = all(field);
        return all.isEmpty() || all.get(0) == null ? "" : all.get(0).replace("\r\n", "\n");
    }

    /** What could not be read so far. */
    public Problems problems() {
        return problems;
    }

    /** What the command answers; refused without it when something could not be read. */
    public <T> Outcome<T> then(Supplier<Outcome<T>> command) {
        return problems.any() ? Outcome.refused(problems) : command.get();
    }

    /** As it was typed, without the spaces around it. */
    public String line(String field) {
        return text(field).strip();
    }

    /** All that was chosen, of a field with more answers. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /** Whether it was on the form, be it empty; of a box: whether it was ticked. */
    public boolean has(String field) {
        return !all(field).isEmpty();
    }

    public boolean has(String field, String value) {
        return all(field).contains(value);
    }

    public FormData put(String field, @Nullable Object value) {
        values.put(field, List.of(value == null ? "" : value.toString()));
        return this;
    }

    public FormData put(String field, List<String> all) {
        values.put(field, new ArrayList<>(all));
        return this;
    }

    /** Puts all fields of another form in this one. */
    public FormData put(FormData other) {
        values.putAll(other.values);
        return this;
    }

    /** Puts the Dutch in the field and the English in the one with {@code -en} behind it. */
    public FormData put(String field, Bilingual text) {
        return put(field, text.dutch()).put(field + "-en", text.english());
    }

    public Bilingual both(String field) {
        return new Bilingual(text(field).strip(), text(field + "-en").strip());
    }

    /** A whole number; {@link #NOT_A_NUMBER}, with a problem, when it is none. */
    public int number(String field) {
        boolean number = NUMBER.matcher(line(field)).matches();
        problems.addIf(!number, field, "form.number");
        return number ? Integer.parseInt(line(field)) : NOT_A_NUMBER;
    }

    /** @param otherwise when nothing was typed */
    public int number(String field, int otherwise) {
        return line(field).isEmpty() ? otherwise : number(field);
    }

    /** A whole number; 0, with a problem, when it is none. */
    public int number(String field, String key, Object... arguments) {
        boolean number = NUMBER.matcher(line(field)).matches();
        problems.addIf(!number, field, key, arguments);
        return number ? Integer.parseInt(line(field)) : 0;
    }

    /** Null when nothing was typed. */
    public @Nullable Integer optionalNumber(String field) {
        return text(field).isBlank() ? null : Integer.valueOf(number(field));
    }

    /** Null when it is no id. */
    public @Nullable Long id(String field) {
        String text = text(field);
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /** Null when nothing was chosen; when it is no id too, with a problem. */
    public @Nullable Long id(String field, String key) {
        Long id = id(field);
        problems.addIf(id == null && !line(field).isEmpty(), field, key);
        return id;
    }

    /** Cents; nothing typed is nothing to pay. {@link #NOT_A_NUMBER}, with a problem, when it is no amount. */
    public int cents(String field) {
        Optional<Money> amount = line(field).isEmpty()
                ? Optional.of(Money.ZERO)
                : Money.parse(text(field)).filter(money -> money.cents() <= Integer.MAX_VALUE);
        problems.addIf(amount.isEmpty(), field, "form.money");
        return amount.map(Money::cents).map(Long::intValue).orElse(NOT_A_NUMBER);
    }

    /**
     * Cents of an optional amount.
     *
     * @return null when nothing was typed or, with the problem {@code key} at the field, when it is not an amount
     */
    public static @Nullable Long optionalCents(String text, String field, String key, Problems problems) {
        Optional<Money> amount = Money.parse(text);
        problems.addIf(amount.isEmpty() && !text.isBlank(), field, key);
        return amount.map(Money::cents).orElse(null);
    }

    /** Cents; null when nothing was typed; when it is no amount too, with a problem. */
    public @Nullable Long cents(String field, String key) {
        return optionalCents(text(field), field, key, problems);
    }

    /** Midnight, with a problem, when it is no time. */
    public LocalTime time(String field) {
        problems.addIf(line(field).isEmpty(), field, "form.time");
        LocalTime time = time(field, "form.time");
        return time == null ? LocalTime.MIDNIGHT : time;
    }

    /** Null when nothing was typed; when it is no time too, with a problem. */
    public @Nullable LocalTime time(String field, String key) {
        String text = line(field);
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            String seconds = time.group(3);
            return LocalTime.of(
                    Integer.parseInt(time.group(1)),
                    Integer.parseInt(time.group(2)),
                    seconds == null ? 0 : Integer.parseInt(seconds));
        }
        problems.addIf(!text.isEmpty(), field, key);
        return null;
    }

    /** Null when it is no day: for the filter of a list, which nothing depends on. */
    public @Nullable LocalDate day(String field) {
        try {
            return DAY.matcher(text(field)).matches() ? LocalDate.parse(text(field)) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Null when nothing was typed; when it is no day too, with a problem. */
    public @Nullable LocalDate day(String field, String key) {
        if (line(field).isEmpty()) {
            return null;
        }
        LocalDate day = day(field);
        problems.addIf(day == null, field, key);
        return day;
    }

    /** A day that has to be filled in: {@code unread}, with a problem, when it is not. */
    public LocalDate day(String field, LocalDate unread, String key) {
        LocalDate day = day(field);
        problems.addIf(day == null, field, key);
        return day == null ? unread : day;
    }

    public <E extends Enum<E>> Optional<E> constant(String field, Class<E> type) {
        return constant(type, text(field));
    }

    /** What was chosen, in the order it was; what isn't one of them is left out. */
    public <E extends Enum<E>> List<E> constants(String field, Class<E> type) {
        return all(field).stream()
                .flatMap(name -> constant(type, name).stream())
                .toList();
    }

    public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }
}
