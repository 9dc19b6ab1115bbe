package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import nl.tec.documents.internal.PdfSeal;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An untrusted PDF takes little memory, whatever it unpacks to. */
class PdfBudgetTest {

    private static final Duration MAX_TIME = Duration.ofSeconds(2);
    private static final long MAX_MEMORY = 200_000_000;

    /** Loads the libraries, so that loading them is not measured. */
    @BeforeAll
    static void loadLibraries() {
        assertThat(PdfSeal.find(text("%PDF-1.7 rommel"))).isEmpty();
    }

    record Bomb(String name, byte[] pdf) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bomb> bombs() throws IOException {
        byte[] packed = packed(350_000_000);
        return Stream.of(
                new Bomb("table of contents", withTable("/Filter/FlateDecode", "/W[1 2 1]", packed)),
                new Bomb("packed twice", withTable("/Filter[/FlateDecode/FlateDecode]", "/W[1 2 1]", packed(packed))),
                new Bomb("name written otherwise", withTable("/F#69lter/Fl", "/W[1 2 1]", packed)),
                new Bomb("table without a width", withTable("/Filter/FlateDecode", "", packed)),
                new Bomb("far too many objects", withTable("", "/W[0 0 0]/Index[0 2000000000]", new byte[10])),
                new Bomb("entries without width", withTable("", "/#57%\n[0 0 00]/Index[0 400000]", new byte[10])),
                new Bomb("many small entries", withTable("/Filter/FlateDecode", "/W[1 0 0]", packed(20_000_000))),
                new Bomb(
                        "picture",
                        withTable(
                                "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
                                "/W[1 2 1]",
                                new byte[10])),
                new Bomb("objects in a stream", withObjects(packed)),
                new Bomb("nested", text("%PDF-1.7\n1 0 obj\n" + "[".repeat(1_000_000))));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void costsLittle(Bomb bomb) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = memory.getThreadAllocatedBytes(thread);
        long start = System.nanoTime();
        assertThat(PdfSeal.find(bomb.pdf())).isEmpty();
        try {
            PdfBudget.within(bomb.pdf(), () -> {
                try (PDDocument document = Loader.loadPDF(bomb.pdf())) {
                    return document.getNumberOfPages();
                }
            });
        } catch (IOException | RuntimeException refused) {
            // or it was opened without the excess: both are fine
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MAX_TIME.multipliedBy(2));
        assertThat(memory.getThreadAllocatedBytes(thread) - before).isLessThan(2 * MAX_MEMORY);
    }

    /** Our own documents can be opened, and have no limit. */
    @Test
    void anOrdinaryDocumentFits() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new org.apache.pdfbox.pdmodel.PDPage());
            document.save(bytes);
        }
        assertThat(PdfBudget.<Integer>within(bytes.toByteArray(), () -> {
                    try (PDDocument document = Loader.loadPDF(bytes.toByteArray())) {
                        return document.getNumberOfPages();
                    }
                }))
                .isEqualTo(1);
    }

    private static byte[] withTable(String filter, String widths, byte[] content) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write(text(
                "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\n"
                        + "endobj\n"));
        int table = pdf.size();
        pdf.write(text("3 0 obj\n<</Type/XRef/Size 4/Root 1 0 R" + widths + filter + "/Length " + content.length
                + ">>\nstream\n"));
        pdf.write(content);
        pdf.write(text("\nendstream\nendobj\nstartxref\n" + table + "\n%%EOF\n"));
        return pdf.toByteArray();
    }

    /** Makes a PDF with its catalogue in an object stream. */
    private static byte[] withObjects(byte[] packed) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write(text("%PDF-1.7\n"));
        int stream = pdf.size();
        pdf.write(text(
                "3 0 obj\n<</Type/ObjStm/N 2/First 10/Filter/FlateDecode/Length " + packed.length + ">>\nstream\n"));
        pdf.write(packed);
        pdf.write(text("\nendstream\nendobj\n"));
        int table = pdf.size();
        byte[] rows = {2, 0, 3, 0, 2, 0, 3, 1, 1, (byte) (stream >> 8), (byte) stream, 0};
        pdf.write(text(
                "4 0 obj\n<</Type/XRef/Size 5/Root 1 0 R/Index[1 3]/W[1 2 1]/Length " + rows.length + ">>\nstream\n"));
        pdf.write(rows);
        pdf.write(text("\nendstream\nendobj\nstartxref\n" + table + "\n%%EOF\n"));
        return pdf.toByteArray();
    }

    private static byte[] packed(int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED))) {
            byte[] piece = new byte[1_000_000];
            for (int i = 0; i < zeros / piece.length; i++) {
                packing.write(piece);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(bytes)) {
            packing.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
