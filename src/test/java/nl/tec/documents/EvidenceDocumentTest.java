package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import nl.tec.shared.Problems;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;

/** Rules 6: the evidence of a mandate must be readable, and checking it takes little memory. */
public class EvidenceDocumentTest {

    public static byte[] pdf(int pages) {
        return saved(document(pages), CompressParameters.DEFAULT_COMPRESSION);
    }

    private static PDDocument document(int pages) {
        PDDocument document = new PDDocument();
        for (int i = 0; i < pages; i++) {
            document.addPage(new PDPage());
        }
        return document;
    }

    private static byte[] saved(PDDocument document, CompressParameters how) {
        try (document) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes, how);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] image(String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> wrong(byte[] content) {
        return EvidenceDocument.check(content, new Problems()).all().stream()
                .map(Problems.Problem::key)
                .map(key -> key.substring("mandate.problem.".length()))
                .toList();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void acceptsReadableDocuments() {
        assertThat(wrong(pdf(1))).isEmpty();
        assertThat(wrong(saved(document(3), CompressParameters.NO_COMPRESSION))).isEmpty();
        assertThat(wrong(image("png"))).isEmpty();
        assertThat(wrong(image("jpg"))).isEmpty();
    }

    @Test
    void rejectsTruncatedDocuments() {
        assertThat(wrong(new byte[0])).containsExactly("none");
        assertThat(wrong(text("<script>"))).containsExactly("type");
        assertThat(wrong(text("%PDF-1.7 volmacht"))).containsExactly("broken");
        byte[] png = image("png");
        assertThat(wrong(Arrays.copyOf(png, png.length / 2))).containsExactly("broken");
        assertThat(wrong(Arrays.copyOf(image("jpg"), 40))).containsExactly("broken");
        assertThat(wrong(Arrays.copyOf(pdf(1), EvidenceDocument.MAX_BYTES + 1))).containsExactly("large");
        assertThat(wrong(pdf(0))).as("nothing to read").containsExactly("broken");
    }

    @Test
    void rejectsEncryptedDocuments() throws IOException {
        for (String password : List.of("", "geheim")) {
            PDDocument document = document(1);
            document.protect(new StandardProtectionPolicy("eigenaar", password, new AccessPermission()));
            assertThat(wrong(saved(document, CompressParameters.NO_COMPRESSION)))
                    .containsExactly("broken");
        }
    }

    @Test
    void rejectsDecompressionBombsUnopened() throws IOException {
        assertThat(wrong(pdf(EvidenceDocument.MAX_PAGES + 1))).containsExactly("pages");
        assertThat(wrong(huge())).containsExactly("pixels");
        byte[] bomb = packed(new byte[40_000_000]);
        for (String filter :
                List.of("/Filter/FlateDecode", "/F#69lter [ /FlateDecode ]", "/Filter 9 0 R", "/Filter/Fl")) {
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            pdf.write(text(
                    "%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 5/Length " + bomb.length + filter + ">>stream\r\n"));
            pdf.write(bomb);
            pdf.write(text("\nendstream\nendobj\n"));
            assertThat(wrong(pdf.toByteArray())).as(filter).containsExactly("broken");
        }
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            packing.write(content);
        }
        return bytes.toByteArray();
    }

    /** Returns a PNG with a declared size of a hundred thousand pixels in both directions. */
    private static byte[] huge() {
        byte[] png = image("png");
        for (int at : new int[] {16, 20}) {
            png[at] = 0;
            png[at + 1] = 1;
            png[at + 2] = (byte) 0x86;
            png[at + 3] = (byte) 0xa0;
        }
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (sum.getValue() >> 24 - 8 * i);
        }
        return png;
    }
}
