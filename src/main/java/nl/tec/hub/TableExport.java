package nl.tec.hub;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A table to download. It has all rows there are: they are written while they are read, so that a long one ({@link #inPieces})
 * is never in memory as a whole.
 *
 * @param name of the file, without its ending
 * @param rows numbers, dates, text, or null
 */
public record TableExport(String name, List<String> header, Iterable<List<@Nullable Object>> rows) {

    /** The number of rows that are asked for at a time, and are in memory. */
    public static final int PIECE = 500;

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /**
     * Rows that were asked for together.
     *
     * @param next the key that the rows after these are asked with; null: these are the last
     */
    public record Piece<K>(
            List<List<@Nullable Object>> rows, @Nullable K next) {

        /** From a query that has a page with the key of the next one. */
        public static <T, K> Piece<K> of(List<T> page, Function<T, List<@Nullable Object>> row, @Nullable K next) {
            return new Piece<>(page.stream().map(row).toList(), next);
        }

        /** From a query that gives {@link TableExport#PIECE} rows when there are as many: behind them there may be more. */
        public static <T, K> Piece<K> byKey(List<T> page, Function<T, List<@Nullable Object>> row, Function<T, K> key) {
            return of(page, row, page.size() < PIECE ? null : key.apply(page.get(page.size() - 1)));
        }
    }

    /** All rows of a list that is paged by key. @param read gets null for the first piece */
    public static <K> Iterable<List<@Nullable Object>> inPieces(Function<@Nullable K, Piece<K>> read) {
        return () -> new Iterator<>() {
            private Piece<K> piece = read.apply(null);
            private Iterator<List<@Nullable Object>> rows = piece.rows().iterator();

            @Override
            public boolean hasNext() {
                while (!rows.hasNext() && piece.next() != null) {
                    piece = read.apply(piece.next());
                    rows = piece.rows().iterator();
                }
                return rows.hasNext();
            }

            @Override
            public List<@Nullable Object> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return rows.next();
            }
        };
    }

    /**
     * As a spreadsheet, or as CSV (UTF-8) that Excel opens with a click where people write decimal commas: with semicolons,
     * decimal commas, and the mark of UTF-8.
     *
     * @param kind csv or xlsx
     */
    public void download(String kind, HttpServletResponse response) throws IOException {
        if (kind.equals("csv")) {
            answer(response, CSV, name + ".csv");
            Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
            out.write('\uFEFF');
            writeCsv(out);
        } else {
            answer(response, WORKBOOK, name + ".xlsx");
            writeWorkbook(List.of(this), response.getOutputStream());
        }
    }

    /** Several tables as one workbook, each on a sheet of its own. @param file its name, without its ending */
    public static void downloadTogether(String file, List<TableExport> sheets, HttpServletResponse response)
            throws IOException {
        answer(response, WORKBOOK, file + ".xlsx");
        writeWorkbook(sheets, response.getOutputStream());
    }

    private static void answer(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }

    private void writeCsv(Writer out) throws IOException {
        CSVPrinter printer =
                new CSVPrinter(out, CSVFormat.EXCEL.builder().setDelimiter(';').get());
        printer.printRecord(header);
        for (List<@Nullable Object> row : rows) {
            printer.printRecord(row.stream().map(TableExport::asWritten).toArray());
        }
        printer.flush();
    }

    private static @Nullable Object asWritten(@Nullable Object value) {
        Object exact = value instanceof Double number ? BigDecimal.valueOf(number) : value;
        return exact instanceof BigDecimal decimal ? decimal.toPlainString().replace('.', ',') : harmless(exact);
    }

    private static void writeWorkbook(List<TableExport> sheets, OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(out, "TEC", "1.0")) {
            for (TableExport table : sheets) {
                String name = table.name();
                table.writeSheet(workbook.newWorksheet(name.length() > 31 ? name.substring(0, 31) : name));
            }
        }
    }

    private void writeSheet(Worksheet sheet) throws IOException {
        for (int column = 0; column < header.size(); column++) {
            sheet.value(0, column, header.get(column));
            sheet.style(0, column).bold().set();
        }
        sheet.freezePane(0, 1);
        int line = 0;
        for (List<@Nullable Object> row : rows) {
            line++;
            for (int column = 0; column < row.size(); column++) {
                write(sheet, line, column, row.get(column));
            }
            if (line % PIECE == 0) {
                sheet.flush();
            }
        }
        sheet.finish();
    }

    private static void write(Worksheet sheet, int line, int column, @Nullable Object value) {
        if (value instanceof Number number) {
            sheet.value(line, column, number);
        } else if (value instanceof LocalDate day) {
            sheet.value(line, column, day);
            sheet.style(line, column).format("yyyy-mm-dd").set();
        } else if (value != null) {
            // in its cell: a list of all texts would be in memory until the end
            sheet.inlineString(line, column, value.toString());
        }
    }

    /** A text that a spreadsheet would take for a formula; {@link #asTyped} takes back what is done to it. */
    private static @Nullable Object harmless(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : value;
    }

    /** A text of such a file as it was before. */
    public static String asTyped(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@\t\r".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
