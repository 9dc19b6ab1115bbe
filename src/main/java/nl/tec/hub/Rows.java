package nl.tec.hub;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Slugs;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Conversions between values and JDBC parameters or columns. */
public final class Rows {

    private static final Map<RecordMapper.Key, RecordMapper<?>> MAPPERS = new ConcurrentHashMap<>();

    private static final JsonMapper JSON = JsonMapper.shared();

    private Rows() {}

    /**
     * Returns a mapper that reads each component of a record from the column of its name: {@code groupsAtOnce} from
     * {@code groups_at_once}, a {@link Bilingual} {@code name} from {@code name_nl} and {@code name_en}, a {@link TimeSlot}
     * {@code slot} from {@code slot_start} and {@code slot_end}, a {@link Span} {@code ages} from {@code ages_from} and
     * {@code ages_to}, enum constants by name, {@link Money} from cents, lists and sets from arrays or JSON, maps from JSON, and any
     * other record from JSON in a column of its name, or else from the columns of its own components. A null column becomes null, or 0
     * or false if the component is primitive, or an empty list, set or map; a slot, a span or another record that may be null is null if
     * its first column is. A list of records without a column is empty, for the rows of another query to be added to.
     */
    public static <T> RowMapper<T> of(Class<T> type) {
        return RecordMapper.of(type);
    }

    /** Reads a record that is a part of another, or of a map, as {@link #of} does. */
    public static <T> T read(ResultSet row, Class<T> type) throws SQLException {
        return RecordMapper.of(type).mapRow(row, 0);
    }

    /** As {@link #read(ResultSet, Class)}, from columns whose names begin with a prefix. */
    public static <T> T read(ResultSet row, Class<T> type, String prefix) throws SQLException {
        return RecordMapper.of(type, prefix).mapRow(row, 0);
    }

    /** As {@link #read(ResultSet, Class, String)}; null if its first column is. */
    public static <T> @Nullable T readOrNull(ResultSet row, Class<T> type, String prefix) throws SQLException {
        return RecordMapper.of(type, prefix).mapRowOrNull(row);
    }

    /** Returns what collects rows by the number in a column, in their order. */
    public static <T> ResultSetExtractor<Map<Long, T>> byId(String column, RowMapper<T> mapper) {
        return by((row, n) -> row.getLong(column), mapper);
    }

    /** Returns what collects rows by the text in a column, in their order. */
    public static <T> ResultSetExtractor<Map<String, T>> byText(String column, RowMapper<T> mapper) {
        return by((row, n) -> row.getString(column), mapper);
    }

    private static <K, T> ResultSetExtractor<Map<K, T>> by(RowMapper<K> key, RowMapper<T> mapper) {
        return rows -> {
            Map<K, T> found = new LinkedHashMap<>();
            while (rows.next()) {
                found.put(key.mapRow(rows, found.size()), mapper.mapRow(rows, found.size()));
            }
            return found;
        };
    }

    /** Returns what collects the rows of each number in a column in a list, in their order. */
    public static <T> ResultSetExtractor<Map<Long, List<T>>> listsById(String column, RowMapper<T> mapper) {
        return collectedById(column, mapper, ArrayList::new);
    }

    /** Returns what collects the values of each number in a column in a set, in their order. */
    public static <T> ResultSetExtractor<Map<Long, Set<T>>> setsById(String column, RowMapper<T> mapper) {
        return collectedById(column, mapper, LinkedHashSet::new);
    }

    private static <T, C extends Collection<T>> ResultSetExtractor<Map<Long, C>> collectedById(
            String column, RowMapper<T> mapper, Supplier<C> empty) {
        return rows -> {
            Map<Long, C> found = new LinkedHashMap<>();
            while (rows.next()) {
                found.computeIfAbsent(rows.getLong(column), id -> empty.get()).add(mapper.mapRow(rows, found.size()));
            }
            return found;
        };
    }

    /** Converts to a parameter of type {@code timestamptz}. */
    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Returns the time of a clock as a parameter of type {@code timestamptz}. */
    public static OffsetDateTime now(Clock clock) {
        return timestamp(clock.instant());
    }

    public static @Nullable OffsetDateTime timestampOrNull(@Nullable Instant instant) {
        return instant == null ? null : timestamp(instant);
    }

    /** Converts the start of a day to a parameter of type {@code timestamptz}. */
    public static OffsetDateTime startOf(LocalDate day) {
        return timestamp(Dates.startOf(day));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime timestamp = row.getObject(column, OffsetDateTime.class);
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** Reads a nullable column; {@code getObject} would try a dozen types first. */
    public static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }

    public static @Nullable Integer intOrNull(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }

    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    public static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    public static TimeSlot slot(ResultSet row, String start, String end) throws SQLException {
        return new TimeSlot(instant(row, start), instant(row, end));
    }

