package nl.tec.hub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conversions between values and JDBC parameters or columns. */
public final class Rows {

    private Rows() {}

    /** A parameter of type {@code timestamptz}. */
    public static Timestamp timestamp(Instant instant) {
        return Timestamp.from(instant);
    }

    public static @Nullable Timestamp timestampOrNull(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    /**
     * A PostgreSQL array literal, in the order of the collection; enum constants by name. Quotes and backslashes are left out of
     * texts.
     */
    public static String array(Collection<?> values) {
        return values.stream()
                .map(value -> value instanceof Enum<?> constant ? constant.name() : String.valueOf(value))
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
