package nl.tec.organisations.internal.registers;

import java.util.ArrayList;
import java.util.List;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ImportReport.RowProblem;

/** Counts what an import does while it does it. */
final class Tally {

    /** So many problems are kept; nobody reads more. */
    static final int MAX_PROBLEMS = 1000;

    /** So many changes are shown of one kind. */
    private static final int MAX_CHANGES = 40;

    /** So many changes of one kind are told, when there are: one more than is shown says that there is more. */
    static final int TOLD_CHANGES = MAX_CHANGES + 1;

    /** From so many bad lines on, and more bad than good, a file is not what it says. */
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

    void mostlyGood(int lines) throws Refused {
        if (rejected >= MANY && rejected * 2 > lines) {
            throw new Refused("import.refused.mostlyBad", rejected, lines);
        }
    }

    void note(String key, Object... arguments) {
        notes.add(Reason.of(key, arguments));
    }

    /** Something that is new or different; of each key the first are kept. */
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
