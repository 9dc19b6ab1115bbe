package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.MandateFiles;
import nl.tec.declarations.MandateFiles.Entry;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.EvidenceDocumentTest;
import nl.tec.documents.UploadedFile;
import nl.tec.shared.NotFound;
import nl.tec.shared.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The evidence of a mandate is validated, immutable, and only for the hub and the partner that signs (rules 6). */
@TecTest
class MandateFilesTest {

    static final byte[] PDF = EvidenceDocumentTest.pdf(1);
    static final byte[] PNG = EvidenceDocumentTest.image("png");
    static final byte[] HTML = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    Signatories signatories;

    @Autowired
    MandateFiles files;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    Made made;
    long proxy;

    @BeforeEach
    void make() {
        made = declarationsFixture.open(1, null);
        proxy = Outcomes.done(signatories.add(
                made.id(),
                declarationsFixture.somebody(
                        made.organisations().get(0),
                        new Mandate("de directie", "", LocalDate.of(2026, 1, 5), null, "")),
                made.maker()));
        Outcomes.done(signatories.send(made.id(), made.maker()));
    }

    private List<Entry> entries() {
        return files.of(made.id()).getOrDefault(proxy, List.of());
    }

    private void add(String name, byte[] content) {
        assertThat(files.add(made.id(), proxy, new UploadedFile(name, content), made.maker())
                        .any())
                .isFalse();
    }

    @Test
    void theTypeIsDeterminedByContent_notByName() {
        for (byte[] content : List.of(HTML, new byte[0], Arrays.copyOf(PDF, 20))) {
            assertThat(files.add(made.id(), proxy, new UploadedFile("volmacht.pdf", content), made.maker())
                            .any())
                    .isTrue();
        }
        assertThat(entries()).isEmpty();
        add("C:\\map\\foto<1>.exe", PNG);
        assertThat(entries()).extracting(Entry::name).containsExactly("foto 1.png");
        assertThatThrownBy(() ->
                        files.add(made.id(), made.signatories().get(0), new UploadedFile("x.pdf", PDF), made.maker()))
                .as("who has no mandate has no evidence of one")
                .isInstanceOf(NotFound.class);
    }

    @Test
    void replacedFilesAreKeptWithDateAndHash() {
        add("eerste.pdf", PDF);
        add("tweede.png", PNG);
        assertThat(entries())
                .extracting(Entry::name, Entry::counts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("tweede.png", true),
                        org.assertj.core.groups.Tuple.tuple("eerste.pdf", false));
        assertThat(entries().get(1).sha256()).isEqualTo(SignatureHashes.hex(Sha256.of(PDF)));
        assertThat(declarations.history(made.id()))
                .extracting(Declarations.Event::event)
                .startsWith("MANDATE_FILE_ADDED", "MANDATE_FILE_ADDED");
        assertThatThrownBy(() -> TestSql.update(
                        jdbc, "update mandate_file set name = 'anders.pdf' where signatory_id = ?", proxy))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into mandate_file (signatory_id, name, type, content, sha256, added_at, account_id)
                        values (?, 'vals.pdf', 'application/pdf', '\\x25', decode(repeat('00', 32), 'hex'), now(), 1)
                        """).param(proxy).update())
                .as("the hash is of the content")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void onlyTheHubAndThePartnerCanReadIt() {
        add("volmacht.pdf", PDF);
        long file = entries().get(0).id();
        String hub = "/beheer/verklaringen/" + made.id() + "/volmacht/" + file;
        String own = "/partner/verklaringen/" + proxy + "/volmacht/" + file;
        for (Role role : List.of(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)) {
            HttpResponse<String> answer = people.signedIn(role).browser().get(hub);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment")
                    .contains("volmacht.pdf");
            assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        }
        var partner =
                people.signedIn(Membership.of(Role.PARTNER, made.organisations().get(0)));
        assertThat(partner.browser().get(own).statusCode()).isEqualTo(200);
        assertThat(partner.browser().get("/partner/verklaringen/" + proxy).body())
                .contains(own, "Bewijs van de volmacht", entries().get(0).sha256());
        assertThat(partner.browser().get(hub).statusCode()).isEqualTo(403);
        Made other = declarationsFixture.open(1, null);
        assertThat(people.signedIn(Membership.of(
                                Role.PARTNER, other.organisations().get(0)))
                        .browser()
                        .get(own)
                        .statusCode())
                .isEqualTo(404);
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/verklaringen/" + other.id() + "/volmacht/" + file)
                        .statusCode())
                .as("not of that declaration")
                .isEqualTo(404);
    }

    private static void refused(HttpResponse<String> answer, String... words) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void aFileIsUploadedOnThePage_andAnInvalidOneReportedAtTheField() {
        String page = "/beheer/verklaringen/" + made.id() + "/ondertekenaar/" + proxy + "/volmacht";
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.get("/beheer/verklaringen/" + made.id()).body()).contains(page, "voeg het bewijs toe");
        assertThat(maker.upload(page, "bestand", Map.of("volmacht.exe", PDF)).statusCode())
                .isEqualTo(303);
        refused(maker.upload(page, "bestand", Map.of("x.pdf", HTML)), "geen PDF, PNG of JPEG");
        refused(
                maker.upload(page, "bestand", Map.of("x.pdf", Arrays.copyOf(PDF, EvidenceDocument.MAX_BYTES + 1))),
                "te groot");
        assertThat(maker.get(page).body()).contains("volmacht.pdf", "Geldt nu");
        assertThat(maker.get("/beheer/verklaringen/" + made.id() + "/ondertekenaar/"
                                + made.signatories().get(0) + "/volmacht")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aSignatoryIsAddedWithEvidence_andARefusedFormAsksForTheFileAgain() {
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        String base = "/beheer/verklaringen/" + made.id();
        String position = DeclarationsFixture.unique("wethouder");
        String organisation = made.organisations().get(0) + "";
        Map<String, byte[]> pdf = Map.of("besluit.exe", PDF);
        refused(
                maker.upload(
                        base + "/ondertekenaar",
                        "bestand",
                        pdf,
                        "zoek",
                        "Bedrijf",
                        "organisatie",
                        organisation,
                        "functie",
                        position),
                "Kies het bestand opnieuw",
                "Kies de dag waarop de volmacht is gegeven",
                "Schrijf wie de volmacht gaf",
                position,
                "<details open");
        assertThat(maker.upload(
                                base + "/ondertekenaar",
                                "bestand",
                                pdf,
                                "organisatie",
                                organisation,
                                "functie",
                                position,
                                "volmacht-van",
                                "de burgemeester",
                                "volmacht-vanaf",
                                "2026-01-05")
                        .statusCode())
                .isEqualTo(303);
        assertThat(maker.get(base).body()).contains(position, "bewijs: 1 bestand");
        long added = declarations.read(made.id(), made.maker()).signatories().stream()
                .filter(one -> one.position().equals(position))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(files.of(made.id()).get(added)).extracting(Entry::name).containsExactly("besluit.pdf");
        refused(
                maker.upload(
                        base + "/ondertekenaar/" + added + "/vervangen",
                        "bestand",
                        Map.of("x.pdf", HTML),
                        "organisatie",
                        organisation,
                        "functie",
                        "loco",
                        "volmacht-van",
                        "de burgemeester"),
                "geen PDF, PNG of JPEG",
                "Kies de dag waarop de volmacht is gegeven");
    }
}
