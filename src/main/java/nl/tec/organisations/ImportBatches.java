package nl.tec.organisations;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Imports of several files from the page: first a dry run that shows what would change, then the import itself. The work runs in the
 * background; the files are kept until they are imported, for a day at most.
 */
public interface ImportBatches {

    /** The maximum size of a file. The largest register, pupils by age and postcode of the whole country, has 24 MB for a year. */
    int MAX_FILE_BYTES = 60 * 1024 * 1024;

    enum State {
        /** The dry run is running. */
        CHECKING,
        /** The dry run has finished and waits for confirmation. */
        CHECKED,
        IMPORTING,
        DONE,
        /** The program stopped during the import. Nothing was stored. */
        FAILED
    }

    /** @param content a stream of {@code bytes} bytes, read once */
    record Upload(String name, long bytes, InputStream content) {}

    /**
     * A batch of files with its progress.
     *
     * @param fileName the file that is being read; null before the first
     * @param rowsDone the number of its rows that were read
     * @param reports of the dry run or else the import, in the order of import
     * @param withFiles whether the files are still stored
     * @param waiting whether it waits for another import
     * @param older whether files older than the stored data may be imported
     */
    record Batch(
            UUID id,
            State state,
            Instant createdAt,
            @Nullable String fileName,
            int rowsDone,
            int rows,
            boolean withFiles,
            boolean waiting,
            boolean older,
            List<ImportReport> reports) {

        public boolean working() {
            return state == State.CHECKING || state == State.IMPORTING;
        }

        /** Whether confirming it would change anything. */
        public boolean useful() {
            return state == State.CHECKED && withFiles && reports.stream().anyMatch(ImportReport::changesAnything);
        }
    }

    /**
     * A finished import.
     *
     * @param by the name of the account; null for the command line
     */
    record Earlier(
            ImportReport report, Instant at, @Nullable String by) {}

    /** A batch that is not finished. @param files the names of its files */
    record OpenBatch(UUID id, State state, Instant createdAt, String by, List<String> files) {}

    /**
     * Stores the files and starts the dry run.
     *
     * @param older whether files older than the stored data may overwrite it
     */
    UUID start(Actor actor, List<Upload> files, boolean older);

    /** Returns the batches that are running or wait for confirmation, the newest first; their files are still stored. */
    List<OpenBatch> open();

    /** Discards a batch that waits for confirmation, with its files. */
    void discard(UUID id);

    Optional<Batch> find(UUID id);

    /** Confirms a batch and starts the import. Idempotent. */
    void proceed(Actor actor, UUID id);

    /**
     * Returns finished imports without dry runs, the newest first.
     *
     * @param before only those with a lower run id; null for the first page
     */
    List<Earlier> earlier(@Nullable Long before, int limit);

    /** Finds one import, with all its problems. */
    Optional<Earlier> run(long runId);
}
