package nl.tec.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupDrill;
import nl.tec.operations.BackupReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Tries backups on a built-in PostgreSQL of their own in the data folder, whatever database the hub has: as a restore on another
 * machine would.
 */
@Component
class EmbeddedDrill implements BackupDrill {

    /** The settings of the drill: what is thrown away need not be durable, and the hub goes on beside it. */
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "shared_buffers", "64MB");

    private final Path folder;

    EmbeddedDrill(@Value("${tec.data:data}") Path data) {
        this.folder = data.resolve("drill");
    }

    @Override
    public synchronized Totals restore(BackupReader backup) throws IOException, SQLException {
        FileSystemUtils.deleteRecursively(folder);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, SETTINGS)) {
            Totals totals = Restore.fill(backup, database.access(), null);
            backup.extractFiles(folder.resolve("files"));
            return totals;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
