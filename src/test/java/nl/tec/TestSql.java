package nl.tec;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One statement each, with its values in the order of its question marks: what tests change or read in the database. */
public final class TestSql {

    private TestSql() {}

    /** Returns the number of rows that were changed. */
    public static int update(JdbcClient jdbc, String sql, Object... values) {
        return jdbc.sql(sql).params(values).update();
    }

    public static int integer(JdbcClient jdbc, String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(Integer.class).single();
    }

    public static long bigint(JdbcClient jdbc, String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(Long.class).single();
    }

    public static String text(JdbcClient jdbc, String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(String.class).single();
    }

    /** @param type of the only column */
    public static <T> List<T> list(JdbcClient jdbc, Class<T> type, String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(type).list();
    }
}
