package nl.tec.organisations;

import java.io.InputStream;
import java.util.List;
import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The import of the public registers (rules 1). The kind of a file is recognised from its columns, by name and in any order,
 * whatever its separator, encoding or line ends. A line that is wrong is reported and the rest goes in; a file that is not
 * what it says is refused whole. Importing the same file again changes nothing.
 */
public interface Registers {

    /** @param content is read to its end and closed */
    record RegisterFile(String name, InputStream content) {}

    /**
     * Imports several files in the order in which they build on each other ({@link RegisterKind}), whatever the order they are
     * given in, and of one kind the oldest first. The set is one transaction (decision 0018): a file that is refused is left
     * out and the others go in, but when the import breaks off nothing of it is stored. Waits while another import runs.
     *
     * @param dryRun does all of it and takes it back: the reports say what would change
     * @param older whether a file that is older than what is stored may overwrite it; otherwise it is refused
     * @param actor null for the command line
     * @return a report per file, in the order of import
     */
    List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, boolean older, @Nullable Actor actor, ProgressListener progress);

    /** Refuses older files. */
    default List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, @Nullable Actor actor, ProgressListener progress) {
        return runAll(files, dryRun, false, actor, progress);
    }
}
