package nl.tec.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Own material of a partner or school from the form to the library, over HTTP; private until it is accepted. */
@TecTest
class OwnMaterialTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LibraryAdministration keeping;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    BookingsFixture bookings;
    long company;
    SignedIn sender;
    TestBrowser own;
    TestBrowser manager;
    String word;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        word = UUID.randomUUID().toString().replaceAll("[^a-z]", "") + "brug";
        company = bookings.insert(
                "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id",
                "Maker " + word);
        sender = accounts.signedIn(Membership.of(Role.PARTNER, company));
        own = sender.browser();
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
    }

    /** @param others alternating names and values that override others */
    private static String[] form(String title, String... others) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("titel", title);
        form.put("samenvatting", "Bouw een brug.");
        form.put("tekst", "Wat je doet.");
        form.put("soort", "RESEARCH");
        form.put("toegang", "PUBLIC");
        form.put("werelden", "HITECH_SCIENCE");
        form.put("licentie", "CC_BY");
        form.put("taal", "nl");
        form.put("nakijken", "2040-01-01");
        for (int i = 0; i < others.length; i += 2) {
            form.put(others[i], others[i + 1]);
        }
        return form.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    /** @return its address in the portal */
    private String draft(TestBrowser maker, String portal) {
        HttpResponse<String> made = maker.post(portal + "/nieuw", form("Brug " + word));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        return TestBrowser.location(made).replace("#bestanden", "");
    }

    private String sent() {
        String address = draft(own, "/partner/materiaal");
        assertThat(submit(own, address, "Brug").statusCode()).isEqualTo(303);
        return address;
    }

    private HttpResponse<String> submit(TestBrowser maker, String address, String title, String... others) {
        List<String> fields = new ArrayList<>(List.of(form(title + " " + word, others)));
        fields.addAll(List.of("versie", version(address), "dan", "stuur"));
        return maker.post(address, fields.toArray(String[]::new));
    }

    private static String queue(String address) {
        return address.replaceFirst("/(partner|school)/materiaal", "/beheer/bibliotheek");
    }

    private static long id(String address) {
        return Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
    }

    private String version(String address) {
        return TestSql.text(jdbc, "select version from knowledge_item where id = ?", id(address));
    }

    private HttpResponse<String> answer(String address, String answer, String message) {
        return manager.post(queue(address) + answer, "versie", version(address), "bericht", message);
    }

    private List<String> mails(SignedIn to) {
        return jdbc.sql("select template from outbox where recipient = ? and template like 'material-%' order by id")
                .param(to.actor().email())
                .query(String.class)
                .list();
    }

    private boolean found() {
        return accounts.visitor().get("/bibliotheek?zoek=" + word).body().contains("/bibliotheek/brug-" + word);
    }

    @Test
    void aPartnersMaterial_isReadByNobodyElseBeforeItIsSentIn_andByOthersWhenAccepted() {
        String address = draft(own, "/partner/materiaal");
        assertThat(manager.get(queue(address)).statusCode()).isEqualTo(404);
        assertThat(manager.get("/beheer/bibliotheek").body()).doesNotContain(word);
        assertThat(found()).isFalse();
        assertThat(submit(own, address, "Brug").statusCode()).isEqualTo(303);
        assertThat(found()).isFalse();
        assertThat(manager.get("/beheer/bibliotheek").body()).contains("Brug " + word, "Wacht op jou");
        assertThat(manager.get("/werk").body()).contains("wacht");
        List<String> fields = new ArrayList<>(List.of(form("Brug " + word)));
        fields.addAll(List.of("versie", version(address), "dan", "publiceer"));
        assertThat(manager.post(queue(address), fields.toArray(String[]::new)).body())
                .as("own material has a maker")
                .contains("aria-invalid=\"true\"");
        fields.addAll(List.of("organisatie", String.valueOf(company)));
        assertThat(manager.post(queue(address), fields.toArray(String[]::new)).statusCode())
                .isEqualTo(422);
        assertThat(answer(address, "/accepteer", "").statusCode()).isEqualTo(303);
        assertThat(found()).isTrue();
        assertThat(accounts.visitor().get("/bibliotheek/brug-" + word).body()).contains("Maker " + word, "CC BY 4.0");
        assertThat(mails(sender)).containsExactly("material-accepted");
        assertThat(answer(address, "/accepteer", "").statusCode()).isEqualTo(422);
    }

    @Test
    void aManagerAsks_theMakerAnswersWithAChange_andARefusalHasAReason() {
        String address = sent();
        HttpResponse<String> empty = answer(address, "/vraag", " ");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Schrijf je vraag op.");
        assertThat(answer(address, "/vraag", "Van wie is de foto?").statusCode())
                .isEqualTo(303);
        assertThat(own.get(address).body()).contains("Van wie is de foto?");
        assertThat(own.get("/werk").body()).contains("/partner/materiaal");
        assertThat(submit(own, address, "Brug").statusCode()).isEqualTo(303);
        assertThat(manager.get(queue(address)).body()).contains("Eerder schreef je: Van wie is de foto?");
        HttpResponse<String> noReason = answer(address, "/weiger", "");
        assertThat(noReason.statusCode()).isEqualTo(422);
        assertThat(noReason.body()).contains("Schrijf op waarom.");
        assertThat(answer(address, "/weiger", "Dit is reclame.").statusCode()).isEqualTo(303);
        assertThat(own.get(address).body()).contains("Dit is reclame.");
        assertThat(mails(sender)).containsExactly("material-question", "material-refused");
        assertThat(found()).isFalse();
    }

    @Test
    void concurrentChangesAreNotAccepted() {
        String address = sent();
        String old = version(address);
        assertThat(own.post(address, form("Brug " + word, "tekst", "Anders", "versie", old))
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> late = manager.post(queue(address) + "/accepteer", "versie", old);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Iemand anders heeft dit intussen veranderd");
        assertThat(found()).isFalse();
    }

    @Test
    void aChangeOfWhatIsInTheLibrary_waitsBesideIt() {
        String address = sent();
        answer(address, "/accepteer", "");
        String page = "/bibliotheek/brug-" + word;
        String live = version(address);
        assertThat(own.post(address, form("Kabel " + word, "versie", live)).statusCode())
                .isEqualTo(404);
        String revision = TestBrowser.location(own.post(address + "/wijzig"));
        assertThat(TestBrowser.location(own.post(address + "/wijzig"))).isEqualTo(revision);
        assertThat(own.post(revision, form("Tunnel " + word, "licentie", "CC0", "versie", version(revision)))
                        .statusCode())
                .isEqualTo(303);
        assertThat(own.upload(
                                revision + "/bestand",
                                "bestand",
                                Map.of("foto.png", LibraryFixture.PNG),
                                "omschrijving",
                                "Foto " + word)
                        .statusCode())
                .isEqualTo(303);
        assertThat(submit(own, revision, "Tunnel", "licentie", "CC0", "taal", "en")
                        .statusCode())
                .isEqualTo(303);
        assertThat(accounts.visitor().get(page).body())
                .contains("Brug " + word)
                .doesNotContain("Tunnel", "Foto " + word);
        assertThat(manager.get(queue(revision)).body())
                .contains("Tunnel " + word, "Foto " + word, "CC BY 4.0")
                .containsSubsequence("Wat verandert er", "Taal van het materiaal", "Zie hieronder");
        assertThat(answer(revision, "/accepteer", "").statusCode()).isEqualTo(303);
        assertThat(accounts.visitor().get(page).body()).contains("Tunnel " + word, "Foto " + word, "CC0");
        assertThat(own.get(revision).statusCode()).isEqualTo(404);
        assertThat(own.get(address).body()).contains("Tunnel " + word);
    }

    @Test
    void anotherOrganisation_findsNothing_andCannotWriteInItsName() {
        String address = sent();
        long other = bookings.insert(
                "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id",
                "Ander " + word);
        TestBrowser stranger =
                accounts.signedIn(Membership.of(Role.PARTNER, other)).browser();
        assertThat(stranger.get(address).statusCode()).isEqualTo(404);
        assertThat(submit(stranger, address, "Dam").statusCode()).isEqualTo(404);
        assertThat(stranger.post(address + "/weg").statusCode()).isEqualTo(404);
        assertThat(stranger.get("/partner/materiaal?van=" + company).statusCode())
                .isEqualTo(404);
        String theirs = TestBrowser.location(stranger.post(
                        "/partner/materiaal/nieuw", form("Dam " + word, "organisatie", String.valueOf(company))))
                .replace("#bestanden", "");
        assertThat(TestSql.bigint(jdbc, "select organisation_id from knowledge_item where id = ?", id(theirs)))
                .isEqualTo(other);
    }

    @Test
    void aSchoolHasItsOwnMaterial_andReadsWhatTeachersWroteAboutIt() {
        long site = bookings.school().siteId();
        SignedIn teacher = accounts.teacherOf(site);
        String address = draft(teacher.browser(), "/school/materiaal");
        assertThat(submit(teacher.browser(), address, "Brug").statusCode()).isEqualTo(303);
        answer(address, "/accepteer", "");
        assertThat(mails(teacher)).containsExactly("material-accepted");
        TestBrowser elsewhere = accounts.teacherOf(bookings.school().siteId()).browser();
        assertThat(elsewhere.get(address).statusCode()).isEqualTo(404);
        assertThat(elsewhere
                        .post("/school/bibliotheek/brug-" + word, "ging", "Prima " + word, "veranderd", "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.browser().get(address).body()).contains("Prima " + word);
        assertThat(elsewhere.get("/bibliotheek/brug-" + word).body()).doesNotContain("Prima " + word);
    }

    @Test
    void itsMakerTakesItAway_atOnce_andADraftIsRemoved() {
        String address = sent();
        answer(address, "/accepteer", "");
        assertThat(own.post(address + "/weg").statusCode()).isEqualTo(303);
        assertThat(found()).isFalse();
        assertThat(keeping.get(id(address)).state()).isEqualTo(ItemState.WITHDRAWN);
        String draft = draft(own, "/partner/materiaal");
        own.post(draft + "/weg");
        assertThat(own.get(draft).statusCode()).isEqualTo(404);
    }

    @Test
    void whatItsMakerTookAway_doesNotComeBackByAChangeThatWaited() {
        String address = sent();
        answer(address, "/accepteer", "");
        String revision = TestBrowser.location(own.post(address + "/wijzig"));
        assertThat(submit(own, revision, "Tunnel").statusCode()).isEqualTo(303);
        String version = version(revision);
        assertThat(own.post(address + "/weg").statusCode()).isEqualTo(303);
        assertThat(manager.post(queue(revision) + "/accepteer", "versie", version)
                        .statusCode())
                .isEqualTo(404);
        assertThat(found()).isFalse();
        assertThat(keeping.get(id(address)).state()).isEqualTo(ItemState.WITHDRAWN);
        assertThat(own.get(revision).statusCode()).isEqualTo(404);
    }

    @Test
    void aFileIsCheckedBeforeTheMaterialIsLocked() throws Exception {
        String address = draft(own, "/partner/materiaal");
        byte[] broken = "%PDF-1.7 stuk".getBytes(StandardCharsets.UTF_8);
        transaction.executeWithoutResult(status -> {
            TestSql.integer(jdbc, "select 1 from knowledge_item where id = ? for update", id(address));
            assertThat(CompletableFuture.supplyAsync(() -> own.upload(
                            address + "/bestand", "bestand", Map.of("stuk.pdf", broken), "omschrijving", "Stuk")))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .extracting(HttpResponse::statusCode)
                    .isEqualTo(422);
        });
    }

    @Test
    void problemsAreAtTheirField_andInputIsKept() {
        HttpResponse<String> refused = own.post(
                "/partner/materiaal/nieuw", "titel", "", "tekst", "Mijn tekst", "video", "ftp://x", "taal", "xx");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Geef het een titel.", "Mijn tekst", "Kies een taal.");
        String address = TestBrowser.location(own.post("/partner/materiaal/nieuw", form("Leeg " + word, "tekst", "")))
                .replace("#bestanden", "");
        HttpResponse<String> nothing = submit(own, address, "Anders", "tekst", "");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("Er is nog niets te lezen", "Anders " + word);
    }
}
