package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.jte.generated.precompiled.StaticPages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import nl.tec.TecTest;
import nl.tec.documents.internal.SealKey;
import nl.tec.hub.HubSettings;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Making a PDF, sealing it, and detecting changes. */
@TecTest
class SealsTest {

    private static final String PAGE = """
            <html xmlns="http://www.w3.org/1999/xhtml" lang="nl"><head><title>Verklaring</title></head>
            <body><h1>Verklaring</h1><p>Één vóór élk: wij doen mee, ook Łukasz en Ştefan. € 5,-</p>
            <table><thead><tr><th>Wie</th></tr></thead><tbody><tr><td>Techniek &amp; Co</td></tr></tbody></table></body></html>
            """;

    @Autowired
    Documents documents;

    @Autowired
    Seals seals;

    @Autowired
    HubSettings hub;

    /** A key for all tests, because generating one takes long. */
    @TempDir
    static Path made;

    @BeforeAll
    static void makeAKey() {
        SealKey.ofHub(made.resolve("seal.p12"), "TEC", Instant.now());
    }

    /** Copies the key and password files to another folder. */
    private static Path copyOfTheKey(Path folder) throws IOException {
        Path file = folder.resolve("seal.p12");
        Files.copy(made.resolve("seal.p12"), file);
        Files.copy(SealKey.passwordFile(made.resolve("seal.p12")), SealKey.passwordFile(file));
        return file;
    }

