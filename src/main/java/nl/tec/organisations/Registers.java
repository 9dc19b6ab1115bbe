package nl.tec.organisations;

import java.io.InputStream;
import java.util.List;
import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Imports the public registers (rules 1). The kind of a file is recognised by the names of its columns, in any order, whatever its
 * separator, encoding or line endings. An invalid line is reported and skipped; a file of the wrong kind is refused as a whole. Imports
 * are idempotent.
 */
public interface Registers {

    /** @param content the contents, which the import reads to the end and closes */
    record RegisterFile(String name, InputStream content) {}

    /**
     * Imports several files in order of their dependencies ({@link RegisterKind}), the oldest of a kind first. The set is one transaction
     * (decision 0018): a refused file is skipped and the others are imported, but if the import fails nothing is stored. Waits while
     * another import runs.
     *
     * @param dryRun whether to roll everything back: the reports say what would change
     * @param older whether a file older than the stored data may overwrite it; otherwise it is refused
     * @param actor null for the command line
     * @return a report per file, in the order of import
     */
    List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, boolean older, @Nullable Actor actor, ProgressListener progress);

    /** Imports several files, refusing older ones. */
    default List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, @Nullable Actor actor, ProgressListener progress) {
        return runAll(files, dryRun, false, actor, progress);
    }
}