    public static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, row.getString(column));
    }

    public static <E extends Enum<E>> @Nullable E constantOrNull(ResultSet row, String column, Class<E> type)
            throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** Converts to a parameter of type {@code text}. */
    public static @Nullable String nameOrNull(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** Reads a number of cents. */
    public static @Nullable Money money(ResultSet row, String column) throws SQLException {
        Long cents = longOrNull(row, column);
        return cents == null ? null : new Money(cents);
    }

    /** Reads the columns {@code name_nl} and {@code name_en}. */
    public static Bilingual bilingual(ResultSet row, String name) throws SQLException {
        return new Bilingual(row.getString(name + "_nl"), row.getString(name + "_en"));
    }

    /** Reads the columns {@code name_from} and {@code name_to}; null if either is. */
    public static @Nullable Span span(ResultSet row, String name) throws SQLException {
        Integer from = intOrNull(row, name + "_from");
        Integer to = intOrNull(row, name + "_to");
        return from == null || to == null ? null : new Span(from, to);
    }

    /** Puts the values of the columns {@code name_from} and {@code name_to}. */
    public static void put(Map<String, @Nullable Object> values, String name, @Nullable Span span) {
        values.put(name + "_from", span == null ? null : span.from());
        values.put(name + "_to", span == null ? null : span.to());
    }

    /** Puts the stripped values of the columns {@code name_nl} and {@code name_en}. */
    public static void put(Map<String, @Nullable Object> values, String name, Bilingual text) {
        values.put(name + "_nl", text.dutch().strip());
        values.put(name + "_en", text.english().strip());
    }

    /** Puts an array; PostgreSQL takes the type of its elements from the column. */
    public static void put(Map<String, @Nullable Object> values, String column, Collection<?> array) {
        values.put(column, new SqlParameterValue(Types.OTHER, array(array)));
    }

    /** Returns what follows {@code insert into table} to insert these columns from the parameters of the same name. */
    public static String inserted(Collection<String> columns) {
        return columns.stream().collect(Collectors.joining(", ", " (", ")"))
                + columns.stream().collect(Collectors.joining(", :", " values (:", ")"));
    }

    /**
     * Inserts a row under the first slug that is free.
     *
     * @param insert the statement before its columns, such as {@code insert into activity}
     * @param values by column, without the slug
     * @return the id
     */
    public static long insertUnderFreeSlug(
            JdbcClient jdbc, String insert, String slug, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> columns = new HashMap<>(values);
        return Slugs.firstFree(slug, free -> {
            columns.put("slug", free);
            return jdbc.sql(insert + inserted(columns.keySet()) + " on conflict (slug) do nothing returning id")
                    .params(columns)
                    .query(Long.class)
                    .optional();
        });
    }

    /** Returns what follows {@code update table set} to change these columns to the parameters of the same name. */
    public static String assigned(Collection<String> columns) {
        return columns.stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "));
    }

    /** Reads a text; empty if the column is null. */
    public static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Reads an array of texts; empty if the column is null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** Reads the arrays {@code name_nl} and {@code name_en}; the latter may be empty. */
    public static List<Bilingual> bilinguals(ResultSet row, String name) throws SQLException {
        List<String> dutch = texts(row, name + "_nl");
        List<String> english = texts(row, name + "_en");
        return IntStream.range(0, dutch.size())
                .mapToObj(i -> new Bilingual(dutch.get(i), english.isEmpty() ? "" : english.get(i)))
                .toList();
    }

    /** Returns a PostgreSQL array literal, in the order of the collection; enum constants by name. */
    public static String array(Collection<?> values) {
        return values.stream()
                .map(value -> value instanceof Enum<?> constant ? constant.name() : String.valueOf(value))
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Maps a row to a record: {@code groupsAtOnce} is read from {@code groups_at_once}. */
    private static final class RecordMapper<T> implements RowMapper<T> {

        @FunctionalInterface
        private interface Reader {
            @Nullable Object read(ResultSet row) throws SQLException;
        }

        private record Key(Class<?> type, String prefix) {}

        static <T> RecordMapper<T> of(Class<T> type) {
            return of(type, "");
        }

        @SuppressWarnings("unchecked") // each is stored under its own type
        static <T> RecordMapper<T> of(Class<T> type, String prefix) {
            return (RecordMapper<T>)
                    MAPPERS.computeIfAbsent(new Key(type, prefix), key -> new RecordMapper<>(type, prefix));
        }

        private final Constructor<T> constructor;
        private final List<Reader> readers;

        private RecordMapper(Class<T> type, String prefix) {
            RecordComponent[] components = type.getRecordComponents();
            try {
                this.constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
            constructor.setAccessible(true);
            this.readers = Arrays.stream(components)
                    .map(component -> reader(component, prefix))
                    .toList();
        }

        private static Reader reader(RecordComponent component, String prefix) {
            Class<?> type = component.getType();
            String column =
                    prefix + component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            if (type == Bilingual.class) {
                return row -> row.getString(column + "_nl") == null ? null : bilingual(row, column);
            }
            if (type == TimeSlot.class) {
                return row ->
                        row.getObject(column + "_start") == null ? null : slot(row, column + "_start", column + "_end");
            }
            if (type == Money.class) {
                return row -> money(row, column);
            }
            if (type == Locale.class) {
                return row -> {
                    String code = row.getString(column);
                    return code == null ? null : Texts.language(code);
                };
            }
            if (type == Instant.class) {
                return row -> instantOrNull(row, column);
            }
            if (type == Span.class) {
                return row -> span(row, column);
            }
            if (type == SchoolYear.class) {
                return row -> {
                    Integer start = intOrNull(row, column);
                    return start == null ? null : new SchoolYear(start);
                };
            }
            if (type == DayOfWeek.class) {
                return row -> element(type, intOrNull(row, column));
            }
            if (type.isEnum()) {
                return row -> element(type, row.getString(column));
            }
            if (type == List.class) {
                return list(component, column);
            }
            if (type == Set.class) {
                Reader list = list(component, column);
                return row -> new LinkedHashSet<>((List<?>) list.read(row));
            }
            if (type == Map.class) {
                JavaType map = JSON.constructType(component.getGenericType());
                return row -> json(row.getString(column), "{}", map);
            }
            if (type == long.class) {
                return row -> row.getLong(column);
            }
            if (type == Long.class) {
                return row -> longOrNull(row, column);
            }
            if (type == int.class) {
                return row -> row.getInt(column);
            }
            if (type == Integer.class) {
                return row -> intOrNull(row, column);
            }
            if (type == double.class) {
                return row -> row.getDouble(column);
            }
            if (type == boolean.class) {
                return row -> row.getBoolean(column);
            }
            if (type == String.class) {
                return row -> row.getString(column);
            }
            if (type == byte[].class) {
                return row -> row.getBytes(column);
            }
            if (type.isRecord()) {
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                JavaType record = JSON.constructType(type);
                return row -> {
                    if (isJson(row, column)) {
                        return json(row.getString(column), "null", record);
                    }
                    return nullable ? readOrNull(row, type, prefix) : read(row, type, prefix);
                };
            }
            return row -> row.getObject(column, type);
        }

        private static Reader list(RecordComponent component, String column) {
            JavaType list = JSON.getTypeFactory()
                    .constructCollectionType(
                            List.class,
                            JSON.constructType(component.getGenericType()).getContentType());
            Class<?> of = list.getContentType().getRawClass();
            if (of == Bilingual.class) {
                return row -> bilinguals(row, column);
            }
            return row -> {
                if (of.isRecord() && position(row, column) == 0) {
                    return new ArrayList<>();
                }
                Object value = row.getObject(column);
                return value instanceof Array array
                        ? Arrays.stream((Object[]) array.getArray())
                                .map(element -> element(of, element))
                                .filter(Objects::nonNull)
                                .toList()
                        : json(value == null ? null : value.toString(), "[]", list);
            };
        }

        /** Returns the position of a column, from 1; 0: there is none of this name. */
        private static int position(ResultSet row, String column) throws SQLException {
            ResultSetMetaData columns = row.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnLabel(i).equals(column)) {
                    return i;
                }
            }
            return 0;
        }

        private static boolean isJson(ResultSet row, String column) throws SQLException {
            int position = position(row, column);
            return position > 0 && row.getMetaData().getColumnTypeName(position).startsWith("json");
        }

        private static @Nullable Object json(@Nullable String json, String otherwise, JavaType type) {
            return JSON.readValue(json == null ? otherwise : json, type);
        }

        private static @Nullable Object element(Class<?> type, @Nullable Object value) {
            if (value instanceof Date day) {
                return day.toLocalDate();
            }
            if (type == DayOfWeek.class) {
                return value == null ? null : DayOfWeek.of((Integer) value);
            }
            return !type.isEnum()
                    ? value
                    : Arrays.stream(type.getEnumConstants())
                            .filter(constant -> ((Enum<?>) constant).name().equals(value))
                            .findFirst()
                            .orElse(null);
        }

        @Override
        public T mapRow(ResultSet row, int number) throws SQLException {
            @Nullable Object[] values = new Object[readers.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = readers.get(i).read(row);
            }
            try {
                return constructor.newInstance(values);
            } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }

        @Nullable T mapRowOrNull(ResultSet row) throws SQLException {
            readers.get(0).read(row);
            return row.wasNull() ? null : mapRow(row, 0);
        }
    }
}
