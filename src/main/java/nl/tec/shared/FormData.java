package nl.tec.shared;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The submitted values of a form, by field, kept so that a refused form shows them again. An unparseable value becomes a problem on its
 * field ({@link #problems()}); a form with problems must not be executed. The English of a bilingual text is in the field with the
 * suffix {@code -en}; the end of a span that begins in {@code x-van} is in {@code x-tot}. A controller method takes one as an argument.
 */
public final class FormData {

    /** The value of an unparseable number, outside every range, so that the range check reports what is expected. */
    public static final int NOT_A_NUMBER = -1;

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    private static final Pattern DUTCH_DAY = Pattern.compile("([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ](20[0-9]{2})");

    private static final Pattern UUID_PATTERN = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * The years 1000 to 2199. {@link LocalDate#parse} accepts years of up to nine digits, but the database does not, and a period that
     * begins on a day here has to end in a year that it accepts too.
     */
    private static final Pattern ISO_DAY = Pattern.compile("(?:1[0-9]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}");

    private static final Pattern TIME =
            Pattern.compile("([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::([0-5][0-9]))?(?:\\s*uur)?");

    private final Map<String, List<String>> values;
    private final Problems problems = new Problems();

    /** @param values as from the web framework: all values of a field, in order */
    public FormData(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Creates an empty form. */
    public FormData() {
        this(new LinkedHashMap<>());
    }

    /** Returns the names of all fields, in order. */
    public Set<String> fields() {
        return values.keySet();
    }

    /** Returns the value as typed; empty if absent. */
    public String text(String field) {
        List<String> all = all(field);
        return all.isEmpty() || all.get(0) == null ? "" : all.get(0).replace("\r\n", "\n");
    }

    /** Returns the problems with the values parsed so far. */
    public Problems problems() {
        return problems;
    }

    /** Runs the command, or refuses without running it if a value could not be parsed. */
    public <T> Outcome<T> then(Supplier<Outcome<T>> command) {
        return problems.any() ? Outcome.refused(problems) : command.get();
    }

    /** Returns the value as typed, trimmed. */
    public String line(String field) {
        return text(field).strip();
    }

    /** Returns all values of a field. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /** Whether the field was submitted, even if empty; for a checkbox, whether it was ticked. */
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

    /** Puts the names of constants, in the order of their enum. */
    public FormData putConstants(String field, Collection<? extends Enum<?>> constants) {
        return put(
                field,
                constants.stream()
                        .sorted(Comparator.comparing(Enum::ordinal))
                        .<String>map(Enum::name)
                        .toList());
    }

    /** Copies all fields of another form to this one. */
    public FormData put(FormData other) {
        values.putAll(other.values);
        return this;
    }

    /** Puts the Dutch in the field and the English in the field with the suffix {@code -en}. */
    public FormData put(String field, Bilingual text) {
        return put(field, text.dutch()).put(field + "-en", text.english());
    }

    public FormData put(String field, @Nullable Span span) {
        return put(field, span == null ? null : (Object) span.from())
                .put(endOf(field), span == null ? null : (Object) span.to());
    }

    public Bilingual both(String field) {
        return new Bilingual(text(field).strip(), text(field + "-en").strip());
    }

    /** Returns the key of a form that may be sent twice; a new one if it has none. */
    public UUID uuid(String field) {
        return findUuid(field).orElseGet(UUID::randomUUID);
    }

    public Optional<UUID> findUuid(String field) {
        String text = text(field);
        return UUID_PATTERN.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** Returns a whole number; {@link #NOT_A_NUMBER}, with a problem, if it cannot be parsed. */
    public int number(String field) {
        boolean number = NUMBER.matcher(line(field)).matches();
        problems.addIf(!number, field, "form.number");
        return number ? Integer.parseInt(line(field)) : NOT_A_NUMBER;
    }

    /** @param otherwise the default for an empty field */
    public int number(String field, int otherwise) {
        return line(field).isEmpty() ? otherwise : number(field);
    }

    /** Returns a whole number; 0, with a problem, if it cannot be parsed. */
    public int number(String field, String key, Object... arguments) {
        boolean number = NUMBER.matcher(line(field)).matches();
        problems.addIf(!number, field, key, arguments);
        return number ? Integer.parseInt(line(field)) : 0;
    }

    /** Returns a whole number; null if the field is empty. */
    public @Nullable Integer optionalNumber(String field) {
        return text(field).isBlank() ? null : Integer.valueOf(number(field));
    }

    /**
     * Returns a span; null if both fields are empty. If only one end was given, it is used for both.
     *
     * @param field the field of its beginning
     */
    public @Nullable Span span(String field) {
        Integer from = optionalNumber(field);
        Integer to = optionalNumber(endOf(field));
        if (from == null) {
            return to == null ? null : new Span(to, to);
        }
        return new Span(from, to == null ? from : to);
    }

    /** Returns the field of the end of a span, by that of its beginning. */
    public static String endOf(String field) {
        return field.replace("-van", "-tot");
    }

    /** Returns an id; null if it is not one. */
    public @Nullable Long id(String field) {
        return parseId(text(field)).orElse(null);
    }

    /** Returns the distinct ids among the values of a field, in the order of the form. */
    public List<Long> ids(String field) {
        return all(field).stream()
                .flatMap(text -> parseId(text).stream())
                .distinct()
                .toList();
    }

    /** Returns the ids in a text with commas between them; whatever else there is, is left out. */
    public static List<Long> parseIds(String text) {
        return Arrays.stream(text.split(","))
                .flatMap(part -> parseId(part).stream())
                .toList();
    }

    /** Parses an id; empty if it is not one. */
    public static Optional<Long> parseId(String text) {
        return ID.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /**
     * Returns the whole numbers in the fields that are named after an id, by that id: 0 for an empty field, {@link #NOT_A_NUMBER} with a
     * problem if it cannot be parsed.
     *
     * @param prefix what precedes the id in the name of the field
     */
    public Map<Long, Integer> numbersById(String prefix) {
        Map<Long, Integer> numbers = new HashMap<>();
        for (String field : values.keySet()) {
            if (field.startsWith(prefix)) {
                parseId(field.substring(prefix.length())).ifPresent(id -> numbers.put(id, number(field, 0)));
            }
        }
        return numbers;
    }

    /**
     * Returns the organisation in {@code van}, or the first if it is empty.
     *
     * @param own those that somebody works for
     * @throws NotFound if it is not one of them
     */
    public long organisation(List<Long> own) {
        Long asked = id("van");
        return own.stream()
                .filter(id -> line("van").isEmpty() || id.equals(asked))
                .findFirst()
                .orElseThrow(() -> new NotFound("organisation " + asked + " of this account"));
    }

    /** Returns an id; null if the field is empty or, with a problem, not an id. */
    public @Nullable Long id(String field, String key) {
        Long id = id(field);
        problems.addIf(id == null && !line(field).isEmpty(), field, key);
        return id;
    }

    /** Returns an amount in cents; 0 if the field is empty, {@link #NOT_A_NUMBER} with a problem if it is not an amount. */
    public int cents(String field) {
        Optional<Money> amount = line(field).isEmpty()
                ? Optional.of(Money.ZERO)
                : Money.parse(text(field)).filter(money -> money.cents() <= Integer.MAX_VALUE);
        problems.addIf(amount.isEmpty(), field, "form.money");
        return amount.map(Money::cents).map(Long::intValue).orElse(NOT_A_NUMBER);
    }

    /** Returns an amount in cents; null if the field is empty or, with a problem, not an amount. */
    public @Nullable Long cents(String field, String key) {
        Optional<Money> amount = Money.parse(text(field));
        problems.addIf(amount.isEmpty() && !line(field).isEmpty(), field, key);
        return amount.map(Money::cents).orElse(null);
    }

    /** Returns a required time; midnight, with a problem, if it is empty or not a time. */
    public LocalTime time(String field) {
        problems.addIf(line(field).isEmpty(), field, "form.time");
        LocalTime time = time(field, "form.time");
        return time == null ? LocalTime.MIDNIGHT : time;
    }

    /** Returns a time; null if the field is empty or, with a problem, not a time. */
    public @Nullable LocalTime time(String field, String key) {
        Optional<LocalTime> time = parseTime(line(field));
        problems.addIf(time.isEmpty() && !line(field).isEmpty(), field, key);
        return time.orElse(null);
    }

    /** Parses {@code 9.00}, {@code 9:00}, {@code 13:30:00} or {@code 13.30 uur}; empty if it is not a time. */
    public static Optional<LocalTime> parseTime(String text) {
        Matcher time = TIME.matcher(text.strip());
        return time.matches()
                ? Optional.of(LocalTime.of(
                        Integer.parseInt(time.group(1)),
                        Integer.parseInt(time.group(2)),
                        time.group(3) == null ? 0 : Integer.parseInt(time.group(3))))
                : Optional.empty();
    }

    /** Parses {@code 2027-01-14} or {@code 14-1-2027}; empty if it is not a day. */
    public static Optional<LocalDate> parseDay(String text) {
        String stripped = text.strip();
        Matcher dutch = DUTCH_DAY.matcher(stripped);
        try {
            if (dutch.matches()) {
                return Optional.of(LocalDate.of(
                        Integer.parseInt(dutch.group(3)),
                        Integer.parseInt(dutch.group(2)),
                        Integer.parseInt(dutch.group(1))));
            }
            return ISO_DAY.matcher(stripped).matches() ? Optional.of(LocalDate.parse(stripped)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns a day; null, without a problem, if it is not one. For filters of lists. */
    public @Nullable LocalDate day(String field) {
        return parseDay(text(field)).orElse(null);
    }

    /** Returns a day; null if the field is empty or, with a problem, not a day. */
    public @Nullable LocalDate day(String field, String key) {
        if (line(field).isEmpty()) {
            return null;
        }
        LocalDate day = day(field);
        problems.addIf(day == null, field, key);
        return day;
    }

    /** Returns a required day; {@code unread}, with a problem, if it is empty or not a day. */
    public LocalDate day(String field, LocalDate unread, String key) {
        LocalDate day = day(field);
        problems.addIf(day == null, field, key);
        return day == null ? unread : day;
    }

    public <E extends Enum<E>> Optional<E> constant(String field, Class<E> type) {
        return constant(type, text(field));
    }

    /** Returns the chosen constants, in the order of the form; invalid values are ignored. */
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
