package nl.tec.documents.internal;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of documents. PDFBox would otherwise search all fonts of the machine for a substitute of missing ones, and keep a list of
 * them in the home directory.
 */
public final class PaperFonts implements FontMapper {

    /** Without ligatures, like all of these fonts: screen readers and copied text would miss their letters. */
    static final String REGULAR = "nunito-regular.ttf";

    /** The font for the European letters that Nunito lacks. */
    static final String MORE = "dejavu-more.ttf";

    private static final class Loaded {
        static final PaperFonts ONE = new PaperFonts();

        static {
            FontMappers.set(ONE);
        }
    }

    private final TrueTypeFont font;
    private final TrueTypeFont regular;
    private final List<CmapLookup> letters;

    private PaperFonts() {
        try {
            font = parsed(MORE);
            regular = parsed(REGULAR);
            letters = List.of(regular.getUnicodeCmapLookup(), font.getUnicodeCmapLookup());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrueTypeFont parsed(String name) throws IOException {
        return new TTFParser().parse(new RandomAccessReadBuffer(resource(name)));
    }

    /** See {@link nl.tec.documents.Documents#unprintable}. */
    public static String missing(String text) {
        return text.codePoints()
                .filter(point -> !Character.isWhitespace(point)
                        && Loaded.ONE.letters.stream().allMatch(known -> known.getGlyphId(point) == 0))
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining(" "));
    }

    /** Returns a line of text as a shape that begins at 0, 0 on its baseline, with y down. Letters that Nunito lacks are left out. */
    public static GeneralPath outline(String text, double size) {
        TrueTypeFont font = Loaded.ONE.regular;
        GeneralPath line = new GeneralPath();
        try {
            double unit = size / font.getUnitsPerEm();
            double x = 0;
            for (int point : text.codePoints().toArray()) {
                int glyph = Loaded.ONE.letters.get(0).getGlyphId(point);
                GlyphData drawn = font.getGlyph().getGlyph(glyph);
                if (drawn != null) {
                    AffineTransform place = new AffineTransform(unit, 0, 0, -unit, x, 0);
                    line.append(place.createTransformedShape(drawn.getPath()), false);
                }
                x += font.getAdvanceWidth(glyph) * unit;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line;
    }

    /** Makes PDFBox use these fonts and no others. */
    static PaperFonts use() {
        return Loaded.ONE;
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font, true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font, true);
    }

    @Override
    @SuppressWarnings("NullAway") // PDFBox asks for null where the font is TrueType
    public CIDFontMapping getCIDFont(
            String name, @Nullable PDFontDescriptor descriptor, @Nullable PDCIDSystemInfo system) {
        return new CIDFontMapping(null, font, true);
    }

    /** Reads a resource of documents/. */
    static byte[] resource(String name) {
        try (InputStream in = PaperFonts.class.getResourceAsStream("/documents/" + name)) {
            if (in == null) {
                throw new IllegalStateException("documents/" + name + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
