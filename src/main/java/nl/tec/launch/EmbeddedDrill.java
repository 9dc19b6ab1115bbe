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
 * Test restores of backups on a separate built-in PostgreSQL in the data folder, whatever database the hub has: like a restore on another
 * machine.
 */
@Component
class EmbeddedDrill implements BackupDrill {

    /** The settings for a drill: its data need not be durable, and it runs beside the hub. */
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