    @Test
    void aPdfIsReadableByEverybody() throws IOException {
        byte[] pdf = documents.pdf(PAGE);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Één vóór élk", "Łukasz en Ştefan", "€ 5,-", "Techniek & Co");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Verklaring");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("nl");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot().getKids())
                    .isNotEmpty();
            assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle())
                    .isTrue();
            String metadata =
                    new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(metadata).contains("pdfuaid", "Verklaring");
        }
    }

    @Test
    void aTemplateBecomesAPdf() throws IOException {
        gg.jte.Content content = output -> output.writeContent("<p>Regel</p>");
        byte[] pdf = documents.pdf(new StaticPages().documentsDocument("nl", "A & <B>", "TEC", content, null, null));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("A & <B>", "Regel", "1 / 1");
        }
    }

    @Test
    void rejectsMalformedPages() {
        assertThatThrownBy(() -> documents.pdf("<html><head><title>x</title></head><body><br></body></html>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noFileOfTheMachineGetsIntoADocument(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture);
        Path file = Files.write(folder.resolve("geheim.png"), picture.toByteArray());
        String inline = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.toByteArray());
        assertThat(pictures(inline)).isOne();
        assertThat(pictures(file.toUri().toString())).isZero();
        Path secret = Files.writeString(folder.resolve("geheim.txt"), "geheim");
        String entity = "<!DOCTYPE html [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        byte[] pdf = documents.pdf(
                entity + "<html lang=\"nl\"><head><title>x</title></head><body><p>ja &x;</p></body></html>");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("ja").doesNotContain("geheim");
        }
    }

    /** How many pictures a document with this picture has. */
    private int pictures(String source) throws IOException {
        byte[] pdf = documents.pdf("<html lang=\"nl\"><head><title>x</title></head><body><p>ja</p><img alt=\"x\" src=\""
                + source + "\"/></body></html>");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return (int) StreamSupport.stream(
                            document.getPage(0).getResources().getXObjectNames().spliterator(), false)
                    .count();
        }
    }

    @Test
    void aSealedPdfIsKnown_andEveryChangedByteToo() {
        byte[] sealed = seals.seal(documents.pdf(PAGE), "Getekend door allen");
        Seal seal = seals.find(sealed).orElseThrow();
        assertThat(seal.intact()).isTrue();
        assertThat(seal.certificate()).isEqualTo(seals.certificate());
        assertThat(Duration.between(seal.at(), Instant.now())).isLessThan(Duration.ofMinutes(1));

        // in the text of the document, in the middle, and after the end
        for (int at : new int[] {sealed.length / 3, sealed.length / 2}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(seals.find(changed).map(Seal::intact).orElse(false))
                    .as("byte " + at)
                    .isFalse();
        }
        assertThat(seals.find(Arrays.copyOf(sealed, sealed.length + 1)).map(Seal::intact))
                .contains(false);
    }

    /** Everybody can verify the seal without our software. */
    @Test
    void pdfsigSaysTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        byte[] sealed = seals.seal(documents.pdf(PAGE), "Getekend door allen");
        assertThat(Pdfsig.of(folder, sealed)).contains("Signature is Valid").contains("Total document signed");
        int at = sealed.length / 3;
        sealed[at] ^= 1;
        assertThat(Pdfsig.of(folder, sealed)).doesNotContain("Signature is Valid");
    }

    @Test
    void findsNoSealOnOtherFiles() {
        assertThat(seals.find(new byte[0])).isEmpty();
        assertThat(seals.find("%PDF-1.7 rommel".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(seals.find(documents.pdf(PAGE))).isEmpty();
    }

    /** With a purchased certificate: it seals from then on, and earlier seals are still recognised as ours. */
    @Test
    void theKeyCanBeReplaced(@TempDir Path folder) throws IOException {
        copyOfTheKey(folder);
        String before = new Seals(folder, "", "", hub, Clock.systemUTC()).certificate();
        Path file = folder.resolve("gekocht.p12");
        SealKey.ofHub(file, "Gekocht", Instant.now());
        String password = Files.readString(SealKey.passwordFile(file));
        Seals bought = new Seals(folder, file.toString(), password, hub, Clock.systemUTC());
        Seal seal = bought.find(bought.seal(documents.pdf(PAGE), "Getekend door allen"))
                .orElseThrow();
        assertThat(seal.intact()).isTrue();
        assertThat(seal.certificate()).isEqualTo(bought.certificate()).isNotEqualTo(before);
        assertThat(bought.ours(before)).isTrue();
        assertThat(bought.ours(seal.certificate())).isTrue();
        assertThat(seals.ours(seal.certificate())).as("of another hub").isFalse();
    }

    @Test
    void theKeyAndItsPasswordAreForTheOwnerOnly() throws IOException {
        Path file = made.resolve("seal.p12");
        for (Path secret : List.of(file, SealKey.passwordFile(file))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(SealKey.passwordFile(file))).hasSizeGreaterThan(40);
    }

    /** The key is from before keys had a password of their own. */
    @Test
    void anOldKeyStillOpens(@TempDir Path folder) throws Exception {
        Path file = copyOfTheKey(folder);
        String certificate = SealKey.ofHub(file, "TEC", Instant.now()).certificate();
        char[] password = Files.readString(SealKey.passwordFile(file)).toCharArray();
        KeyStore store = KeyStore.getInstance(file.toFile(), password);
        store.setKeyEntry(
                "seal", store.getKey("seal", password), "tec".toCharArray(), store.getCertificateChain("seal"));
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "tec".toCharArray());
        }
        Files.delete(SealKey.passwordFile(file));
        assertThat(SealKey.ofHub(file, "TEC", Instant.now()).certificate()).isEqualTo(certificate);
    }

    @Test
    void everyDocumentIsPdfUa_andCopiedTextIsTheText() throws IOException {
        byte[] pdf = documents.pdf("""
                <html xmlns="http://www.w3.org/1999/xhtml" lang="nl" xml:lang="nl"><head><title>Profiel</title></head>
                <body><h1>Profiel</h1><p><strong>Financiering</strong>: affiches, koffie, fluiten.
                <a href="https://tec.example/controleer?a=1&amp;b=2">Controleer</a> en <a href="mailto:tec@tec.example">mail</a></p>
                <ul><li>een</li></ul></body></html>
                """);
        assertThat(PdfUa.failures(pdf)).isEmpty();
        assertThat(PdfUa.failures(seals.seal(pdf, "Proef"))).as("sealed").isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Profiel", "Financiering: affiches, koffie, fluiten");
        }
    }

    @Test
    void reportsUnprintableCharacters() {
        assertThat(Documents.unprintable("Łukasz en Ştefan, Ωmega: “één” – 5 €\n\tŒuvre"))
                .isEmpty();
        assertThat(Documents.unprintable("van 中 en 😀 en 中")).isEqualTo("中 😀");
    }
}
