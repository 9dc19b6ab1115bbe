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
     * Imports one file, in one transaction.
     *
     * @param dryRun does all of it and takes it back: the report says what would change
     * @param actor null for the command line
     */
    ImportReport run(
            String fileName, InputStream content, boolean dryRun, @Nullable Actor actor, ProgressListener progress);

    /**
     * Imports several files in the order in which they build on each other ({@link RegisterKind}), whatever the order they are
     * given in; each in its own transaction. A dry run does all of them and then takes all of them back, so that the numbers
     * see the schools that come in with the same set.
     *
     * @return a report per file, in the order of import
     */
    List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, @Nullable Actor actor, ProgressListener progress);
}
