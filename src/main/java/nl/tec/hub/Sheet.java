package nl.tec.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A table to download, as CSV (RFC 4180, UTF-8) or as a spreadsheet.
 *
 * @param name of the file, without its ending
 * @param rows numbers, dates, text, or null
 */
public record Sheet(String name, List<String> header, List<List<@Nullable Object>> rows) {

    /** @param kind csv or xlsx */
    public ResponseEntity<byte[]> download(String kind) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean csv = kind.equals("csv");
        try {
            if (csv) {
                writeCsv(bytes);
            } else {
                writeWorkbook(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseEntity.ok()
                .contentType(
                        csv
                                ? new MediaType("text", "csv", StandardCharsets.UTF_8)
                                : MediaType.parseMediaType(
                                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + kind + "\"")
                .body(bytes.toByteArray());
    }

    private void writeCsv(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        printer.printRecord(header);
        for (List<@Nullable Object> row : rows) {
            printer.printRecord(row.stream().map(Sheet::harmless).toArray());
        }
        printer.flush();
    }

    private void writeWorkbook(OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(out, "TEC", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(name.length() > 31 ? name.substring(0, 31) : name);
            for (int column = 0; column < header.size(); column++) {
                sheet.value(0, column, header.get(column));
                sheet.style(0, column).bold().set();
            }
            sheet.freezePane(0, 1);
            for (int line = 0; line < rows.size(); line++) {
                List<@Nullable Object> row = rows.get(line);
                for (int column = 0; column < row.size(); column++) {
                    Object value = row.get(column);
                    if (value instanceof Number number) {
                        sheet.value(line + 1, column, number);
                    } else if (value instanceof LocalDate day) {
                        sheet.value(line + 1, column, day);
                        sheet.style(line + 1, column).format("yyyy-mm-dd").set();
                    } else if (value != null) {
                        sheet.value(line + 1, column, value.toString());
                    }
                }
            }
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
