package nl.tec.hub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.reader.ExcelReaderException;

/** Reads all rows of an uploaded table, with the header: CSV (comma, semicolon or tab) or the first sheet of a workbook. */
public final class TableReader {

    private TableReader() {}

    /** The limits on a table. @param cell in characters. @param unpacked the total bytes of all parts of a workbook */
    public record Limits(int rows, int columns, int cell, int unpacked) {}

    public enum Flaw {
        NO_TABLE,
        TOO_LARGE,
        TOO_MANY_ROWS,
        TOO_WIDE,
        CELL_TOO_LONG
    }

    /** The table cannot be read or exceeds the limits. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final Flaw flaw;

        Unreadable(Flaw flaw) {
            super(flaw.name());
            this.flaw = flaw;
        }

        public Flaw flaw() {
            return flaw;
        }
    }

    /** Returns what two headings or names have in common that differ only in case, accents, spaces and punctuation. */
    public static String headingKey(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    public static List<List<String>> rows(byte[] content, Limits limits) throws Unreadable {
        try {
            return TextFile.starts(content, 'P', 'K') ? workbook(content, limits) : csv(content, limits);
        } catch (IOException | UncheckedIOException | ExcelReaderException | IllegalArgumentException e) {
            throw new Unreadable(Flaw.NO_TABLE);
        }
    }

    private static List<List<String>> csv(byte[] content, Limits limits) throws IOException, Unreadable {
        try (TextFile text = TextFile.of(new ByteArrayInputStream(content), content.length);
                CsvReader csv = new CsvReader(text.reader(), limits.cell())) {
            List<List<String>> rows = new ArrayList<>();
            add(rows, csv.head(), limits);
            for (CsvReader.Line line = csv.next(); line != null; line = csv.next()) {
                if (line.cells().isEmpty()) {
                    throw new Unreadable(Flaw.NO_TABLE);
                }
                add(rows, line.cells(), limits);
            }
            return rows;
        } catch (TextFile.NotText e) {
            throw new Unreadable(Flaw.NO_TABLE);
        }
    }

    private static List<List<String>> workbook(byte[] content, Limits limits) throws IOException, Unreadable {
        List<List<String>> rows = new ArrayList<>();
        try {
            WorkbookRows.read(
                    content, new WorkbookRows.Limits(limits.unpacked(), limits.columns()), (number, values) -> {
                        while (rows.size() < number - 1) {
                            add(rows, List.of(), limits);
                        }
                        add(rows, values.stream().map(WorkbookRows.Value::text).toList(), limits);
                    });
        } catch (WorkbookRows.Refused e) {
            throw new Unreadable(e.flaw() == WorkbookRows.Flaw.TOO_LARGE ? Flaw.TOO_LARGE : Flaw.TOO_WIDE);
        }
        return rows;
    }

    private static void add(List<List<String>> rows, List<String> row, Limits limits) throws Unreadable {
        if (rows.size() > limits.rows()) {
            throw new Unreadable(Flaw.TOO_MANY_ROWS);
        }
        if (row.size() > limits.columns()) {
            throw new Unreadable(Flaw.TOO_WIDE);
        }
        if (row.stream().anyMatch(cell -> cell.length() > limits.cell())) {
            throw new Unreadable(Flaw.CELL_TOO_LONG);
        }
        rows.add(row);
    }
}
