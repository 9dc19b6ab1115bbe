package nl.tec.hub;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Makes a record of a row: each component has the column of its name, {@code groupsAtOnce} that of {@code groups_at_once}. */
final class RecordMapper<T> implements RowMapper<T> {

    @FunctionalInterface
    private interface Reader {
        @Nullable Object read(ResultSet row) throws SQLException;
    }

    private final Constructor<T> constructor;
    private final List<Reader> readers;

    RecordMapper(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        constructor.setAccessible(true);
        this.readers = Arrays.stream(components).map(RecordMapper::reader).toList();
    }

    private static Reader reader(RecordComponent component) {
        Class<?> type = component.getType();
        String column = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
        if (type == Bilingual.class) {
            return row -> row.getString(column + "_nl") == null ? null : Rows.bilingual(row, column);
        }
        if (type == Instant.class) {
            return row -> Rows.instantOrNull(row, column);
        }
        if (type.isEnum()) {
            return row -> constant(type, row.getString(column));
        }
        if (type == List.class) {
            Class<?> of = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return of == String.class
                    ? row -> Rows.texts(row, column)
                    : row -> Rows.texts(row, column).stream()
                            .map(name -> constant(of, name))
                            .toList();
        }
        if (type == long.class) {
            return row -> row.getLong(column);
        }
        if (type == Long.class) {
            return row -> Rows.longOrNull(row, column);
        }
        if (type == int.class) {
            return row -> row.getInt(column);
        }
        if (type == Integer.class) {
            return row -> Rows.intOrNull(row, column);
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
        return row -> row.getObject(column, type);
    }

    private static @Nullable Object constant(Class<?> type, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
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
}
