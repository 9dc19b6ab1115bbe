package nl.tec.documents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of a database that are in an S3-compatible store, for backups and restores. */
public final class StoredObjects {

    /** @param inUse whether it is referenced; unreferenced files may have been removed already */
    public record Entry(byte[] sha256, int length, boolean inUse) {

        /** Returns its SHA-256 in hexadecimal. */
        public String name() {
            return HexFormat.of().formatHex(sha256);
        }
    }

    private StoredObjects() {}

    /** Lists the files; empty for a database of an earlier version. */
    public static List<Entry> list(Connection connection) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('public.stored_file') is not null")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return entries;
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "select sha256, length, left_at is null from stored_file where content is null order by sha256")) {
                while (row.next()) {
                    entries.add(new Entry(row.getBytes(1), row.getInt(2), row.getBoolean(3)));
                }
            }
        }
        return entries;
    }

    /** Stores the content of a file in its row. */
    public static void fill(Connection owner, byte[] sha256, byte[] content) throws SQLException {
        try (PreparedStatement statement =
                owner.prepareStatement("update stored_file set content = ? where sha256 = ?")) {
            statement.setBytes(1, content);
            statement.setBytes(2, sha256);
            statement.executeUpdate();
        }
    }
}
