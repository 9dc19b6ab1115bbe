package nl.tec.organisations.internal.registers;

import java.time.LocalDate;
import nl.tec.organisations.ImportReport.RowProblem;
import nl.tec.organisations.ProgressListener;

/** A table being read: goes through its rows, counts and reports those that are no good. */
record Reading(String fileName, Table table, Tally tally, LocalDate today, ProgressListener progress) {

    private static final int TELL_EVERY = 500;

    @FunctionalInterface
    interface RowReader {
        void read(Row row) throws BadRow;
    }

    void each(RowReader reader) throws Refused {
        for (RowProblem problem : table.problems()) {
            tally.reject(problem.line(), problem.reason());
        }
        int done = 0;
        for (Row row : table.rows()) {
            try {
                reader.read(row);
            } catch (BadRow bad) {
                tally.reject(row.line(), bad.reason());
            }
            if (++done % TELL_EVERY == 0) {
                progress.at(fileName, done, table.lines());
            }
        }
        progress.at(fileName, table.lines(), table.lines());
        tally.mostlyGood(table.lines());
        if (table.unfinished()) {
            tally.note("import.note.noLineEnd");
        }
    }
}
