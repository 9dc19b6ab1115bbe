package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ImportReport.RowProblem;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of rows under column names.
 *
 * @param columns key of a column name to its place
 * @param problems of lines that could not be read at all
 * @param unfinished the last line has no line end: the file may have been cut off
 */
record Table(Map<String, Integer> columns, List<Row> rows, List<RowProblem> problems, boolean unfinished) {

    private static final char[] SEPARATORS = {';', ',', '\t', '|'};

    /** A quoted value may run over lines; over more than these it is a quote too many. */
    private static final int MAX_VALUE_LENGTH = 5;

    /** Lines before the column names that begin with # say where the file comes from; Excel's {@code sep=;} is skipped too. */
    static Table parse(String text) throws Refused {
        String[] lines = text.split("\r\n|\n|\r", -1);
        int at = 0;
        while (at < lines.length
                && (lines[at].isBlank()
                        || lines[at].startsWith("#")
                        || lines[at].toLowerCase(java.util.Locale.ROOT).startsWith("sep="))) {
            at++;
        }
        if (at == lines.length) {
            throw new Refused("import.refused.empty");
        }
        CSVFormat format = format(lines[at]);
        Map<String, Integer> columns = header(lines[at], format);
        at++;

        List<Row> rows = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        boolean unfinished = !lines[lines.length - 1].isEmpty();
        while (at < lines.length) {
            int first = at;
            String line = lines[at++];
            if (line.isBlank()) {
                continue;
            }
            for (int more = 0; openQuote(line) && more < MAX_VALUE_LENGTH && at < lines.length; more++) {
                line = line + "\n" + lines[at++];
            }
            boolean last = at >= lines.length;
            List<String> cells = openQuote(line) ? List.of() : cells(line, format);
            if (unfinished && last && cells.size() < columns.size()) {
                throw new Refused("import.refused.truncated", first + 1);
            }
            if (cells.isEmpty()) {
                at = first + 1;
                problems.add(new RowProblem(first + 1, Reason.of("import.row.quotes")));
            } else if (cells.size() < columns.size() || !blankFrom(cells, columns.size())) {
                problems.add(new RowProblem(first + 1, Reason.of("import.row.cells", cells.size(), columns.size())));
            } else {
                rows.add(new Row(first + 1, columns, cells));
            }
        }
        if (rows.isEmpty() && problems.isEmpty()) {
            throw new Refused("import.refused.noRows");
        }
        return new Table(columns, rows, problems, unfinished);
    }

    boolean has(Column column) {
        return column.keys().stream().anyMatch(columns::containsKey);
    }

    Set<String> columnKeys() {
        return columns.keySet();
    }

    int lines() {
        return rows.size() + problems.size();
    }

    private static CSVFormat format(String header) throws Refused {
        int most = 1;
        CSVFormat best = null;
        for (char separator : SEPARATORS) {
            CSVFormat format =
                    CSVFormat.DEFAULT.builder().setDelimiter(separator).get();
            int cells = cells(header, format).size();
            if (cells > most) {
                most = cells;
                best = format;
            }
        }
        if (best == null) {
            throw new Refused("import.refused.noColumns");
        }
        return best;
    }

    private static Map<String, Integer> header(String line, CSVFormat format) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<String> names = cells(line, format);
        int filled = names.size();
        while (filled > 0 && names.get(filled - 1).isBlank()) {
            filled--;
        }
        for (int i = 0; i < filled; i++) {
            String key = Column.key(names.get(i));
            // nameless or double columns stay in the count of cells, but can't be asked for
            columns.putIfAbsent(key.isEmpty() || columns.containsKey(key) ? "#" + i : key, i);
        }
        return columns;
    }

    /** The values of one line; empty when it can't be read. */
    private static List<String> cells(String line, CSVFormat format) {
        if (line.indexOf('"') < 0) {
            return List.of(line.split("\\" + format.getDelimiterString(), -1));
        }
        try (CSVParser parser = CSVParser.parse(line, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : List.of();
        } catch (IOException | java.io.UncheckedIOException | IllegalStateException unreadable) {
            return List.of();
        }
    }

    private static boolean openQuote(String line) {
        return line.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static boolean blankFrom(List<String> cells, int from) {
        return cells.subList(from, cells.size()).stream().allMatch(String::isBlank);
    }
}
