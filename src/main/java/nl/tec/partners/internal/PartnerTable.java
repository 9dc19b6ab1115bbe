package nl.tec.partners.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.CsvReader;
import nl.tec.hub.TableExport;
import nl.tec.hub.TextFile;
import nl.tec.hub.WorkbookRows;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerImports.Column;
import org.dhatim.fastexcel.reader.ExcelReaderException;

/**
 * The rows of an uploaded file: CSV with comma, semicolon or tab, or the first sheet of a workbook.
 *
 * @param ignored headings that are no column of ours
 */
public record PartnerTable(List<Line> lines, List<String> ignored) {

    /** Bytes; the largest list of partners with all texts is a third of it. */
    private static final int MAX_UNPACKED = 30_000_000;

    private static final int MAX_COLUMNS = 100;

    /** Characters; what we keep of a partner is shorter. */
    private static final int MAX_CELL = 2_000;

    private static final WorkbookRows.Limits LIMITS = new WorkbookRows.Limits(MAX_UNPACKED, MAX_COLUMNS);

    /** It can't be read; the message is the key of the text that says why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String key) {
            super(key);
        }
    }

    /** @param line as a spreadsheet numbers it: the head is 1. @param cells by column; a column that is not in the file is not there */
    public record Line(int line, Map<Column, String> cells) {

        String get(Column column) {
            return cells.getOrDefault(column, "");
        }

        boolean has(Column column) {
            return cells.containsKey(column);
        }
    }

    public static PartnerTable read(byte[] content) throws Unreadable {
        try {
            List<List<String>> rows = TextFile.starts(content, 'P', 'K') ? workbook(content) : csv(content);
            return of(rows);
        } catch (IOException | UncheckedIOException | ExcelReaderException | IllegalArgumentException e) {
            throw new Unreadable("partners.import.unreadable");
        }
    }

    private static PartnerTable of(List<List<String>> rows) throws Unreadable {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        List<String> ignored = new ArrayList<>();
        List<String> head = rows.isEmpty() ? List.of() : rows.get(0);
        for (int at = 0; at < head.size(); at++) {
            Optional<Column> column = Column.named(head.get(at));
            if (column.isEmpty()) {
                if (!head.get(at).isBlank()) {
                    ignored.add(head.get(at).strip());
                }
            } else if (columns.putIfAbsent(column.get(), at) != null) {
                throw new Unreadable("partners.import.columnTwice");
            }
        }
        if (!columns.containsKey(Column.NAME) || !columns.containsKey(Column.KIND)) {
            throw new Unreadable("partners.import.noColumns");
        }
        List<Line> lines = new ArrayList<>();
        for (int at = 1; at < rows.size(); at++) {
            List<String> row = rows.get(at);
            if (row.stream().allMatch(String::isBlank)) {
                continue;
            }
            Map<Column, String> cells = new EnumMap<>(Column.class);
            columns.forEach((column, place) -> cells.put(
                    column,
                    place < row.size() ? TableExport.asTyped(row.get(place).strip()) : ""));
            lines.add(new Line(at + 1, cells));
        }
        return new PartnerTable(lines, ignored);
    }

    private static List<List<String>> csv(byte[] content) throws IOException, Unreadable {
        try (TextFile text = TextFile.of(new ByteArrayInputStream(content), content.length);
                CsvReader csv = new CsvReader(text.reader(), MAX_CELL)) {
            List<List<String>> rows = new ArrayList<>();
            add(rows, csv.head());
            for (CsvReader.Line line = csv.next(); line != null; line = csv.next()) {
                if (line.cells().isEmpty()) {
                    throw new Unreadable("partners.import.unreadable");
                }
                add(rows, line.cells());
            }
            return rows;
        } catch (TextFile.NotText e) {
            throw new Unreadable("partners.import.unreadable");
        }
    }

    private static List<List<String>> workbook(byte[] content) throws IOException, Unreadable {
        List<List<String>> rows = new ArrayList<>();
        try {
            WorkbookRows.read(content, LIMITS, (number, values) -> {
                while (rows.size() < number - 1) {
                    add(rows, List.of());
                }
                add(rows, values.stream().map(WorkbookRows.Value::text).toList());
            });
        } catch (WorkbookRows.Refused e) {
            throw new Unreadable(
                    e.flaw() == WorkbookRows.Flaw.TOO_LARGE ? "partners.import.tooLarge" : "partners.import.tooWide");
        }
        return rows;
    }

    private static void add(List<List<String>> rows, List<String> row) throws Unreadable {
        if (rows.size() > PartnerImports.MAX_ROWS) {
            throw new Unreadable("partners.import.tooMany");
        }
        if (row.size() > MAX_COLUMNS) {
            throw new Unreadable("partners.import.tooWide");
        }
        if (row.stream().anyMatch(cell -> cell.length() > MAX_CELL)) {
            throw new Unreadable("partners.import.cellTooLong");
        }
        rows.add(row);
    }
}
