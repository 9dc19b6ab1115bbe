package nl.tec.knowledge;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.jspecify.annotations.Nullable;

/** Hostile and corrupt files of every kind, each with the sentence of its refusal. */
public final class HostileFiles {

    public static final String TEXT =
            "<w:document xmlns:w=\"w\"><w:p><w:t>brug</w:t><w:t>gen</w:t></w:p><w:p><w:t>bouwen</w:t></w:p></w:document>";

    private static final byte[] PROGRAM = {'M', 'Z', 0, 0, 1, 2, 3, 4, 5, 6};

    /** The first bytes of an office document with a password, which is not a ZIP file. */
    private static final byte[] PROTECTED_OFFICE = {
        (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1, 0, 0
    };

    private HostileFiles() {}

    /** @param key of the sentence */
    public record Hostile(String name, byte[] content, String key) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static Stream<Hostile> all() throws IOException {
        return Stream.of(
                new Hostile("leeg.pdf", new byte[0], "mandate.problem.none"),
                new Hostile("groot.pdf", new byte[5_000_001], "mandate.problem.large"),
                new Hostile("film.pdf", new byte[20_000_000], "mandate.problem.large"),
                new Hostile(
                        "pagina.html.pdf",
                        "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8),
                        "attached.problem.type"),
                new Hostile(
                        "tekening.svg",
                        "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
                        "attached.problem.type"),
                new Hostile("programma.pdf", new byte[] {'M', 'Z', 0, 0, 1, 2, 3, 4, 5, 6}, "attached.problem.type"),
                new Hostile(
                        "kapot.pdf",
                        "%PDF-1.7 en verder niets".getBytes(StandardCharsets.UTF_8),
                        "mandate.problem.broken"),
                new Hostile(
                        "script.pdf",
                        pdf(d -> d.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"))),
                        "library.file.active"),
                new Hostile(
                        "start.pdf",
                        pdf(d -> d.getDocumentCatalog().setOpenAction(new PDActionLaunch())),
                        "library.file.active"),
                new Hostile("archief.zip", zip(Map.of("a.txt", "a")), "attached.problem.type"),
                new Hostile("macro.docx", zip(office("word/vbaProject.bin", "macro")), "attached.problem.type"),
                new Hostile(
                        "macro-verstopt.docx",
                        zip(
                                office(
                                        "[Content_Types].xml",
                                        "<Override ContentType=\"application/vnd.ms-office.vbaProject\" PartName=\"/word/x.bin\"/>")),
                        "library.file.active"),
                new Hostile(
                        "sjabloon-elders.docx",
                        zip(
                                office(
                                        "word/_rels/settings.xml.rels",
                                        "<Relationship Type=\"http://x/attachedTemplate\" TargetMode=\"External\" Target=\"https://kwaad.example/x.dotm\"/>")),
                        "library.file.elsewhere"),
                new Hostile("ingebed.docx", zip(office("word/embeddings/oleObject1.bin", "x")), "library.file.active"),
                new Hostile("bom.docx", zip(office("word/media/a.bmp", null)), "library.file.unpacks"),
                new Hostile(
                        "geen-xml.docx", zip(Map.of("word/document.xml", "<w:document>")), "mandate.problem.broken"),
                new Hostile(
                        "foto.png",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0},
                        "mandate.problem.broken"),
                new Hostile("bijlage.pdf", pdf(HostileFiles::attach), "library.file.active"),
                new Hostile("wachtwoord.pdf", pdf(d -> protect(d, "geheim")), "mandate.problem.broken"),
                new Hostile("beveiligd.pdf", pdf(d -> protect(d, "")), "mandate.problem.broken"),
                new Hostile("duizenden-paginas.pdf", pdf(HostileFiles::manyPages), "mandate.problem.pages"),
                new Hostile("afgebroken.pdf", cut(pdf(d -> {}), 60), "mandate.problem.broken"),
                new Hostile(
                        "archief-achteraan.pdf", and(pdf(d -> {}), zip(Map.of("a.class", "x"))), "library.file.two"),
                new Hostile(
                        "programma-vooraan.docx",
                        and(PROGRAM, zip(office("word/a.xml", "x"))),
                        "attached.problem.type"),
                new Hostile("wachtwoord.docx", PROTECTED_OFFICE, "attached.problem.type"),
                new Hostile("afgebroken.docx", cut(zip(office("word/a.xml", "x")), 100), "attached.problem.type"),
                new Hostile(
                        "macro.xlsx",
                        zip(Map.of(
                                "xl/workbook.xml",
                                "<workbook/>",
                                "[Content_Types].xml",
                                "<Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/>")),
                        "library.file.active"),
                new Hostile(
                        "cijfers-elders.xlsx",
                        zip(Map.of(
                                "xl/workbook.xml",
                                "<workbook/>",
                                "xl/externalLinks/externalLink1.xml",
                                "<externalLink/>")),
                        "library.file.elsewhere"),
                new Hostile(
                        "foto-elders.pptx",
                        zip(Map.of(
                                "ppt/presentation.xml",
                                "<p/>",
                                "ppt/slides/_rels/slide1.xml.rels",
                                "<Relationships><Relationship Id='a' Type='http://x/relationships/image' TargetMode='External'"
                                        + " Target='https://kwaad.example/x.png'/></Relationships>")),
                        "library.file.elsewhere"),
                new Hostile(
                        "veld.docx",
                        zip(
                                Map.of(
                                        "word/document.xml",
                                        "<w:document xmlns:w='w'><w:p><w:instrText> DDEAUTO c:\\\\cmd.exe </w:instrText></w:p></w:document>")),
                        "library.file.elsewhere"),
                new Hostile("macro.odt", zip(openDocument("Basic/Standard/a.xml", "<x/>")), "attached.problem.type"),
                new Hostile(
                        "script.odt",
                        zip(
                                openDocument(
                                        "content.xml",
                                        "<o:document-content xmlns:o='o' xmlns:s='urn:oasis:names:tc:opendocument:xmlns:script:1.0'><s:event-listener s:language='ooo:script'/></o:document-content>")),
                        "library.file.active"),
                new Hostile(
                        "foto-elders.odt",
                        zip(openDocument(
                                "content.xml",
                                "<o:document-content xmlns:o='o' xmlns:d='d' xmlns:l='l'><d:image l:href='https://kwaad.example/x.png'/>"
                                        + "</o:document-content>")),
                        "library.file.elsewhere"),
                new Hostile("reus.png", hugePng(), "mandate.problem.pixels"),
                new Hostile("reus.jpg", hugeJpeg(), "mandate.problem.pixels"),
                new Hostile("afgebroken.png", cut(picture("png"), 60), "mandate.problem.broken"),
                new Hostile("afgebroken.jpg", cut(picture("jpg"), 20), "mandate.problem.broken"),
                new Hostile(
                        "bewegend.gif", "GIF89a-en-verder".getBytes(StandardCharsets.UTF_8), "attached.problem.type"));
    }

    private static void attach(PDDocument document) {
        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of("programma.exe", new PDComplexFileSpecification()));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        document.getDocumentCatalog().setNames(names);
    }

