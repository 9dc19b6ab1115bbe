package nl.tec.operations;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.tec.documents.FileUnavailable;
import nl.tec.documents.ObjectStorage;
import nl.tec.documents.StoredObjects;
import nl.tec.operations.BackupContents.Rows;
import nl.tec.operations.BackupContents.StoredFile;
import nl.tec.operations.BackupContents.Table;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.internal.DataFiles;
import nl.tec.operations.internal.Entries;
import nl.tec.operations.internal.SealedOutput;
import nl.tec.operations.internal.TableCopies;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backup of a running hub: a consistent snapshot of all tables, and the files of its data folder. The file is a sequence of
 * sealed chunks that contain a zip; it is written atomically, verified and readable by its owner only.
 */
public final class BackupWriter {

    private final Connection connection;
    private final Path data;
    private final @Nullable ObjectStorage store;
    private final @Nullable Passphrase passphrase;

    /**
     * @param connection of a role that may read all tables; its transaction is rolled back
     * @param data the data folder
     * @param store the S3-compatible store with files of the hub; null if there is none
     * @param passphrase null: anybody who has the file can read it
     */
    public BackupWriter(
            Connection connection, Path data, @Nullable ObjectStorage store, @Nullable Passphrase passphrase) {
        this.connection = connection;
        this.data = data;
        this.store = store;
        this.passphrase = passphrase;
    }

    /**
     * Writes the backup, reads it back and compares.
     *
     * @throws BackupRefused if the file exists already or its folder does not, the file differs from what was written, or files of the hub can't be read
     */
    public Totals write(Path file, Instant now) throws IOException, SQLException {
        if (Files.exists(file)) {
            throw new BackupRefused(Reason.FILE_EXISTS, file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BackupRefused(Reason.NO_FOLDER, String.valueOf(folder));
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        try {
            Totals written;
            try (FileChannel channel = FileChannel.open(
                            partial,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownersOnly(partial));
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                written = write(new SealedOutput(new Kept(out), passphrase), now);
                out.flush();
                channel.force(true);
            }
            if (!BackupReader.of(partial, passphrase).verify().equals(written)) {
                throw new BackupRefused(Reason.ALTERED);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Totals write(OutputStream sealed, Instant now) throws IOException, SQLException {
        TableCopies copies = new TableCopies(connection);
        boolean committing = connection.getAutoCommit();
        copies.beginSnapshot();
        try (ZipOutputStream zip = new ZipOutputStream(sealed, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_SPEED);
            List<Table> tables = copies.tables();
            json(
                    zip,
                    Entries.CONTENTS,
                    new BackupContents(
                            Version.current().name(),
                            connection.getMetaData().getDatabaseProductVersion(),
                            now,
                            copies.migrations(),
                            tables,
                            passphrase == null ? DataFiles.leftOut(data) : List.of()));
            List<Rows> rows = new ArrayList<>();
            for (Table table : tables) {
                zip.putNextEntry(new ZipEntry(Entries.TABLES + table.name()));
                rows.add(copies.out(table, zip));
                zip.closeEntry();
            }
            Totals totals = new Totals(rows, copies.sequences(), files(zip), objects(zip));
            json(zip, Entries.TOTALS, totals);
            return totals;
        } finally {
            connection.rollback();
            connection.setAutoCommit(committing);
        }
    }

    private List<StoredFile> files(ZipOutputStream zip) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (String name : DataFiles.list(data, passphrase != null)) {
            byte[] content;
            try {
                content = Files.readAllBytes(data.resolve(name));
            } catch (NoSuchFileException e) {
                continue; // it was deleted while the tables were copied
            }
            zip.putNextEntry(new ZipEntry(Entries.FILES + name));
            zip.write(content);
            zip.closeEntry();
            files.add(new StoredFile(
                    name,
                    content.length,
                    HexFormat.of().formatHex(TableCopies.sha256().digest(content))));
        }
        return files;
    }

    /** Writes the files that are in the store; those in the database are part of the tables. */
    private List<StoredFile> objects(ZipOutputStream zip) throws IOException, SQLException {
        List<StoredFile> objects = new ArrayList<>();
        for (StoredObjects.Entry entry : StoredObjects.list(connection)) {
            if (store == null) {
                throw new BackupRefused(Reason.NO_STORE, ObjectStorage.variable(ObjectStorage.ENDPOINT));
            }
            byte[] content;
            try {
                content = store.get(entry.sha256(), entry.length());
            } catch (FileUnavailable e) {
                if (entry.inUse()) {
                    throw new BackupRefused(Reason.STORE_FAILED, String.valueOf(e.getMessage()));
                }
                continue;
            }
            zip.putNextEntry(new ZipEntry(Entries.OBJECTS + entry.name()));
            zip.write(content);
            zip.closeEntry();
            objects.add(new StoredFile(entry.name(), content.length, entry.name()));
        }
        return objects;
    }

    private static void json(ZipOutputStream zip, String name, Object value) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Entries.JSON.writeValueAsBytes(value));
        zip.closeEntry();
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Stays open when the stream around it is closed, so that the file can be synced to disk. */
    private static final class Kept extends FilterOutputStream {

        Kept(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
