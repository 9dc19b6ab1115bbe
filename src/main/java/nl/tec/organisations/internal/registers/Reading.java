package nl.tec.organisations.internal.registers;

import java.time.LocalDate;
import nl.tec.organisations.ProgressListener;

/** The reading of a table: passes on its rows, and counts and reports the invalid ones. */
record Reading(String fileName, Table table, Tally tally, LocalDate today, ProgressListener progress) {

    private static final int PROGRESS_INTERVAL = 500;

    @FunctionalInterface
    interface RowReader {
        void read(Row row) throws BadRow;
    }

    void each(RowReader reader) throws Refused {
        int[] done = new int[1];
        table.each(
                row -> {
                    try {
                        reader.read(row);
                    } catch (BadRow bad) {
                        tally.reject(row.line(), bad.reason());
                    }
                    if (++done[0] % PROGRESS_INTERVAL == 0) {
                        progress.at(fileName, done[0], table.lines());
                    }
                },
                problem -> tally.reject(problem.line(), problem.reason()));
        progress.at(fileName, table.lines(), table.lines());
        tally.rejectIfMostlyBad(table.lines());
        if (!table.isFinished()) {
            tally.note("import.note.noLineEnd");
        }
    }
}
