package nl.tec.organisations;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Imports from the page: several files at once, first a look at what would change, then doing it. The work goes on in the
 * background, whoever looks; the files are kept until they are imported, for a day at most.
 */
public interface ImportBatches {

    /** A larger file is no register: the biggest, pupils by age and postcode of the whole country, has 24 MB for a year. */
    int MAX_FILE_BYTES = 60 * 1024 * 1024;

    enum State {
        /** Finding out what would change. */
        CHECKING,
        /** Somebody may look and say yes. */
        CHECKED,
        IMPORTING,
        DONE,
        /** The program stopped half way. Nothing was stored: start again. */
        FAILED
    }

    /** @param content of so many bytes, read once */
    record Upload(String name, long bytes, InputStream content) {}

    /**
     * @param fileName the file that is being read now; null before the first
     * @param rowsDone of its rows
     * @param reports of the latest round, in the order of import
     * @param withFiles whether the files are still there to import
     * @param waiting for another import that is running
     * @param older whether files that are older than what is stored may go in
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

        /** Whether saying yes would do anything. */
        public boolean useful() {
            return state == State.CHECKED && withFiles && reports.stream().anyMatch(ImportReport::changesAnything);
        }
    }

    /**
     * An import of some time ago.
     *
     * @param by the name of who did it; null for the command line
     */
    record Earlier(
            ImportReport report,
            Instant at,
            @Nullable String by,
            @Nullable UUID batchId) {}

    /** One that somebody may come back to. @param files their names */
    record Open(UUID id, State state, Instant createdAt, String by, List<String> files) {}

    /**
     * Stores the files and begins to look at what they would change.
     *
     * @param older whether files that are older than what is stored may overwrite it
     */
    UUID start(Actor actor, List<Upload> files, boolean older);

    /** Those that are being worked on or wait for a yes, the newest first; their files are still there. */
    List<Open> open();

    /** Forgets one that waits for a yes, with its files. */
    void discard(UUID id);

    Optional<Batch> find(UUID id);

    /** Does it for real. Nothing happens when that was said before. */
    void proceed(Actor actor, UUID id);

    /**
     * The imports that were done (no dry runs), the newest first.
     *
     * @param before only those with a lower run id; null for the newest
     */
    List<Earlier> earlier(@Nullable Long before, int limit);

    /** One of them with all its problems. */
    Optional<Earlier> run(long runId);
}
