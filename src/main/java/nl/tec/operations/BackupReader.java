package nl.tec.operations;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import nl.tec.documents.FileUnavailable;
import nl.tec.documents.ObjectStorage;
import nl.tec.documents.StoredObjects;
import nl.tec.operations.BackupContents.Rows;
import nl.tec.operations.BackupContents.StoredFile;
import nl.tec.operations.BackupContents.Table;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.internal.Entries;
import nl.tec.operations.internal.SealedInput;
import nl.tec.operations.internal.TableCopies;
import nl.tec.operations.internal.TableLoad;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads a backup: verifies it, and restores its content into an empty database and a data folder. */
public final class BackupReader {

    private final Path file;
    private final @Nullable Passphrase passphrase;
    private final BackupContents contents;

    private BackupReader(Path file, @Nullable Passphrase passphrase, BackupContents contents) {
        this.file = file;
        this.passphrase = passphrase;
        this.contents = contents;
    }

    /** @throws BackupRefused when it is not a backup, is damaged at its beginning, or the passphrase is missing or wrong */
    public static BackupReader of(Path file, @Nullable Passphrase passphrase) throws IOException {
        try (ZipInputStream zip = open(file, passphrase)) {
            ZipEntry first = zip.getNextEntry();
            if (first == null || !first.getName().equals(Entries.CONTENTS)) {
                throw new BackupRefused(Reason.ALTERED);
            }
            return new BackupReader(file, passphrase, Entries.JSON.readValue(zip.readAllBytes(), BackupContents.class));
        } catch (ZipException | EOFException | JacksonException | IllegalArgumentException e) {
            throw new BackupRefused(Reason.ALTERED);
        }
    }

    public BackupContents contents() {
        return contents;
    }

    /**
     * Reads the whole backup, and compares it with the totals at its end.
     *
     * @throws BackupRefused when anything was altered or is missing
     */
    public Totals verify() throws IOException {
        Map<String, String> read = new HashMap<>();
        Totals totals = null;
        try (SealedInput sealed = sealed(file, passphrase);
                ZipInputStream zip = new ZipInputStream(sealed, StandardCharsets.UTF_8)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (entry.getName().equals(Entries.TOTALS)) {
                    totals = Entries.JSON.readValue(zip.readAllBytes(), Totals.class);
                } else {
                    DigestInputStream digest = new DigestInputStream(zip, TableCopies.sha256());
                    digest.transferTo(OutputStream.nullOutputStream());
                    read.put(
                            entry.getName(),
                            HexFormat.of().formatHex(digest.getMessageDigest().digest()));
                }
            }
            // the index of the zip, up to the last chunk
            sealed.transferTo(OutputStream.nullOutputStream());
        } catch (ZipException | EOFException | JacksonException | IllegalArgumentException e) {
            throw new BackupRefused(Reason.ALTERED);
        }
        if (totals == null) {
            throw new BackupRefused(Reason.TRUNCATED);
        }
        for (Rows rows : totals.tables()) {
            same(read.get(Entries.TABLES + rows.table()), rows.sha256());
        }
        for (StoredFile stored : totals.files()) {
            same(read.get(Entries.FILES + stored.name()), stored.sha256());
        }
        for (StoredFile object : totals.objects()) {
            same(read.get(Entries.OBJECTS + object.name()), object.sha256());
        }
        return totals;
    }

    private static void same(@Nullable String read, String written) throws BackupRefused {
        if (read == null || !read.equals(written)) {
            throw new BackupRefused(Reason.ALTERED);
        }
    }

    /**
     * Replaces the rows of a database that has the tables of {@link BackupContents#schemaVersion} by those of the backup, reads them back
     * and compares; all in one transaction, which is committed when every table is equal.
     *
     * @param owner of the tables
     * @throws BackupRefused when the tables are not those of the backup, or are not equal afterwards
     */
    public Totals load(Connection owner) throws IOException, SQLException {
        Totals totals = verify();
        TableCopies copies = new TableCopies(owner);
        if (!copies.migrations().equals(contents.migrations())) {
            throw new BackupRefused(Reason.OTHER_VERSION, contents.version());
        }
        owner.setAutoCommit(false);
        try {
            if (!copies.tables().equals(contents.tables())) {
                throw new BackupRefused(Reason.OTHER_VERSION, contents.version());
            }
            TableLoad load = TableLoad.begin(owner, contents.tables());
            Map<String, Table> tables =
                    contents.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
            try (ZipInputStream zip = open(file, passphrase)) {
                ZipEntry entry;
                while ((entry = zip.getNextEntry()) != null) {
                    if (entry.getName().startsWith(Entries.TABLES)) {
                        load.rows(
                                Objects.requireNonNull(
                                        tables.get(entry.getName().substring(Entries.TABLES.length()))),
                                zip);
                    }
                }
            }
            load.finish(totals.sequences());
            List<String> different = different(copies, totals);
            if (!different.isEmpty()) {
                throw new BackupRefused(Reason.DIFFERS, String.join(", ", different));
            }
            owner.commit();
            return totals;
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private List<String> different(TableCopies copies, Totals totals) throws IOException, SQLException {
        List<String> different = new ArrayList<>();
        Map<String, Rows> expected =
                totals.tables().stream().collect(Collectors.toMap(Rows::table, Function.identity()));
        for (Table table : contents.tables()) {
            if (!copies.out(table, OutputStream.nullOutputStream()).equals(expected.get(table.name()))) {
                different.add(table.name());
            }
        }
        return different;
    }

    /** Writes the files of the backup into a data folder, readable by their owner only. */
    public void extractFiles(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        try (ZipInputStream zip = open(file, passphrase)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (entry.getName().startsWith(Entries.FILES)) {
                    Path place = root.resolve(entry.getName().substring(Entries.FILES.length()))
                            .normalize();
                    if (!place.startsWith(root) || place.equals(root)) {
                        throw new BackupRefused(Reason.ALTERED);
                    }
                    Files.createDirectories(Objects.requireNonNull(place.getParent()));
                    Files.deleteIfExists(place);
                    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                        Files.createFile(
                                place,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    }
                    try (OutputStream out = Files.newOutputStream(place)) {
                        zip.transferTo(out);
                    }
                }
            }
        }
    }

    /**
     * Restores the files that were in an S3-compatible store.
     *
     * @param owner a connection of the owner of the tables, after their rows were restored
     * @param store the store of this hub; null: the database
     * @throws BackupRefused if the store rejects them
     */
    public void loadObjects(Connection owner, @Nullable ObjectStorage store) throws IOException, SQLException {
        try (ZipInputStream zip = open(file, passphrase)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (entry.getName().startsWith(Entries.OBJECTS)) {
                    byte[] sha256 = HexFormat.of().parseHex(entry.getName().substring(Entries.OBJECTS.length()));
                    if (store == null) {
                        StoredObjects.fill(owner, sha256, zip.readAllBytes());
                    } else {
                        store.put(sha256, zip.readAllBytes());
                    }
                }
            }
        } catch (FileUnavailable e) {
            throw new BackupRefused(Reason.STORE_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static ZipInputStream open(Path file, @Nullable Passphrase passphrase) throws IOException {
        return new ZipInputStream(sealed(file, passphrase), StandardCharsets.UTF_8);
    }

    private static SealedInput sealed(Path file, @Nullable Passphrase passphrase) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new SealedInput(in, passphrase);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
