package nl.tec.documents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.documents.internal.FileRows;
import nl.tec.shared.NotFound;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Content-addressed storage of files by their SHA-256: in rows of the database, or in an S3-compatible store if one is configured
 * (decision 0105). A table with files references {@code stored_file} and has its trigger, which records when a reference is removed.
 */
@Service
public class FileStore {

    /** The retention of unreferenced files: longer than any transaction, and than the making of a backup. */
    static final Duration KEPT = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    /** The setting that moves files back into the database ({@code database}) while the store is still configured. */
    private static final String STORE = "tec.files.store";

    private static final int BATCH = 50;

    private final FileRows rows;
    private final @Nullable ObjectStorage objects;
    private final boolean inDatabase;
    private final TransactionTemplate apart;
    private final Clock clock;

    /**
     * The locations of the files.
     *
     * @param elsewhere the number of files still to be moved to where new ones are stored
     * @param store the name of the S3-compatible store; empty if none is configured
     * @param problem the reason that it is unavailable; null if it is available
     */
    public record State(
            int inStore,
            int elsewhere,
            String store,
            @Nullable String problem) {}

    FileStore(FileRows rows, Environment settings, PlatformTransactionManager transactions, Clock clock) {
        this.rows = rows;
        this.objects = ObjectStorage.of(settings::getProperty).orElse(null);
        this.inDatabase = objects == null || inDatabase(settings::getProperty);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Whether new files are stored in the database despite a configured store. @param settings finds a setting by its name */
    public static boolean inDatabase(Function<String, @Nullable String> settings) {
        return "database".equals(settings.apply(STORE));
    }

    /** Returns the configured S3-compatible store. */
    public Optional<ObjectStorage> objects() {
        return Optional.ofNullable(objects);
    }

    /** A file that can be referenced for a day. @param content null if it is in the store */
    public record Sent(byte[] sha256, int length, byte @Nullable [] content) {}

    /**
     * Sends a file to the S3-compatible store if new ones are stored there. That takes as long as the store does: the caller holds no lock.
     *
     * @throws FileUnavailable if the store rejects the file or does not respond
     */
    public Sent send(byte[] content) {
        byte[] sha256 = Sha256.of(content);
        if (objects == null || inDatabase) {
            return new Sent(sha256, content.length, content);
        }
        // the row comes first, so that an object that nothing is going to reference is cleaned up
        apart.executeWithoutResult(status -> rows.announce(sha256, content.length, clock.instant()));
        objects.put(sha256, content);
        return new Sent(sha256, content.length, null);
    }

    /** Stores a sent file that the current transaction is going to reference. @return its SHA-256 */
    @Transactional(propagation = Propagation.MANDATORY)
    public byte[] put(Sent file) {
        rows.put(file.sha256(), file.length(), file.content());
        return file.sha256();
    }

    /** Reads a file. @throws FileUnavailable if its store does not return it */
    public byte[] get(byte[] sha256) {
        FileRows.Row row = rows.find(sha256).orElseThrow(() -> new NotFound("stored file"));
        byte[] content = row.content();
        return content == null ? store().get(sha256, row.length()) : content;
    }

    private ObjectStorage store() {
        if (objects == null) {
            throw new FileUnavailable(
                    "a file is in a store that is not set (" + ObjectStorage.variable(ObjectStorage.ENDPOINT) + ")");
        }
        return objects;
    }

    /**
     * Moves files to where new ones are stored, each in its own transaction. Files that differ from their copy in the store stay.
     *
     * @throws FileUnavailable if the store does not respond
     */
    public void move() {
        if (objects == null) {
            return;
        }
        byte[] last = new byte[0];
        for (List<byte[]> batch = rows.elsewhere(inDatabase, last, BATCH);
                !batch.isEmpty();
                batch = rows.elsewhere(inDatabase, last, BATCH)) {
            for (byte[] sha256 : batch) {
                try {
                    move(sha256, objects);
                } catch (FileUnavailable e) {
                    objects.check();
                    LOG.error("A file can't be moved", e);
                }
                last = sha256;
            }
        }
    }

    private void move(byte[] sha256, ObjectStorage store) {
        Boolean back = apart.execute(status -> {
            FileRows.Row row = rows.lock(sha256).orElse(null);
            if (row == null || (row.content() != null) == inDatabase) {
                return false;
            }
            byte[] content = row.content();
            if (content == null) {
                rows.fill(sha256, store.get(sha256, row.length()));
                return true;
            }
            store.put(sha256, content);
            rows.empty(sha256);
            return false;
        });
        if (Boolean.TRUE.equals(back)) {
            store.delete(sha256);
        }
    }

    /** Removes files that were unreferenced for a day. @return their number */
    public int clean() {
        Instant before = clock.instant().minus(KEPT);
        int removed = 0;
        byte[] last = new byte[0];
        for (List<byte[]> batch = rows.left(before, last, BATCH);
                !batch.isEmpty();
                batch = rows.left(before, last, BATCH)) {
            for (byte[] sha256 : batch) {
                removed += clean(sha256, before) ? 1 : 0;
                last = sha256;
            }
        }
        return removed;
    }

    private boolean clean(byte[] sha256, Instant before) {
        try {
            return Boolean.TRUE.equals(apart.execute(status -> {
                Optional<Boolean> wasInStore = rows.remove(sha256, before);
                if (wasInStore.orElse(false)) {
                    store().delete(sha256);
                }
                return wasInStore.isPresent();
            }));
        } catch (DataIntegrityViolationException inUse) {
            apart.executeWithoutResult(status -> rows.stays(sha256, before));
        } catch (FileUnavailable e) {
            LOG.warn("A file stays in its store until tomorrow: {}", e.getMessage());
        }
        return false;
    }

    /** Returns the state, after checking that the store responds. */
    public State state() {
        FileRows.Count count = rows.count();
        String problem = null;
        try {
            if (objects != null) {
                objects.check();
            } else if (count.inStore() > 0) {
                store();
            }
        } catch (FileUnavailable e) {
            problem = e.getMessage();
        }
        return new State(
                count.inStore(),
                inDatabase ? count.inStore() : count.inDatabase(),
                objects == null ? "" : objects.name(),
                problem);
    }
}
