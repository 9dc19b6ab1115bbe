package nl.tec.organisations;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of importing one file, or of a dry run of it.
 *
 * @param runId the id of the import run
 * @param kind null if the file was not recognised
 * @param rows the number of data lines
 * @param added the number of new records (schools, counts, holidays, ...)
 * @param changed the number of existing records with other values
 * @param unchanged the number of existing records with the same values
 * @param skipped the number of irrelevant records; the notes say why
 * @param rejected the number of invalid lines; the others were imported
 * @param refusal why the whole file was refused; null if it was imported
 * @param problems the rejected lines, the first 1000
 * @param changes the new and changed records, the first of each kind, for review after a dry run
 * @param moreChanges whether there are more changes than listed
 * @param notes other remarks about the import
 */
public record ImportReport(
        long runId,
        String fileName,
        @Nullable RegisterKind kind,
        boolean dryRun,
        int rows,
        int added,
        int changed,
        int unchanged,
        int skipped,
        int rejected,
        @Nullable Reason refusal,
        List<RowProblem> problems,
        List<Reason> notes,
        List<Reason> changes,
        boolean moreChanges) {

    /** A text for people: a key of the message bundle with its arguments. */
    public record Reason(String key, List<String> arguments) {
        public static Reason of(String key, Object... arguments) {
            return new Reason(key, Arrays.stream(arguments).map(String::valueOf).toList());
        }
    }

    /** A problem on a line. @param line the line number, from 1 */
    public record RowProblem(int line, Reason reason) {}

    /** The refusal of an import that was aborted because the program stopped. */
    public static final String DIED = "import.refused.died";

    /** Whether the import was aborted because the program stopped. */
    public boolean died() {
        return refusal != null && refusal.key().equals(DIED);
    }

    public boolean refused() {
        return refusal != null;
    }

    /** Whether importing the file changes anything. */
    public boolean changesAnything() {
        return added + changed > 0;
    }
}
