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

/** Rows on their way in: the temporary table {@code incoming} of this transaction, filled by COPY, so that a register of the
 * whole country is one stream and one merge. */
@Component
class Incoming {

    private final JdbcTemplate jdbc;

    Incoming(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Fills {@code incoming}, in place of what it held before in this transaction.
     *
     * @param columns as in {@code create table}; the same number as each row has values, in that order
     */
    void fill(String columns, List<@Nullable Object[]> rows) {
        jdbc.execute((ConnectionCallback<Integer>) connection -> {
            copy(connection, columns, rows);
            return rows.size();
        });
    }

    /**
     * Renews what the planner knows of tables that this transaction fills: it still takes them for empty, or for what they
     * were before a dry run was taken back, and a merge of a country then takes minutes. No vacuum comes between until the
     * end of the transaction.
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

    /** The text form of COPY: nothing is {@code \N}; tabs, line ends and backslashes are escaped. */
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
