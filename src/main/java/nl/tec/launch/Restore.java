package nl.tec.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import nl.tec.accounts.RestoredSessions;
import nl.tec.documents.ObjectStorage;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupReader;
import nl.tec.operations.BackupRefused;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.ErasedList;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Restores a backup into an empty hub. The tables are made by the migrations of the backup, filled, compared, and only then migrated to
 * this version. A built-in database is filled in a temporary folder and moved into place when it is complete, so that an aborted restore
 * leaves nothing behind.
 */
final class Restore {

    private static final String WORK_FOLDER = "restoring";

    private final BackupReader backup;
    private final Path data;
    private final @Nullable ObjectStorage store;
    private final ErasedList erased;
    private int toErase;

    /**
     * @param store the destination of files that were in such a store; null: the database
     * @param erased those of them who are in the backup have to be erased again
     */
    Restore(BackupReader backup, Path data, @Nullable ObjectStorage store, ErasedList erased) {
        this.backup = backup;
        this.data = data;
        this.store = store;
        this.erased = erased;
    }

    /** Returns how many people were erased after the backup was made; the program erases them again when it starts. */
    int toErase() {
        return toErase;
    }

    /**
     * @param external the database; empty: a built-in one in the data folder
     * @throws BackupRefused when there is a hub already, or the backup can't be used
     */
    Totals into(Optional<DatabaseAccess> external) throws IOException, SQLException {
        // before any change
        backup.verify();
        if (Files.exists(data.resolve("postgres")) || Files.exists(data.resolve("seal.p12"))) {
            throw new BackupRefused(DataFolder.taken(data) ? Reason.IN_USE : Reason.NOT_EMPTY, data);
        }
        return external.isPresent() ? intoExternal(external.get()) : intoFolder();
    }

    private Totals intoFolder() throws IOException, SQLException {
        Path beside = data.resolve(WORK_FOLDER);
        try (DataFolder folder = DataFolder.take(data)) {
            FileSystemUtils.deleteRecursively(beside);
            Totals totals;
            try (EmbeddedDatabase database = EmbeddedDatabase.start(beside)) {
                totals = fill(database.access());
            }
            backup.extractFiles(data);
            Files.move(
                    beside.resolve("database.password"),
                    data.resolve("database.password"),
                    StandardCopyOption.REPLACE_EXISTING);
            // last: its presence marks the folder as that of a hub
            Files.move(beside.resolve("postgres"), data.resolve("postgres"), StandardCopyOption.ATOMIC_MOVE);
            return totals;
        } finally {
            FileSystemUtils.deleteRecursively(beside);
        }
    }

    private Totals intoExternal(DatabaseAccess database) throws IOException, SQLException {
        if (hasTables(database.owner())) {
            throw new BackupRefused(Reason.NOT_EMPTY, database.owner().url().replaceFirst("\\?.*", ""));
        }
        boolean done = false;
        try (DataFolder folder = DataFolder.take(data)) {
            Totals totals = fill(database);
            backup.extractFiles(data);
            done = true;
            return totals;
        } finally {
            if (!done) {
                // it was empty, so all its content is from the restore
                Schema.empty(database.owner());
            }
        }
    }

    private Totals fill(DatabaseAccess database) throws IOException, SQLException {
        Totals totals = fill(backup, database, store);
        try (Connection connection = database.owner().connect()) {
            toErase = erased.load(connection);
        }
        return totals;
    }

    /**
     * Makes the tables of a backup in an empty database, fills them, compares, and migrates them to this version. Nobody is signed in
     * afterwards: a session or a link that was ended since the backup would work again.
     */
    static Totals fill(BackupReader backup, DatabaseAccess database, @Nullable ObjectStorage store)
            throws IOException, SQLException {
        Schema.migrateTo(database.owner(), backup.contents().schemaVersion());
        Totals totals;
        try (Connection connection = database.owner().connect()) {
            totals = backup.load(connection);
        }
        Schema.migrateToLatest(database);
        try (Connection connection = database.owner().connect();
                Statement statement = connection.createStatement()) {
            backup.loadObjects(connection, store);
            RestoredSessions.end(connection);
            statement.execute("analyze");
        }
        return totals;
    }

    private static boolean hasTables(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p'))")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
