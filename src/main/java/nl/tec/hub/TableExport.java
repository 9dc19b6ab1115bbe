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
 * A complete table to download. Rows are streamed, so that a long table ({@link #inBatches}) is never in memory as a
 * whole.
 *
 * @param name the file name, without extension
 * @param rows the rows: numbers, dates, text or null
 */
public record TableExport(String name, List<String> header, Iterable<List<@Nullable Object>> rows) {

    /** The number of rows read at a time and held in memory. */
    public static final int BATCH_SIZE = 500;

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /**
     * A batch of rows.
     *
     * @param next the key to read the next batch with; null if this is the last
     */
    public record Batch<K>(
            List<List<@Nullable Object>> rows, @Nullable K next) {

        /** Creates a batch from a query whose page has the key of the next one. */
        public static <T, K> Batch<K> of(List<T> page, Function<T, List<@Nullable Object>> row, @Nullable K next) {
            return new Batch<>(page.stream().map(row).toList(), next);
        }

        /** Creates a batch from a query limited to {@link TableExport#BATCH_SIZE} rows: a full batch may be followed by more. */
        public static <T, K> Batch<K> byKey(List<T> page, Function<T, List<@Nullable Object>> row, Function<T, K> key) {
            return of(page, row, page.size() < BATCH_SIZE ? null : key.apply(page.get(page.size() - 1)));
        }
    }

    /** Iterates over all rows of a list with keyset pagination. @param read receives null for the first batch */
    public static <K> Iterable<List<@Nullable Object>> inBatches(Function<@Nullable K, Batch<K>> read) {
        return () -> new Iterator<>() {
            private Batch<K> batch = read.apply(null);
            private Iterator<List<@Nullable Object>> rows = batch.rows().iterator();

            @Override
            public boolean hasNext() {
                while (!rows.hasNext() && batch.next() != null) {
                    batch = read.apply(batch.next());
                    rows = batch.rows().iterator();
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
     * Sends the table as a spreadsheet, or as CSV that Excel opens correctly in locales with a decimal comma: with semicolons,
     * decimal commas and a UTF-8 byte order mark.
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

    /** Sends several tables as one workbook, each on its own sheet. @param file the file name, without extension */
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
        return exact instanceof BigDecimal decimal ? decimal.toPlainString().replace('.', ',') : escapeFormula(exact);
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
            if (line % BATCH_SIZE == 0) {
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
            // inline: a shared string table would stay in memory until the end
            sheet.inlineString(line, column, value.toString());
        }
    }

    /** Escapes a text that a spreadsheet would interpret as a formula; {@link #unescapeFormula} reverses this. */
    private static @Nullable Object escapeFormula(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : value;
    }

    /** Removes the escaping from a text of an exported file. */
    public static String unescapeFormula(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@\t\r".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
