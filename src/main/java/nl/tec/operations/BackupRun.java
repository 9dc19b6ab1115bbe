package nl.tec.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was made, or a test restore of one.
 *
 * @param node the machine that did it, where the file is
 * @param file its name
 * @param bytes of the file; null: there is none
 * @param rows in all tables; null: it failed
 * @param error the cause of the failure, in a sentence; null: it succeeded
 */
public record BackupRun(
        Kind kind,
        Instant started,
        Instant ended,
        String node,
        String file,
        @Nullable Long bytes,
        @Nullable Long rows,
        boolean encrypted,
        @Nullable String error) {

    public enum Kind {
        BACKUP,
        DRILL
    }

    public boolean good() {
        return error == null;
    }
}
