package nl.tec.hub;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of the first sheet of a workbook. Limits are checked before it is opened: a small workbook can unpack to
 * gigabytes, or have one cell in column 300 million.
 */
public final class WorkbookRows {

    private static final Pattern REFERENCE = Pattern.compile("[A-Z]{1,3}[0-9]{1,7}");

    private WorkbookRows() {}

    /** The limits on a workbook. @param unpacked the total bytes of all parts */
    public record Limits(int unpacked, int columns) {}

    public enum Flaw {
        TOO_LARGE,
        TOO_WIDE
    }

    /** The workbook exceeds the limits. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final Flaw flaw;

        Refused(Flaw flaw) {
            super(flaw.name());
            this.flaw = flaw;
        }

        public Flaw flaw() {
            return flaw;
        }
    }

    /** The value of a cell. @param number whether it is a number, with a decimal point; dates are numbers too */
    public record Value(String text, boolean number) {}

    /** A receiver of rows. @param <E> the exception that can abort reading */
    public interface Handler<E extends Exception> {

        /** Receives a row. @param number the row number in the spreadsheet, from 1; empty rows are skipped */
        void row(int number, List<Value> values) throws E;
    }

    /** Reads all rows. @throws org.dhatim.fastexcel.reader.ExcelReaderException or an IllegalArgumentException if it is not a workbook */
    public static <E extends Exception> void read(byte[] content, Limits limits, Handler<E> handler)
            throws IOException, Refused, E {
        check(content, limits);
        readChecked(content, handler);
    }

    /** Reads all rows of a workbook that {@link #check} accepted before, so that it is not unpacked twice. */
    public static <E extends Exception> void readChecked(byte[] content, Handler<E> handler) throws IOException, E {
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content));
                Stream<Row> stream = workbook.getFirstSheet().openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                List<Value> values = new ArrayList<>();
                for (int column = 0; column < row.getCellCount(); column++) {
                    values.add(value(row.getCell(column)));
                }
                handler.row(row.getRowNum(), values);
            }
        }
    }

    private static Value value(@Nullable Cell cell) {
        return cell == null || cell.getRawValue() == null
                ? new Value("", false)
                : new Value(cell.getText(), cell.getType() == CellType.NUMBER);
    }

    /** Checks the size and width of every part by streaming it once, with the parser that opens the workbook. */
    public static void check(byte[] content, Limits limits) throws IOException, Refused {
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            int left = limits.unpacked();
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (LimitedInput part = new LimitedInput(zip.getInputStream(entry), left)) {
                    checkWidth(part, limits.columns());
                    part.drain();
                    left = part.left();
                }
            }
        } catch (LimitedInput.TooLarge e) {
            throw new Refused(Flaw.TOO_LARGE);
        }
    }

    /** Checks the column references: the reader allocates a row as wide as its last cell claims. */
    private static void checkWidth(InputStream part, int columns) throws LimitedInput.TooLarge, Refused {
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
                    if (cells > columns || column(xml.getAttributeValue(null, "r")) > columns) {
                        throw new Refused(Flaw.TOO_WIDE);
                    }
                }
            }
        } catch (XMLStreamException e) {
            // not XML, such as a picture, or malformed: then the reader fails too
            if (e.getNestedException() instanceof LimitedInput.TooLarge tooLarge) {
                throw tooLarge;
            }
        }
    }

    /** Returns the column number: 28 for {@code AB12}, 0 without a reference. */
    private static int column(@Nullable String reference) throws Refused {
        if (reference == null) {
            return 0;
        }
        if (!REFERENCE.matcher(reference).matches()) {
            throw new Refused(Flaw.TOO_WIDE);
        }
        int column = 0;
        for (int i = 0; reference.charAt(i) >= 'A'; i++) {
            column = column * 26 + reference.charAt(i) - 'A' + 1;
        }
        return column;
    }
}
