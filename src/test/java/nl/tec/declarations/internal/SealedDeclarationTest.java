package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.declarations.Alteration;
import nl.tec.declarations.Alteration.What;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.DocumentCheck;
import nl.tec.declarations.DocumentCheck.Result;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.declarations.Signing;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.documents.Documents;
import nl.tec.documents.PdfUa;
import nl.tec.documents.Pdfsig;
import nl.tec.documents.Seals;
import nl.tec.documents.internal.PdfSeal;
import nl.tec.documents.internal.SealKey;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Sha256;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sealed document, its verification and its publication: never before everybody signed or before the embargo ends (rules 6). */
@TecTest
class SealedDeclarationTest {

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    PublicDeclarations publics;

    @Autowired
    DocumentCheck check;

    @Autowired
    Signing signing;

    @Autowired
    Sealing sealing;

    @Autowired
    Seals seals;

    @Autowired
    Documents documents;

    @Autowired
    DeclarationQueries reader;

    @Autowired
    SignedRows signed;

    @Autowired
    Integrity integrity;

    @Autowired
    IntegrityMonitor integrityMonitor;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private byte[] sealed(Made made) {
        sealing.sealDue();
        return declarations.file(made.id()).orElseThrow();
    }

    @Test
    void theDocumentCarriesAllSignaturesAndASeal(@TempDir Path folder) throws IOException, InterruptedException {
        Made made = declarationsFixture.complete(2, null);
        byte[] pdf = sealed(made);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains(made.title(), "Wij doen mee", "Bedrijf 1", "Bedrijf 2", "directeur", "Noor de Vries")
                    .contains(String.valueOf(java.time.Year.now(Dates.ZONE).getValue()))
                    .contains("[de partner] doet mee");
        }
        assertThat(PdfUa.failures(pdf)).isEmpty();
        assertThat(seals.find(pdf).orElseThrow().intact()).isTrue();
        assertThat(Pdfsig.of(folder, pdf)).contains("Signature is Valid", "Total document signed");
        byte[] changed = pdf.clone();
        changed[changed.length / 3] ^= 1;
        assertThat(Pdfsig.of(folder, changed)).doesNotContain("Signature is Valid");
    }

    /** The document is made once and mailed once to everybody who signed, however often the job runs. */
    @Test
    void itIsSealedAndMailedOnce() {
        Made made = declarationsFixture.complete(2, null);
        byte[] first = sealed(made);
        assertThat(sealed(made)).isEqualTo(first);
        assertThat(jdbc.sql("select count(*) from outbox where template = 'declaration-sealed'"
                                + " and (payload ->> 'signatory')::bigint in (:ids)")
                        .param("ids", made.signatories())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(declarations.history(made.id()).stream()
                        .filter(event -> event.event().equals("SEALED")))
                .hasSize(1);
        assertThat(signing.file(declarationsFixture.link(made.signatories().get(0))))
                .contains(first);
    }

    @Test
    void aPartlySignedDeclarationIsNotSealed() {
        Made made = declarationsFixture.open(2, null);
        declarationsFixture.sign(made.signatories().get(0));
        sealing.sealDue();
        assertThat(declarations.file(made.id())).isEmpty();
    }

    /** List, search and URL do not reveal a declaration before the exact moment, tested with fixed clocks. */
    @Test
    void theEmbargoEndsAtTheExactMoment() {
        Instant moment = Instant.parse("2031-09-14T15:00:00Z");
        Made made = declarationsFixture.complete(1, moment);
        sealing.sealDue();
        String slug = declarations.read(made.id(), made.maker()).slug();
        PublicQueries before = at(moment.minusMillis(1));
        assertThat(before.list("", 0)).extracting("slug").doesNotContain(slug);
        assertThat(before.list(made.title(), 0)).extracting("slug").doesNotContain(slug);
        assertThat(before.find(slug)).isEmpty();
        assertThat(before.file(slug)).isEmpty();
        assertThat(addressForPartner(made, moment.minusMillis(1))).isEmpty();
        PublicQueries then = at(moment);
        assertThat(then.list("", 0)).extracting("slug").contains(slug);
        assertThat(then.list(made.title(), 0)).extracting("slug").contains(slug);
        assertThat(then.find(slug)).isPresent();
        assertThat(then.file(slug)).isPresent();
        assertThat(addressForPartner(made, moment)).isEqualTo(slug);
    }

    /** Returns the link to the public page as shown on the partner's page. */
    private String addressForPartner(Made made, Instant moment) {
        return new SigningQueries(jdbc, Clock.fixed(moment, ZoneOffset.UTC))
                .ofOrganisations(made.organisations(), false)
                .get(0)
                .slug();
    }

    /** Tests list, search, feed, sitemap, URL and document over HTTP, before and after the embargo, and if not fully signed. */
    @Test
    void theEmbargoOverHttp() {
        Made made = declarationsFixture.complete(1, Instant.now().plus(Duration.ofHours(1)));
        sealing.sealDue();
        String slug = declarations.read(made.id(), made.maker()).slug();
        TestBrowser visitor = people.visitor();
        assertHidden(visitor, slug, 404);
        assertThat(declarations.changePublication(made.id(), Instant.now().minusSeconds(1), made.maker()))
                .isInstanceOf(Outcome.Done.class);
        for (String list : lists(slug)) {
            assertThat(visitor.get(list).body()).as(list).contains("/verklaringen/" + slug);
        }
        assertThat(visitor.get("/verklaringen/" + slug).body()).contains(made.title(), "Noor de Vries", "Bedrijf 1");
        var pdf = visitor.get("/verklaringen/" + slug + "/verklaring.pdf");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(declarations.changePublication(made.id(), null, made.maker()))
                .as("what is public stays so")
                .isInstanceOf(Outcome.Refused.class);

        declarations.withdraw(made.id(), null, made.maker());
        assertHidden(visitor, slug, 410);
        Made half = declarationsFixture.open(2, Instant.now().minus(Duration.ofDays(1)));
        declarationsFixture.sign(half.signatories().get(0));
        assertHidden(visitor, declarations.read(half.id(), half.maker()).slug(), 404);
    }

    private static List<String> lists(String slug) {
        return List.of(
                "/verklaringen", "/verklaringen?zoek=" + slug.replace('-', '+'), "/verklaringen.atom", "/sitemap.xml");
    }

    private static void assertHidden(TestBrowser visitor, String slug, int status) {
        for (String list : lists(slug)) {
            assertThat(visitor.get(list).body()).as(list).doesNotContain("/verklaringen/" + slug);
        }
        assertThat(visitor.get("/verklaringen/" + slug).statusCode()).isEqualTo(status);
        assertThat(visitor.get("/verklaringen/" + slug + "/verklaring.pdf").statusCode())
                .isEqualTo(status);
    }

    /** The URL of a formerly public declaration reports its withdrawal, and its replacement once that is public too. */
    @Test
    void theAddressOfAWithdrawnDeclarationSaysSo() {
        Made old = declarationsFixture.complete(1, Instant.now().minus(Duration.ofDays(1)));
        Made next = declarationsFixture.open(1, Instant.now().minus(Duration.ofDays(1)));
        byte[] pdf = sealed(old);
        String slug = declarations.read(old.id(), old.maker()).slug();
        Outcomes.done(declarations.withdraw(old.id(), next.id(), old.maker()));
        TestBrowser visitor = people.visitor();

        String page = visitor.get("/verklaringen/" + slug).body();
        assertThat(page).contains(old.title(), "Deze verklaring is ingetrokken op", "De tekst geldt niet meer");
        assertThat(page).as("not its text, nor who signed").doesNotContain("Wij doen mee", "Noor de Vries");
        assertThat(page).as("not public yet").doesNotContain(next.title());

        next.signatories().forEach(declarationsFixture::sign);
        String link =
                "/verklaringen/" + declarations.read(next.id(), next.maker()).slug();
        assertThat(visitor.get("/verklaringen/" + slug + "/verklaring.pdf").body())
                .contains(next.title(), link);
        assertThat(visitor.post("/controleer", "code", SignatureHashes.hex(Sha256.of(pdf)))
                        .body())
                .contains("Maar de verklaring geldt niet meer", next.title(), link, "/verklaringen/" + slug);
    }

    /** The existence of a declaration withdrawn before the end of its embargo is never revealed. */
    @Test
    void declarationsWithdrawnUnderEmbargoStayHidden() {
        Instant moment = Instant.now().plus(Duration.ofDays(1));
        Made hidden = declarationsFixture.complete(1, moment);
        Made old = declarationsFixture.complete(1, Instant.now().minus(Duration.ofDays(1)));
        String slug = declarations.read(hidden.id(), hidden.maker()).slug();
        Outcomes.done(declarations.withdraw(old.id(), hidden.id(), old.maker()));
        String oldSlug = declarations.read(old.id(), old.maker()).slug();
        assertThat(at(moment.minusMillis(1)).address(hidden.id())).isEmpty();
        assertThat(at(moment).address(hidden.id())).isEqualTo(slug);
        assertThat(at(moment.minusMillis(1)).withdrawn(oldSlug).orElseThrow().replacedBy())
                .isNull();
        assertThat(at(moment).withdrawn(oldSlug).orElseThrow().replacedBy()).isNotNull();
        Outcomes.done(declarations.withdraw(hidden.id(), null, hidden.maker()));
        for (Instant time : List.of(moment.minusMillis(1), moment, moment.plus(Duration.ofDays(400)))) {
            PublicQueries then = at(time);
            assertThat(then.address(hidden.id())).isEmpty();
            assertThat(then.withdrawn(slug)).isEmpty();
            assertThat(then.find(slug)).isEmpty();
            assertThat(then.withdrawn(oldSlug).orElseThrow().replacedBy()).isNull();
            assertThat(then.address(old.id())).as("was public").isEqualTo(oldSlug);
        }
    }

    @Test
    void aReplacementIsAnotherValidDeclaration() {
        Made old = declarationsFixture.complete(1, null);
        Made gone = declarationsFixture.complete(1, null);
        declarations.withdraw(gone.id(), null, gone.maker());
        for (long wrong : List.of(old.id(), gone.id(), 0L)) {
            assertThat(declarations.withdraw(old.id(), wrong, old.maker())).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(declarations.read(old.id(), old.maker()).state()).isEqualTo(DeclarationState.COMPLETE);
        Made next = declarationsFixture.complete(1, null);
        Outcomes.done(declarations.withdraw(old.id(), null, old.maker()));
        Outcomes.done(declarations.withdraw(old.id(), next.id(), old.maker()));
        assertThat(declarations.read(old.id(), old.maker()).replacedBy()).isEqualTo(next.id());
        assertThat(declarations.history(old.id()))
                .extracting(Declarations.Event::event)
                .startsWith("REPLACED", "WITHDRAWN");
        String page = people.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .get("/beheer/verklaringen/" + old.id())
                .body();
        assertThat(page).contains("Vervangen door", "/beheer/verklaringen/" + next.id());
    }

    @Test
    void theCheckKnowsOurDocumentByItsBytesAndByItsHashes() {
        Made made = declarationsFixture.complete(2, null);
        byte[] pdf = sealed(made);
        assertOurs(check.file(pdf), made, true);
        assertOurs(check.hash(SignatureHashes.hex(Sha256.of(pdf)).toUpperCase(Locale.ROOT)), made, true);
        String textOfSecond = jdbc.sql("select encode(text_sha256, 'hex') from signature where signatory_id = ?")
                .param(made.signatories().get(1))
                .query(String.class)
                .single();
        assertOurs(check.hash(textOfSecond), made, false);
        // the code is printed on the document, so it proves nothing about that document
        assertThat(people.visitor().post("/controleer", "code", textOfSecond).body())
                .contains("Deze code hoort bij een document van ons", "Vergelijk de tekst en de namen")
                .doesNotContain("er is niets aan veranderd</h2>");
        assertThat(check.hash("0".repeat(64))).isInstanceOf(Result.Unknown.class);
        assertThat(check.hash("geen")).isInstanceOf(Result.NotReadable.class);
        assertThat(check.file("tekst".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Result.NotReadable.class);
    }

    private static void assertOurs(Result result, Made made, boolean sameBytes) {
        assertThat(result).isInstanceOfSatisfying(Result.Ours.class, ours -> {
            assertThat(ours.title()).isEqualTo(made.title());
            assertThat(ours.slug()).as("not public").isEmpty();
            assertThat(ours.signatures()).hasSize(2);
            assertThat(ours.alterations()).isEmpty();
            assertThat(ours.sameBytes()).isEqualTo(sameBytes);
        });
    }

    /** The document of a withdrawn declaration is still ours, but reported as no longer valid. */
    @Test
    void theCheckSaysThatADeclarationWasWithdrawn() {
        Made made = declarationsFixture.complete(1, null);
        byte[] pdf = sealed(made);
        declarations.withdraw(made.id(), null, made.maker());
        assertThat(check.file(pdf))
                .isInstanceOfSatisfying(
                        Result.Ours.class,
                        ours -> assertThat(ours.withdrawnAt()).isNotNull());
        assertThat(people.visitor()
                        .post("/controleer", "code", SignatureHashes.hex(Sha256.of(pdf)))
                        .body())
                .contains("Deze verklaring is ingetrokken op", "Maar de verklaring geldt niet meer");
    }

    /** The text of a replaced version is kept with its signatures, but no longer counts. */
    @Test
    void aReplacedTextIsKeptButDoesNotCount() {
        Made made = declarationsFixture.open(2, null);
        long signatory = made.signatories().get(0);
        String old =
                signing.page(declarationsFixture.link(signatory)).orElseThrow().sha256();
        declarationsFixture.sign(signatory);
        declarations.changeText(made.id(), 1, made.title(), "Een andere tekst", made.maker());
        made.signatories().forEach(declarationsFixture::sign);
        sealing.sealDue();
        assertThat(declarations.file(made.id())).isPresent();
        assertThat(check.hash(old)).isInstanceOf(Result.Unknown.class);
        assertThat(declarations.versions(made.id()))
                .satisfiesExactly(
                        last -> {
                            assertThat(last.number()).isEqualTo(2);
                            assertThat(last.signatures()).hasSize(2);
                        },
                        first -> {
                            assertThat(first.text()).isEqualTo(DeclarationsFixture.TEXT);
                            assertThat(first.signatures()).hasSize(1);
                        });
        assertThat(declarations.alterations(made.id())).isEmpty();
        alter("update declaration_version set text = 'Wij doen niets' where number = 1 and declaration_id = "
                + made.id());
        assertThat(declarations.alterations(made.id()))
                .extracting(Alteration::what)
                .containsExactly(What.TEXT);
    }

    @Test
    void oneChangedByteIsFound() {
        byte[] pdf = sealed(declarationsFixture.complete(1, null));
        pdf[pdf.length / 3] ^= 1;
        assertThat(check.file(pdf)).isNotInstanceOf(Result.Ours.class).isNotInstanceOf(Result.OursOther.class);
        byte[] longer = Arrays.copyOf(sealed(declarationsFixture.complete(1, null)), pdf.length + 20_000);
        assertThat(check.file(longer)).isInstanceOf(Result.Altered.class);
        byte[] plain =
                documents.pdf("<html lang=\"nl\"><head><title>x</title></head><body><p>Zonder zegel</p></body></html>");
        assertThat(check.file(plain)).isInstanceOf(Result.Unknown.class);
        assertThat(check.file(seals.seal(plain, "iets anders"))).isInstanceOf(Result.OursOther.class);
    }

    /** An attacker with access to the database disables the triggers to alter a text, a name, a signature or the document. */
    @Test
    void alterationsInTheDatabaseAreDetected() {
        Made text = declarationsFixture.complete(1, null);
        Made name = declarationsFixture.complete(2, null);
        Made whole = declarationsFixture.complete(2, null);
        Made file = declarationsFixture.complete(1, null);
        byte[] pdf = sealed(text);
        alter("update declaration_version set text = 'Wij doen niets' where declaration_id = " + text.id());
        alter("update signature set name = 'Iemand Anders' where signatory_id = "
                + name.signatories().get(0));
        alter("delete from signature where signatory_id = "
                + whole.signatories().get(1));
        alter("update declaration_file set pdf = pdf || '\\x00'::bytea where declaration_id = " + file.id());

        assertThat(declarations.alterations(text.id()))
                .extracting(Alteration::what)
                .containsExactly(What.TEXT);
        assertThat(declarations.alterations(name.id()))
                .extracting(Alteration::what)
                .containsExactly(What.SIGNATURE, What.RECORD);
        assertThat(declarations.alterations(whole.id()))
                .extracting(Alteration::what)
                .containsExactly(What.RECORD);
        assertThat(declarations.alterations(file.id()))
                .extracting(Alteration::what)
                .containsExactly(What.FILE);
        assertThat(check.file(pdf))
                .isInstanceOfSatisfying(
                        Result.Ours.class,
                        ours -> assertThat(ours.alterations()).isNotEmpty());
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/verklaringen/" + text.id())
                        .body())
                .contains("Er is iets veranderd na het tekenen");
    }

    /** A forged signature with recomputed hashes is detected too, because it differs from the seal. */
    @Test
    void aForgedSignatureWithNewHashesIsFound() {
        Made made = declarationsFixture.complete(1, null);
        sealed(made);
        long signatory = made.signatories().get(0);
        alter("update signature set name = 'Iemand Anders' where signatory_id = " + signatory);
        byte[] record = signed.list(made.id()).get(0).signed().sha256();
        alter("update signature set record_sha256 = '\\x" + SignatureHashes.hex(record) + "' where signatory_id = "
                + signatory);
        byte[] mark = SignedRows.mark(made.id(), 1, signed.list(made.id()));
        alter("update declaration_file set record_sha256 = '\\x" + SignatureHashes.hex(mark)
                + "' where declaration_id = " + made.id());
        assertThat(declarations.alterations(made.id()))
                .extracting(Alteration::what)
                .containsExactly(What.RECORD);
    }

    /** An attacker with access to the database but not the key replaces the document and all its data. */
    @Test
    void aDocumentSealedWithAnotherKeyIsFound(@TempDir Path folder) {
        Made made = declarationsFixture.complete(1, null);
        sealed(made);
        byte[] mark = SignedRows.mark(made.id(), 1, signed.list(made.id()));
        byte[] plain = documents.pdf(
                "<html lang=\"nl\"><head><title>x</title></head><body><p>Wij doen niets</p></body></html>");
        SealKey key = SealKey.ofHub(folder.resolve("vreemd.p12"), "TEC", Instant.now());
        byte[] forged = PdfSeal.seal(plain, key, "Kenmerk " + SignatureHashes.hex(mark), "TEC", Instant.now());
        alter(
                "update declaration_file set pdf = '\\x%s', sha256 = '\\x%s', certificate = '%s' where declaration_id = %d"
                        .formatted(
                                SignatureHashes.hex(forged),
                                SignatureHashes.hex(Sha256.of(forged)),
                                key.certificate(),
                                made.id()));
        assertThat(declarations.alterations(made.id()))
                .extracting(Alteration::what)
                .containsExactly(What.SEAL);
        assertThat(check.file(forged)).isEqualTo(new Result.SealOfOther(true));
    }

    /** Alterations are detected at night, and shown to the hub and on the public page until they are undone. */
    @Test
    void alterationsAreReportedAutomatically() {
        Made made = declarationsFixture.complete(1, Instant.now().minusSeconds(60));
        sealed(made);
        String page =
                "/verklaringen/" + declarations.read(made.id(), made.maker()).slug();
        TestBrowser visitor = people.visitor();
        String warning = "Deze verklaring is na het tekenen veranderd";
        assertThat(visitor.get(page).body()).doesNotContain(warning);
        rename(made, "Iemand Anders");
        assertThat(visitor.get(page).body()).contains(warning);
        integrityMonitor.all();
        integrityMonitor.all();
        assertThat(events(made, "ALTERED")).isEqualTo(1);
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.get("/beheer/verklaringen").body()).contains("Veranderd na het tekenen");
        assertThat(maker.get("/beheer/programma").body()).contains("niet meer wat er getekend is");
        rename(made, "Noor de Vries");
        integrityMonitor.all();
        assertThat(events(made, "AS_SIGNED")).isEqualTo(1);
        assertThat(visitor.get(page).body()).doesNotContain(warning);
    }

    /** The hub only seals unaltered declarations. */
    @Test
    void anAlteredDeclarationIsNotSealed() {
        Made made = declarationsFixture.complete(1, null);
        rename(made, "Iemand Anders");
        sealing.sealDue();
        assertThat(declarations.file(made.id())).isEmpty();
        rename(made, "Noor de Vries");
        integrityMonitor.all();
        assertThat(sealed(made)).isNotEmpty();
    }

    @Test
    void theAdministratorSeesWhatCanNotBeSealed() {
        Made made = declarationsFixture.complete(1, null);
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        JdbcClient owner = TestDatabase.owner(environment);
        TestSql.update(owner, "alter table declaration_file add constraint disk_full check (false) not valid");
        try {
            sealing.sealDue();
            assertThat(administrator.get("/admin/toestand").body()).doesNotContain("geen document met een zegel");
            alter("update declaration set completed_at = completed_at - interval '20 minutes' where id = " + made.id());
            assertThat(administrator.get("/admin/toestand").body())
                    .contains("1 verklaring die iedereen heeft getekend, heeft nog geen document met een zegel");
        } finally {
            owner.sql("alter table declaration_file drop constraint disk_full").update();
        }
        assertThat(sealed(made)).isNotEmpty();
        assertThat(administrator.get("/admin/toestand").body()).doesNotContain("geen document met een zegel");
    }

    private long events(Made made, String event) {
        return declarations.history(made.id()).stream()
                .filter(one -> one.event().equals(event))
                .count();
    }

    private void rename(Made made, String name) {
        alter("update signature set name = '" + name + "' where signatory_id = "
                + made.signatories().get(0));
    }

    private void alter(String sql) {
        String table = sql.replaceAll("(update|delete from) (\\w+) .*", "$2");
        JdbcClient owner = TestDatabase.owner(environment);
        owner.sql("alter table " + table + " disable trigger user").update();
        owner.sql(sql).update();
        owner.sql("alter table " + table + " enable trigger user").update();
    }

    private PublicQueries at(Instant moment) {
        return new PublicQueries(jdbc, Clock.fixed(moment, ZoneOffset.UTC), reader, signed, integrity);
    }
}
