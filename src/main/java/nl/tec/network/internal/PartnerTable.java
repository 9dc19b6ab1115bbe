package nl.tec.network.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.hub.Sheet;
import nl.tec.network.PartnerImports;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** The rows of a file that somebody wants to import: CSV with comma or semicolon, or the first sheet of a spreadsheet. */
final class PartnerTable {

    /** Unpacked, this is more than any list of partners. */
    private static final long MOST_UNPACKED = 60_000_000;

    /** It can't be read; the message is the key of the text that says why. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String key) {
            super(key);
        }
    }

    /** @param line as a spreadsheet numbers it: the head is 1. @param cells by column; a column that is not in the file is not there */
    record Line(int line, Map<String, String> cells) {

        String get(String column) {
            return cells.getOrDefault(column, "");
        }

        boolean has(String column) {
            return cells.containsKey(column);
        }
    }

    private PartnerTable() {}

    static List<Line> read(byte[] content) throws Unreadable {
        boolean zip = content.length > 3 && content[0] == 'P' && content[1] == 'K';
        List<Line> lines = new ArrayList<>();
        try {
            List<List<String>> rows = zip ? workbook(content) : csv(decode(content));
            List<String> head = rows.isEmpty()
                    ? List.of()
                    : rows.get(0).stream()
                            .map(name -> name.strip().toLowerCase(Locale.ROOT))
                            .toList();
            if (!head.contains("name") || !head.contains("kind")) {
                throw new Unreadable("partners.import.noColumns");
            }
            for (int at = 1; at < rows.size(); at++) {
                List<String> row = rows.get(at);
                if (row.stream().allMatch(String::isBlank)) {
                    continue;
                }
                Map<String, String> cells = new HashMap<>();
                for (int column = 0; column < head.size(); column++) {
                    if (PartnerImports.COLUMNS.contains(head.get(column))) {
                        String cell = column < row.size() ? row.get(column) : "";
                        cells.put(head.get(column), Sheet.asTyped(cell.strip()));
                    }
                }
                lines.add(new Line(at + 1, cells));
            }
        } catch (IOException | UncheckedIOException | ExcelReaderException | IllegalArgumentException e) {
            throw new Unreadable("partners.import.unreadable");
        }
        return lines;
    }

    private static List<List<String>> csv(String text) throws IOException, Unreadable {
        String head = text.lines().findFirst().orElse("");
        char delimiter = head.chars().filter(c -> c == ';').count()
                        > head.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
        List<List<String>> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(false)
                        .get())
                .get()) {
            for (CSVRecord row : parser) {
                add(rows, row.toList());
            }
        }
        return rows;
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
        if (rows.size() > PartnerImports.MOST_ROWS) {
            throw new Unreadable("partners.import.tooMany");
        }
        rows.add(row);
    }

    /** A small file that unpacks to a huge one is not opened. */
    private static void mustFit(byte[] content) throws IOException, Unreadable {
        long unpacked = 0;
        byte[] buffer = new byte[64 * 1024];
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream part = zip.getInputStream(entry)) {
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        unpacked += read;
                        if (unpacked > MOST_UNPACKED) {
                            throw new Unreadable("partners.import.tooLarge");
                        }
                    }
                }
            }
        }
    }

    private static String decode(byte[] bytes) throws Unreadable {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        if (text.indexOf(0) >= 0) {
            throw new Unreadable("partners.import.unreadable");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
