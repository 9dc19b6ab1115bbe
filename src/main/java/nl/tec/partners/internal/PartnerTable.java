package nl.tec.partners.internal;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import nl.tec.hub.CsvReader;
import nl.tec.hub.TableExport;
import nl.tec.hub.TextFile;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerImports.Column;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an uploaded file: CSV with comma, semicolon or tab, or the first sheet of a workbook. What a workbook costs is
 * limited before it is opened: a small one can unpack to gigabytes, or have one cell in column 300 million.
 *
 * @param ignored headings that are no column of ours
 */
public record PartnerTable(List<Line> lines, List<String> ignored) {

    /** Bytes; the largest list of partners with all texts is a third of it. */
    private static final int MAX_UNPACKED = 30_000_000;

    private static final int MAX_COLUMNS = 100;

    /** Characters; what we keep of a partner is shorter. */
    private static final int MAX_CELL = 2_000;

    private static final Pattern REFERENCE = Pattern.compile("[A-Z]{1,3}[0-9]{1,7}");

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
        mustFit(content);
        List<List<String>> rows = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content));
                Stream<Row> stream = workbook.getFirstSheet().openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                while (rows.size() < row.getRowNum() - 1) {
                    add(rows, List.of());
                }
                List<String> cells = new ArrayList<>();
                for (int column = 0; column < row.getCellCount(); column++) {
                    Cell cell = row.getCell(column);
                    cells.add(cell == null || cell.getRawValue() == null ? "" : cell.getText());
                }
                add(rows, cells);
            }
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

    /** Reads every part once, without keeping it, with the parser that the workbook is opened with. */
    private static void mustFit(byte[] content) throws IOException, Unreadable {
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            int left = MAX_UNPACKED;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (Limited part = new Limited(zip.getInputStream(entry), left)) {
                    mustBeNarrow(part);
                    part.drain();
                    left = part.left;
                }
            }
        } catch (TooLarge e) {
            throw new Unreadable("partners.import.tooLarge");
        }
    }

    /** The reader makes a row as wide as its last cell says it is. */
    private static void mustBeNarrow(InputStream part) throws TooLarge, Unreadable {
        XMLInputFactory parsers = new InputFactoryImpl();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = parsers.createXMLStreamReader(part);
            int cells = 0;
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("row")) {
                    cells = 0;
                } else if (xml.getLocalName().equals("c")) {
                    cells++;
                    if (cells > MAX_COLUMNS || column(xml.getAttributeValue(null, "r")) > MAX_COLUMNS) {
                        throw new Unreadable("partners.import.tooWide");
                    }
                }
            }
        } catch (XMLStreamException e) {
            // no XML, such as a picture, or broken: then the reader comes no further either
            if (e.getNestedException() instanceof TooLarge tooLarge) {
                throw tooLarge;
            }
        }
    }

    /** {@code AB12} is in column 28; 0 without a reference. */
    private static int column(@Nullable String reference) throws Unreadable {
        if (reference == null) {
            return 0;
        }
        if (!REFERENCE.matcher(reference).matches()) {
            throw new Unreadable("partners.import.tooWide");
        }
        int column = 0;
        for (int i = 0; reference.charAt(i) >= 'A'; i++) {
            column = column * 26 + reference.charAt(i) - 'A' + 1;
        }
        return column;
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Gives so many bytes and then fails. */
    private static final class Limited extends FilterInputStream {
        private int left;

        Limited(InputStream in, int left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new TooLarge();
            }
            return read;
        }

        void drain() throws IOException {
            byte[] buffer = new byte[64 * 1024];
            while (read(buffer, 0, buffer.length) >= 0) {
                // only counted
            }
        }
    }
}
