package nl.tec.organisations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of importing one file, or of a dry run of it.
 *
 * @param runId of the line in the list of imports
 * @param kind null when the file was not recognised
 * @param rows lines of the file that hold data
 * @param added records (schools, counts, holidays, ...) that were not there yet
 * @param changed records that were there with other values
 * @param unchanged records that were there already, just so
 * @param skipped records that are of no use here, with the reason in the notes
 * @param rejected lines with something wrong; the rest went in
 * @param refusal why the whole file was refused; null when it went in
 * @param problems the rejected lines, the first 1000
 * @param changes what is new or different, the first of each kind, to look at before doing it
 * @param moreChanges whether there is more that is new or different
 * @param notes what else a coordinator should know
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
            return new Reason(
                    key, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
        }
    }

    /** Something wrong on a line. @param line of the file, the first is 1 */
    public record RowProblem(int line, Reason reason) {}

    /** The refusal of an import that ended before it was done: the program stopped, or was stopped. */
    public static final String DIED = "import.refused.died";

    /** Whether the import ended before it was done. */
    public boolean died() {
        return refusal != null && refusal.key().equals(DIED);
    }

    public boolean refused() {
        return refusal != null;
    }

    /** Whether doing it for real changes anything. */
    public boolean changesAnything() {
        return added + changed > 0;
    }
}
