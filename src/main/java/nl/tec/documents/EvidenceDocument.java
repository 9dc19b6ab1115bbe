package nl.tec.documents;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import nl.tec.shared.Problems;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * The check that evidence is a document that everybody can open, now and in ten years. The check opens it; a file that would take far
 * more memory open than closed is refused before that.
 */
public final class EvidenceDocument {

    /** The name of the form field. */
    public static final String FIELD = "bestand";

    /** The size of the largest document that is accepted. */
    public static final int MAX_BYTES = 5_000_000;

    static final int MAX_PAGES = 200;

    /** The maximum number of pixels, in each direction, at which an image is decoded; decoding reads the whole file. */
    private static final int MAX_DECODED_PIXELS = 1000;

    private EvidenceDocument() {}

    /** Adds the problems of a document. */
    public static Problems check(byte[] content, Problems problems) {
        if (content.length == 0) {
            return problems.add(FIELD, "mandate.problem.none");
        }
        if (content.length > MAX_BYTES) {
            return problems.add(FIELD, "mandate.problem.large", MAX_BYTES / 1_000_000);
        }
        FileType type = type(content);
        if (type == null) {
            return problems.add(FIELD, "mandate.problem.type");
        }
        try {
            if (type == FileType.PDF) {
                pdf(content, problems);
            } else {
                image(content, problems);
            }
        } catch (IOException | RuntimeException broken) {
            // the readers throw various exceptions for corrupt files
            problems.add(FIELD, "mandate.problem.broken");
        }
        return problems;
    }

    /** Returns the type by the first bytes; null: another type. */
    public static @Nullable FileType type(byte[] content) {
        for (FileType type : FileType.values()) {
            byte[] first = first(type);
            if (content.length > first.length && Arrays.equals(content, 0, first.length, first, 0, first.length)) {
                return type;
            }
        }
        return null;
    }

    private static byte[] first(FileType type) {
        return switch (type) {
            case PDF -> new byte[] {'%', 'P', 'D', 'F', '-'};
            case PNG -> new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
            case JPEG -> new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
        };
    }

    private static void pdf(byte[] content, Problems problems) throws IOException {
        PdfBudget.within(content, () -> {
            try (PDDocument document = Loader.loadPDF(content)) {
                int pages = document.getNumberOfPages();
                return problems.addIf(pages == 0 || document.isEncrypted(), FIELD, "mandate.problem.broken")
                        .addIf(pages > MAX_PAGES, FIELD, "mandate.problem.pages", MAX_PAGES);
            }
        });
    }

    private static void image(byte[] content, Problems problems) throws IOException {
        try {
            Picture.open(content, reader -> {
                ImageReadParam some = reader.getDefaultReadParam();
                some.setSourceSubsampling(
                        1 + reader.getWidth(0) / MAX_DECODED_PIXELS,
                        1 + reader.getHeight(0) / MAX_DECODED_PIXELS,
                        0,
                        0);
                // as a raster where possible, which also covers the colours of print
                return reader.canReadRaster() ? reader.readRaster(0, some) : reader.read(0, some);
            });
        } catch (Picture.TooManyPixels e) {
            problems.add(FIELD, "mandate.problem.pixels", Picture.MAX_PIXELS / 1_000_000);
        }
    }
}
