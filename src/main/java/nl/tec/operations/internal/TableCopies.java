package nl.tec.operations.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.operations.BackupContents.Migration;
import nl.tec.operations.BackupContents.Rows;
import nl.tec.operations.BackupContents.Sequence;
import nl.tec.operations.BackupContents.Table;
import org.postgresql.PGConnection;

/** Copies tables out of and into a database, by COPY in its text format, which every version of PostgreSQL reads. */
public final class TableCopies {

    private final Connection connection;

    public TableCopies(Connection connection) {
        this.connection = connection;
    }

    /** Starts a transaction with a consistent snapshot, and fixes the text format of values on every server. */
    public void beginSnapshot() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            fixTextFormat(statement);
        }
    }

    /** Fixes the text format for this transaction, and the order of sequential scans, so that equal tables give equal bytes. */
    public static void fixTextFormat(Statement statement) throws SQLException {
        statement.execute("""
                set local timezone = 'UTC';
                set local datestyle = 'ISO, YMD';
                set local intervalstyle = 'postgres';
                set local extra_float_digits = 3;
                set local bytea_output = 'hex';
                set local synchronize_seqscans = off;
                set local statement_timeout = 0;
                set local idle_in_transaction_session_timeout = 0
                """);
    }

    /** Returns all tables except Flyway's, by name. */
    public List<Table> tables() throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.relname, a.attname
                          from pg_class c join pg_attribute a on a.attrelid = c.oid
                         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
                           and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                         order by c.relname, a.attnum
                        """)) {
            while (row.next()) {
                columns.computeIfAbsent(row.getString(1), unknown -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return columns.entrySet().stream()
                .map(table -> new Table(table.getKey(), List.copyOf(table.getValue())))
                .toList();
    }

    public List<Migration> migrations() throws SQLException {
        List<Migration> migrations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select version, checksum from flyway_schema_history
                         where version is not null and success order by installed_rank
                        """)) {
            while (row.next()) {
                migrations.add(new Migration(row.getString(1), row.getInt(2)));
            }
        }
        return migrations;
    }

    /** Returns the sequences. They are not part of a snapshot: call after copying the rows, so that no id is given out again. */
    public List<Sequence> sequences() throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sequencename, last_value from pg_sequences where schemaname = 'public' order by sequencename
                        """)) {
            while (row.next()) {
                sequences.add(new Sequence(row.getString(1), row.getObject(2, Long.class)));
            }
        }
        return sequences;
    }

    /** Writes the rows of a table and returns their count and checksum. */
    public Rows out(Table table, OutputStream out) throws SQLException, IOException {
        DigestOutputStream digest = new DigestOutputStream(out, sha256());
        long count = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + named(table) + " to stdout", digest);
        return new Rows(
                table.name(),
                count,
                HexFormat.of().formatHex(digest.getMessageDigest().digest()));
    }

    long in(Table table, InputStream rows) throws SQLException, IOException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + named(table) + " from stdin", rows);
    }

    private static String named(Table table) {
        return quoted(table.name())
                + table.columns().stream().map(TableCopies::quoted).collect(Collectors.joining(", ", " (", ")"));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
