package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The temporary staging table {@code incoming} of the current transaction, filled by COPY, so that a nationwide register takes one
 * stream and one merge. */
@Component
class Incoming {

    private final JdbcTemplate jdbc;

    Incoming(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Recreates and fills {@code incoming}.
     *
     * @param columns as in {@code create table}, in the order of the values of each row
     */
    void fill(String columns, List<@Nullable Object[]> rows) {
        jdbc.execute((ConnectionCallback<Integer>) connection -> {
            copy(connection, columns, rows);
            return rows.size();
        });
    }

    /**
     * Updates the planner statistics of tables that this transaction fills. Otherwise the planner assumes that they are empty, or as before
     * a dry run was rolled back, and a nationwide merge takes minutes; autovacuum does not see them before the end of the transaction.
     */
    void analyze(String... tables) {
        for (String table : tables) {
            jdbc.execute("analyze " + table);
        }
    }

    private static void copy(Connection connection, String columns, List<@Nullable Object[]> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists pg_temp.incoming");
            statement.execute("create temp table incoming (" + columns + ") on commit drop");
            StringBuilder text = new StringBuilder(rows.size() * 64);
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    append(text.append(i == 0 ? "" : "\t"), row[i]);
                }
                text.append('\n');
            }
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy incoming from stdin", new StringReader(text.toString()));
            statement.execute("analyze incoming");
        } catch (IOException e) {
            throw new SQLException("the rows can't be sent to the database", e);
        }
    }

    /** Appends a value in the text format of COPY: null is {@code \N}; tabs, line endings and backslashes are escaped. */
    private static void append(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
