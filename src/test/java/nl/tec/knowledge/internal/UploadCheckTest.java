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
import javax.imageio.ImageIO;
import nl.tec.documents.UploadedFile;
import nl.tec.knowledge.HostileFiles;
import nl.tec.knowledge.HostileFiles.Hostile;
import nl.tec.knowledge.internal.UploadCheck.Checked;
import nl.tec.shared.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hostile file of each kind is refused with a sentence; the words of a genuine one are found. */
class UploadCheckTest {

    private final UploadCheck check = new UploadCheck();

    static Stream<Hostile> hostile() throws Exception {
        return HostileFiles.all();
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
        parts.put("word/document.xml", HostileFiles.TEXT);
        Checked checked = accepted("les.docx", HostileFiles.zip(parts));
        assertThat(checked.words()).isEqualTo("bruggen bouwen");
        assertThat(checked.file().name()).isEqualTo("les.docx");
    }

    @Test
    void anEntityOfAnotherFileIsNotRead() throws IOException {
        Map<String, String> parts = Map.of(
                "word/document.xml",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><d xmlns:w=\"w\"><w:t>woord &x;</w:t></d>");
        Problems problems = new Problems();
        Checked checked = check.check(new UploadedFile("les.docx", HostileFiles.zip(parts)), problems);
        assertThat(checked == null ? "" : checked.words()).doesNotContainPattern("[^word ]");
    }

    @Test
    void wordsOfAPdfAreFound() throws IOException {
        assertThat(accepted("les.pdf", HostileFiles.pdf(document -> {})).words())
                .isEqualTo("Bruggen van papier");
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
}
