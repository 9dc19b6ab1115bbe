package nl.tec.documents;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the memory that an untrusted PDF may unpack to. PDFBox unpacks the structure of a document into memory, however large it
 * is: some megabytes can become some gigabytes. Which streams count as structure depends on everything else in the file, so they are
 * not measured beforehand but counted while they are unpacked.
 */
public final class PdfBudget {

    /** The limit for a whole document: two hundred pages with all objects need far less, and unpacking it takes a tenth of a second. */
    private static final long MAX_BYTES = 30_000_000;

    /** The limit for cross-reference tables, of which every byte can become an entry in memory. */
    private static final long MAX_TABLE_BYTES = 1_000_000;

    private static final int MAX_OBJECTS = 500_000;

    private static final String GAP = "(?:\\s|%[^\\r\\n]*+[\\r\\n])*+";

    /** Matches a cross-reference table whose entries have no width: reading it never ends. */
    private static final Pattern NO_WIDTH = Pattern.compile("/W" + GAP + "\\[(?:[0+.-]|\\s|%[^\\r\\n]*+[\\r\\n])*+\\]");

    private static final Pattern OBJECTS =
            Pattern.compile("/(?:Index|Size)" + GAP + "\\[?((?:[0-9+.-]|\\s|%[^\\r\\n]*+[\\r\\n])*+)");

    private static final Pattern MANY = Pattern.compile("[0-9]{6,}");
    private static final Pattern ESCAPED = Pattern.compile("#([0-9A-Fa-f]{2})");

    /** Unset for documents that this program makes itself, which are not limited. */
    private static final ThreadLocal<@Nullable PdfBudget> NOW = new ThreadLocal<>();

    static {
        countAllFilters();
    }

    /** The work that is done with the document. */
    @FunctionalInterface
    public interface Task<T> {
        T run() throws IOException;
    }

    private long bytes;
    private long tableBytes;

    private PdfBudget() {}

    /**
     * Runs a task on a PDF in this thread, within the budget.
     *
     * @throws IOException when the PDF unpacks to too much, has an image filter on its structure, or
     *     can't be read
     */
    public static <T> T within(byte[] pdf, Task<T> task) throws IOException {
        rejectEndlessTables(pdf);
        NOW.set(new PdfBudget());
        try {
            return task.run();
        } catch (StackOverflowError e) {
            throw new IOException("nested too deep", e);
        } finally {
            NOW.remove();
        }
    }

    /** Rejects endless cross-reference tables: PDFBox counts as far as a table claims, even where there is nothing to count. */
    private static void rejectEndlessTables(byte[] pdf) throws IOException {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        if (text.indexOf('#') >= 0) {
            text = ESCAPED.matcher(text)
                    .replaceAll(name ->
                            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(name.group(1), 16))));
        }
        boolean endless = NO_WIDTH.matcher(text).find()
                || OBJECTS.matcher(text)
                        .results()
                        .flatMap(found -> MANY.matcher(found.group(1)).results())
                        .anyMatch(number -> Double.parseDouble(number.group()) > MAX_OBJECTS);
        if (endless) {
            throw new IOException("a PDF with too many objects");
        }
    }

    private void take(long more, boolean table) throws IOException {
        bytes += more;
        tableBytes += table ? more : 0;
        if (bytes > MAX_BYTES || tableBytes > MAX_TABLE_BYTES) {
            throw new IOException("a PDF that unpacks to too much");
        }
    }

    /** Wraps the filters of PDFBox by reflection: it has no setting for a limit, and no way to register a filter. */
    private static void countAllFilters() {
        try {
            Field field = FilterFactory.class.getDeclaredField("filters");
            field.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<COSName, Filter> filters = (Map<COSName, Filter>) field.get(FilterFactory.INSTANCE);
            filters.replaceAll((name, filter) -> new Counted(name.getName(), filter));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of PDFBox", e);
        }
    }

    private static final class Counted extends Filter {

        private final boolean picture;
        private final Filter filter;

        Counted(String name, Filter filter) {
            this.picture = name.matches("(DCT|JPX|JBIG2|CCITTFax)Decode|DCT|CCF");
            this.filter = filter;
        }

        @Override
        public DecodeResult decode(InputStream packed, OutputStream unpacked, COSDictionary dictionary, int index)
                throws IOException {
            return filter.decode(packed, counted(unpacked, dictionary), dictionary, index);
        }

        @Override
        public DecodeResult decode(
                InputStream packed, OutputStream unpacked, COSDictionary dictionary, int index, DecodeOptions options)
                throws IOException {
            return filter.decode(packed, counted(unpacked, dictionary), dictionary, index, options);
        }

        @Override
        protected void encode(InputStream unpacked, OutputStream packed, COSDictionary dictionary) throws IOException {
            filter.encode(unpacked, packed, dictionary, 0);
        }

        private OutputStream counted(OutputStream out, COSDictionary dictionary) throws IOException {
            PdfBudget budget = NOW.get();
            if (budget == null) {
                return out;
            }
            if (picture) {
                // image filters allocate memory by the declared size, before anything is unpacked
                throw new IOException("a picture where none belongs");
            }
            boolean table = dictionary.containsKey(COSName.W);
            return new FilterOutputStream(out) {
                @Override
                public void write(int one) throws IOException {
                    budget.take(1, table);
                    out.write(one);
                }

                @Override
                public void write(byte[] some, int from, int length) throws IOException {
                    budget.take(length, table);
                    out.write(some, from, length);
                }
            };
        }
    }
}
