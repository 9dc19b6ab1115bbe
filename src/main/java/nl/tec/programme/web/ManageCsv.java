package nl.tec.programme.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A list as a file for a spreadsheet. */
final class ManageCsv {

    private final CSVPrinter csv;

    /** @param name of the file, without its ending */
    ManageCsv(HttpServletResponse response, String name, String... columns) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        out.write('\uFEFF'); // so that Excel sees that it is UTF-8
        csv = new CSVPrinter(out, CSVFormat.EXCEL.builder().setDelimiter(';').get());
        csv.printRecord((Object[]) columns);
    }

    void row(@Nullable Object... values) throws IOException {
        for (Object value : values) {
            csv.print(value instanceof String text ? harmless(text) : value);
        }
        csv.println();
    }

    void end() throws IOException {
        csv.flush();
    }

    /** A text that begins as a formula would be run by a spreadsheet. */
    private static String harmless(String text) {
        return text.matches("(?s)^[=+\\-@\t\r].*") ? "'" + text : text;
    }
}
