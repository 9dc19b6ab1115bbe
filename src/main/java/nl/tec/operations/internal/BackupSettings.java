package nl.tec.operations.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import nl.tec.operations.Passphrase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The settings for the place and retention of backups: TEC_BACKUP_FOLDER, TEC_BACKUP_PASSPHRASE, TEC_BACKUP_DAYS. */
@Component
public class BackupSettings {

    private final Path data;
    private final Path folder;
    private final @Nullable Passphrase passphrase;
    private final int days;

    BackupSettings(
            @Value("${tec.data:data}") Path data,
            @Value("${tec.backup.folder:}") String folder,
            @Value("${tec.backup.passphrase:}") String passphrase,
            @Value("${tec.backup.days:14}") int days) {
        this.data = data;
        this.folder = folder.isBlank() ? data.resolve("backups") : Path.of(folder.strip());
        this.passphrase = Passphrase.of(passphrase).orElse(null);
        this.days = days;
    }

    public Path data() {
        return data;
    }

    public Path folder() {
        return folder;
    }

    /** Returns the folder, which is made if it is not there, for the user of the program only. */
    public Path makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return folder;
    }

    /** Whether they seem to be on another disk than the data: the folder was chosen, and is not within the data folder. */
    public boolean elsewhere() {
        return !folder.startsWith(data);
    }

    public @Nullable Passphrase passphrase() {
        return passphrase;
    }

    /** The number of days after which a backup is removed; 0: the program makes none. */
    public int days() {
        return days;
    }
}
