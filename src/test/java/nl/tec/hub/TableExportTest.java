package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** A downloaded table contains all rows, which are streamed. */
class TableExportTest {

    private final List<Integer> asked = new ArrayList<>();

    /** Returns a table of this number of rows, numbered from 1 and read in batches. */
    private TableExport sheet(int rows) {
        return new TableExport(
                "lijst",
                List.of("number", "day", "text"),
                TableExport.<Integer>inBatches(after -> TableExport.Batch.byKey(
                        batch(after == null ? 0 : after, rows),
                        n -> Arrays.asList(n, LocalDate.of(2026, 9, 1), n == 2 ? "=1+1" : "rij " + n),
                        n -> n)));
    }

    private List<Integer> batch(int after, int rows) {
        asked.add(after);
        return IntStream.rangeClosed(after + 1, Math.min(after + TableExport.BATCH_SIZE, rows))
                .boxed()
                .toList();
    }

    @Test
    void everyRowIsInBothFiles() throws Exception {
        for (int rows : new int[] {0, 1, TableExport.BATCH_SIZE, 2 * TableExport.BATCH_SIZE + 7}) {
            MockHttpServletResponse csv = new MockHttpServletResponse();
            sheet(rows).download("csv", csv);
            assertThat(csv.getContentAsString().lines()).hasSize(rows + 1);
            MockHttpServletResponse xlsx = new MockHttpServletResponse();
            sheet(rows).download("xlsx", xlsx);
            try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(xlsx.getContentAsByteArray()))) {
                List<Row> lines = book.getFirstSheet().read();
                assertThat(lines).hasSize(rows + 1);
                assertThat(lines.get(0).getCellText(2)).isEqualTo("text");
                if (rows > 2) {
                    Row last = lines.get(rows);
                    assertThat(last.getCellAsNumber(0).orElseThrow().intValue()).isEqualTo(rows);
                    assertThat(last.getCellAsDate(1).orElseThrow()).isEqualTo("2026-09-01T00:00");
                    assertThat(last.getCellText(2)).isEqualTo("rij " + rows);
                    assertThat(lines.get(2).getCellText(2))
                            .as("a text, not a formula")
                            .isEqualTo("=1+1");
                }
            }
        }
    }

    @Test
    void aBatchIsReadAfterThePreviousOneIsWritten() throws Exception {
        TableExport tableExport = sheet(TableExport.BATCH_SIZE + 1);
        var rows = tableExport.rows().iterator();
        rows.next();
        assertThat(asked).containsExactly(0);
        rows.forEachRemaining(row -> {});
        assertThat(asked).containsExactly(0, TableExport.BATCH_SIZE);
        assertThatThrownBy(rows::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void excelGetsSemicolonsAndAByteOrderMark_andNoFormulas() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        sheet(2).download("csv", response);
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"lijst.csv\"");
        assertThat(response.getContentAsString())
                .isEqualTo("\uFEFFnumber;day;text\r\n1;2026-09-01;rij 1\r\n2;2026-09-01;'=1+1\r\n");
    }

    @Test
    void decimalsAreWrittenWithAComma() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new TableExport(
                        "lijst",
                        List.of("a", "b", "c"),
                        List.of(List.of(27.998, new BigDecimal("1250.50"), 12_345_678.0)))
                .download("csv", response);
        assertThat(response.getContentAsString()).endsWith("\r\n27,998;1250,50;12345678\r\n");
    }
}
