package nl.tec.operations;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a backup.
 *
 * @param version of the program that made it
 * @param postgres the version of the database
 * @param migrations the migrations that were applied to the tables, in their order
 * @param filesLeftOut files of the data folder that were left out, because the backup has no passphrase
 */
public record BackupContents(
        String version,
        String postgres,
        Instant takenAt,
        List<Migration> migrations,
        List<Table> tables,
        List<String> filesLeftOut) {

    public BackupContents {
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        filesLeftOut = List.copyOf(filesLeftOut);
    }

    /** @param checksum as Flyway computes it */
    public record Migration(String version, int checksum) {}

    /** @param columns the stored ones; generated columns are computed again */
    public record Table(String name, List<String> columns) {}

    /** The rows of one table. @param sha256 of its rows in the text format of COPY, in hexadecimal */
    public record Rows(String table, long count, String sha256) {}

    /** @param content its length @param sha256 in hexadecimal */
    public record StoredFile(String name, long content, String sha256) {}

    /** @param last the last value; null: none yet */
    public record Sequence(String name, @Nullable Long last) {}

    /**
     * The end of a backup: the checksums of everything before it.
     *
     * @param objects the files from the S3-compatible store, named by their SHA-256
     */
    public record Totals(
            List<Rows> tables, List<Sequence> sequences, List<StoredFile> files, List<StoredFile> objects) {

        public Totals {
            tables = List.copyOf(tables);
            sequences = List.copyOf(sequences);
            files = List.copyOf(files);
            // absent in backups of earlier versions
            objects = List.copyOf(Objects.requireNonNullElse(objects, List.of()));
        }

        public long rows() {
            return tables.stream().mapToLong(Rows::count).sum();
        }
    }

    /** The last migration. */
    public String schemaVersion() {
        return migrations.get(migrations.size() - 1).version();
    }
}
