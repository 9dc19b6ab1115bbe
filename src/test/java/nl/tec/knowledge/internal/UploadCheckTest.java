package nl.tec.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import nl.tec.documents.UploadedFile;
import nl.tec.knowledge.internal.UploadCheck.Checked;
import nl.tec.shared.Problems;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hostile file of each kind is refused with a sentence; of an honest one the words are found. */
class UploadCheckTest {

    private static final String CONTENT =
            "<w:document xmlns:w=\"w\"><w:p><w:t>brug</w:t><w:t>gen</w:t></w:p><w:p><w:t>bouwen</w:t></w:p></w:document>";

    private final UploadCheck check = new UploadCheck();

    /** @param key of the sentence */
    record Hostile(String name, byte[] content, String key) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> hostile() throws IOException {
        return Stream.of(
                new Hostile("leeg.pdf", new byte[0], "mandate.problem.none"),
                new Hostile("groot.pdf", new byte[5_000_001], "mandate.problem.large"),
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
                                        "<Relationship Type=\"http://x/attachedTemplate\" Target=\"https://kwaad.example/x.dotm\"/>")),
                        "library.file.active"),
                new Hostile("ingebed.docx", zip(office("word/embeddings/oleObject1.bin", "x")), "library.file.active"),
                new Hostile("bom.docx", zip(office("word/media/a.bmp", null)), "library.file.unpacks"),
                new Hostile(
                        "geen-xml.docx", zip(Map.of("word/document.xml", "<w:document>")), "mandate.problem.broken"),
                new Hostile(
                        "foto.png",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0},
                        "mandate.problem.broken"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileFileIsRefusedWithASentence(Hostile file) {
        Problems problems = new Problems();
        assertThat(check.check(new UploadedFile(file.name(), file.content()), problems))
                .isNull();
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("bestand");
            assertThat(problem.key()).isEqualTo(file.key());
        });
    }

    @Test
    void wordsOfATextAreFound() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("word/document.xml", CONTENT);
        Checked checked = accepted("les.docx", zip(parts));
        assertThat(checked.words()).isEqualTo("bruggen bouwen");
        assertThat(checked.file().name()).isEqualTo("les.docx");
    }

    @Test
    void anEntityOfAnotherFileIsNotRead() throws IOException {
        Map<String, String> parts = Map.of(
                "word/document.xml",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><d xmlns:w=\"w\"><w:t>woord &x;</w:t></d>");
        Problems problems = new Problems();
        Checked checked = check.check(new UploadedFile("les.docx", zip(parts)), problems);
        assertThat(checked == null ? "" : checked.words()).doesNotContainPattern("[^word ]");
    }

    @Test
    void wordsOfAPdfAreFound() throws IOException {
        assertThat(accepted("les.pdf", pdf(document -> {})).words()).isEqualTo("Bruggen van papier");
    }

    @Test
    void aPictureIsDrawnAnew_withoutWhatWasHiddenInIt() throws IOException {
        byte[] hidden = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage picture = new BufferedImage(2600, 40, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, Color.RED.getRGB());
        ImageIO.write(picture, "png", out);
        out.writeBytes(hidden);
        byte[] kept = accepted("foto.png", out.toByteArray()).file().bytes();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("script");
        BufferedImage anew = ImageIO.read(new ByteArrayInputStream(kept));
        assertThat(List.of(anew.getWidth(), anew.getHeight())).containsExactly(2000, 31);
    }

    private Checked accepted(String name, byte[] content) {
        Problems problems = new Problems();
        Checked checked = check.check(new UploadedFile(name, content), problems);
        assertThat(problems.all()).isEmpty();
        assertThat(checked).isNotNull();
        return checked;
    }

    private interface Change {
        void to(PDDocument document) throws IOException;
    }

    private static byte[] pdf(Change change) throws IOException {
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
        parts.put("word/document.xml", CONTENT);
        parts.put(part, content);
        return parts;
    }

    /** A part without content unpacks to too much. */
    private static byte[] zip(Map<String, ? extends @Nullable String> parts) throws IOException {
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
