package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import nl.tec.hub.CsvReader;
import nl.tec.hub.TextFile;
import nl.tec.organisations.ImportBatches;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ImportReport.RowProblem;

/** A file of rows under column names. It is streamed, so it can be larger than memory, and can be read more than once. */
final class Table {

    /** The maximum number of extra lines of a quoted value. */
    private static final int MAX_VALUE_LINES = 5;

    private final TextFile text;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final int lines;

    /** @throws Refused if it is not text, or too large */
    static TextFile text(InputStream content) throws IOException, Refused {
        try {
            return TextFile.of(content, ImportBatches.MAX_FILE_BYTES);
        } catch (TextFile.NotText e) {
            throw switch (e.flaw()) {
                case TOO_LARGE -> new Refused("import.refused.tooLarge", ImportBatches.MAX_FILE_BYTES / 1024 / 1024);
                case EMPTY -> new Refused("import.refused.empty");
                case ZIP -> new Refused("import.refused.zip");
                case EXCEL -> new Refused("import.refused.excel");
                case PDF -> new Refused("import.refused.pdf");
                case HTML -> new Refused("import.refused.html");
                case BINARY -> new Refused("import.refused.binary");
            };
        }
    }

    /** @param text stays open while the table is used */
    Table(TextFile text) throws IOException, Refused {
        this.text = text;
        this.lines = count();
    }

    private int count() throws IOException, Refused {
        try (CsvReader csv = csv()) {
            name(csv.head());
            int count = 0;
            for (CsvReader.Line line = csv.next(); line != null; line = csv.next()) {
                if (line.last() && !text.isFinished() && line.cells().size() < columns.size()) {
                    throw new Refused("import.refused.truncated", line.number());
                }
                count += line.isBlank() ? 0 : 1;
            }
            if (count == 0) {
                throw new Refused("import.refused.noRows");
            }
            return count;
        }
    }

    private void name(List<String> head) throws Refused {
        if (head.isEmpty()) {
            throw new Refused("import.refused.empty");
        }
        if (head.size() == 1) {
            throw new Refused("import.refused.noColumns");
        }
        int filled = head.size();
        while (filled > 0 && head.get(filled - 1).isBlank()) {
            filled--;
        }
        for (int i = 0; i < filled; i++) {
            String key = Column.key(head.get(i));
            // unnamed and duplicate columns count as cells, but cannot be accessed
            columns.putIfAbsent(key.isEmpty() || columns.containsKey(key) ? "#" + i : key, i);
        }
    }

    private CsvReader csv() throws IOException {
        return new CsvReader(text.reader(), MAX_VALUE_LINES);
    }

    /** @param problems receives the lines that cannot be read at all */
    void each(Consumer<Row> rows, Consumer<RowProblem> problems) {
        try (CsvReader csv = csv()) {
            for (CsvReader.Line line = csv.next(); line != null; line = csv.next()) {
                List<String> cells = line.cells();
                if (line.isBlank()) {
                    continue;
                }
                if (cells.isEmpty()) {
                    problems.accept(new RowProblem(line.number(), Reason.of("import.row.quotes")));
                } else if (cells.size() < columns.size() || !blankFrom(cells, columns.size())) {
                    problems.accept(
                            new RowProblem(line.number(), Reason.of("import.row.cells", cells.size(), columns.size())));
                } else {
                    rows.accept(new Row(line.number(), columns, cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all rows, skipping lines that cannot be read. */
    void each(Consumer<Row> rows) {
        each(rows, problem -> {});
    }

    boolean has(Column column) {
        return column.keys().stream().anyMatch(columns::containsKey);
    }

    Set<String> columnKeys() {
        return columns.keySet();
    }

    int lines() {
        return lines;
    }

    /** Whether the last line has a line ending; otherwise the file may be truncated. */
    boolean isFinished() {
        return text.isFinished();
    }

    private static boolean blankFrom(List<String> cells, int from) {
        return cells.subList(from, cells.size()).stream().allMatch(String::isBlank);
    }
}
