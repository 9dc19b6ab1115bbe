package nl.tec.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Inserts many rows into a table in few round trips. Identity columns get ids that were taken from their sequence beforehand. */
final class Bulk {

    private final JdbcTemplate jdbc;
    private final String sql;
    private final List<Object[]> rows = new ArrayList<>();

    /** @param columns names, each optionally with a cast: {@code during::tstzrange} */
    Bulk(JdbcTemplate jdbc, String table, String... columns) {
        this.jdbc = jdbc;
        this.sql = "insert into " + table + " ("
                + Stream.of(columns).map(c -> c.replaceFirst("::.*", "")).collect(Collectors.joining(", "))
                + ") overriding system value values ("
                + Stream.of(columns)
                        .map(c -> c.contains("::") ? "?" + c.substring(c.indexOf("::")) : "?")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    void add(@Nullable Object... row) {
        rows.add(row);
    }

    void write() {
        for (int from = 0; from < rows.size(); from += 1000) {
            jdbc.batchUpdate(sql, rows.subList(from, Math.min(from + 1000, rows.size())));
        }
        rows.clear();
    }

    /** Returns new ids of a table, ascending. */
    static List<Long> ids(JdbcTemplate jdbc, String table, int count) {
        return jdbc.queryForList(
                "select nextval(pg_get_serial_sequence(?, 'id')) from generate_series(1, ?)", Long.class, table, count);
    }
}
