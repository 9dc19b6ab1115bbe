package nl.tec.organisations.internal.registers;

import java.util.ArrayList;
import java.util.List;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ImportReport.RowProblem;

/** Collects the counts, problems and changes of an import. */
final class Tally {

    /** The maximum number of problems that are kept. */
    static final int MAX_PROBLEMS = 1000;

    /** The maximum number of changes that are shown per kind. */
    private static final int MAX_CHANGES = 40;

    /** The maximum number of changes per kind that stores report: one more than is shown, to detect that there are more. */
    static final int MAX_QUERIED_CHANGES = MAX_CHANGES + 1;

    /** A file with at least this many invalid lines, and more invalid than valid ones, is refused. */
    private static final int MANY = 20;

    /** The result of storing a set of records. */
    record Stored(int added, int changed, int unchanged) {}

    private final List<RowProblem> problems = new ArrayList<>();
    private final List<Reason> notes = new ArrayList<>();
    private final List<Reason> changes = new ArrayList<>();
    private boolean moreChanges;
    private int added;
    private int changed;
    private int unchanged;
    private int skipped;
    private int rejected;

    void add(Stored stored) {
        added += stored.added();
        changed += stored.changed();
        unchanged += stored.unchanged();
    }

    void changed(int more) {
        changed += more;
    }

    void skip() {
        skipped++;
    }

    void skip(int more) {
        skipped += more;
    }

    void reject(int line, Reason reason) {
        rejected++;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new RowProblem(line, reason));
        }
    }

    void rejectIfMostlyBad(int lines) throws Refused {
        if (rejected >= MANY && rejected * 2 > lines) {
            throw new Refused("import.refused.mostlyBad", rejected, lines);
        }
    }

    void note(String key, Object... arguments) {
        notes.add(Reason.of(key, arguments));
    }

    /** Adds a new or changed record; keeps the first of each key. */
    void change(String key, Object... arguments) {
        if (changes.stream().filter(c -> c.key().equals(key)).count() < MAX_CHANGES) {
            changes.add(Reason.of(key, arguments));
        } else {
            moreChanges = true;
        }
    }

    List<Reason> changes() {
        return List.copyOf(changes);
    }

    boolean moreChanges() {
        return moreChanges;
    }

    int added() {
        return added;
    }

    int changed() {
        return changed;
    }

    int unchanged() {
        return unchanged;
    }

    int skipped() {
        return skipped;
    }

    int rejected() {
        return rejected;
    }

    List<RowProblem> problems() {
        return List.copyOf(problems);
    }

    List<Reason> notes() {
        return List.copyOf(notes);
    }
}