    private static void protect(PDDocument document, String password) throws IOException {
        document.protect(new StandardProtectionPolicy("eigenaar", password, new AccessPermission()));
    }

    private static void manyPages(PDDocument document) {
        for (int n = 0; n < 3000; n++) {
            document.addPage(new PDPage());
        }
    }

    private static byte[] cut(byte[] content, int bytes) {
        return Arrays.copyOf(content, bytes);
    }

    private static byte[] and(byte[] first, byte[] then) {
        byte[] both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }

    private static byte[] picture(String format) throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int n = 0; n < 64 * 64; n++) {
            picture.setRGB(n % 64, n / 64, random.nextInt(0x1000000));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return out.toByteArray();
    }

    /** Returns a PNG with a declared size of 50,000 by 50,000 pixels. */
    private static byte[] hugePng() throws IOException {
        byte[] png = picture("png");
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 50_000).putInt(20, 50_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        header.putInt(29, (int) sum.getValue());
        return png;
    }

    /** As {@link #hugePng}: the sizes follow the marker of the frame. */
    private static byte[] hugeJpeg() throws IOException {
        byte[] jpeg = picture("jpg");
        for (int at = 2; at < jpeg.length - 9; at++) {
            if (jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(at + 5, (short) 50_000).putShort(at + 7, (short) 50_000);
                return jpeg;
            }
        }
        throw new IllegalStateException("a JPEG without a frame");
    }

    private static Map<String, @Nullable String> openDocument(String part, String content) {
        Map<String, @Nullable String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.text");
        parts.put(part, content);
        return parts;
    }

    /** A modification of a document. */
    @FunctionalInterface
    public interface Change {
        void to(PDDocument document) throws IOException;
    }

    public static byte[] pdf(Change change) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("Bruggen van papier");
                content.endText();
            }
            change.to(document);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static Map<String, @Nullable String> office(String part, @Nullable String content) {
        Map<String, @Nullable String> parts = new LinkedHashMap<>();
        parts.put("word/document.xml", TEXT);
        parts.put(part, content);
        return parts;
    }

    /** Makes a ZIP file; a part without content unpacks to too much. */
    public static byte[] zip(Map<String, ? extends @Nullable String> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, ? extends @Nullable String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                String content = part.getValue();
                if (content == null) {
                    for (int i = 0; i < 70; i++) {
                        zip.write(new byte[1_000_000]);
                    }
                } else {
                    zip.write(content.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return out.toByteArray();
    }
}
