package nl.tec.partners.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.TableExport;
import nl.tec.hub.TableReader;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerImports.Column;

/**
 * The rows of an uploaded file: CSV with comma, semicolon or tab, or the first sheet of a workbook.
 *
 * @param ignored unknown headings
 */
public record PartnerTable(List<Line> lines, List<String> ignored) {

    /** The maximum unpacked size in bytes, three times the largest list of partners with all texts. */
    private static final int MAX_UNPACKED = 30_000_000;

    private static final int MAX_COLUMNS = 100;

    /** The maximum number of characters of a cell, more than any stored value. */
    private static final int MAX_CELL = 2_000;

    private static final TableReader.Limits LIMITS =
            new TableReader.Limits(PartnerImports.MAX_ROWS, MAX_COLUMNS, MAX_CELL, MAX_UNPACKED);

    /** Signals that a file cannot be read; the message is a message key. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String key) {
            super(key);
        }
    }

    /** @param line the row number in a spreadsheet: the header is 1. @param cells by column; columns not in the file are absent */
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
            return of(TableReader.rows(content, LIMITS));
        } catch (TableReader.Unreadable e) {
            throw new Unreadable("partners.import."
                    + switch (e.flaw()) {
                        case NO_TABLE -> "unreadable";
                        case TOO_LARGE -> "tooLarge";
                        case TOO_MANY_ROWS -> "tooMany";
                        case TOO_WIDE -> "tooWide";
                        case CELL_TOO_LONG -> "cellTooLong";
                    });
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
                    place < row.size()
                            ? TableExport.unescapeFormula(row.get(place).strip())
                            : ""));
            lines.add(new Line(at + 1, cells));
        }
        return new PartnerTable(lines, ignored);
    }
}
