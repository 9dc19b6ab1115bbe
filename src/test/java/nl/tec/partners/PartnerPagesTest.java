package nl.tec.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.documents.PdfUa;
import nl.tec.shared.Dates;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The HTTP pages of partners and contributions: responses, preserved input and authorisation. */
@TecTest
class PartnerPagesTest {

    static final int YEAR = PartnersFixture.today().getYear();

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    PartnersFixture records;
    TestBrowser maker;
    String name;
    long partner;
    SignedIn somebody;
    TestBrowser own;

    @BeforeEach
    void make() {
        records = new PartnersFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        name = PartnersFixture.name();
        partner = records.partner(name, "COMPANY");
        somebody = accounts.signedIn(Membership.of(Role.PARTNER, partner));
        own = somebody.browser();
    }

    private String declare(TestBrowser browser, String path, String what) {
        HttpResponse<String> done = browser.post(
                path, "jaar", "" + YEAR, "soort", "STAFF", "wat", what, "aantal", "40", "eenheid", "", "waarde", "");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        return TestBrowser.location(done);
    }

    @Test
    void aPartnerDeclaresAndReportsAndTheHubAcceptsOrAsksBack() {
        String mine = declare(own, "/partner/bijdragen/nieuw", "Gastlessen over lassen");
        assertThat(own.get(mine).body()).contains("Gastlessen over lassen", "Ingestuurd");
        String hubs = mine.replace("/partner/", "/beheer/partners/");
        assertThat(maker.get("/beheer/bijdragen").body()).contains("Gastlessen over lassen");
        HttpResponse<String> empty = maker.post(hubs + "/vraag", "vraag", " ");
        assertThat(empty.statusCode()).isEqualTo(422);
        maker.post(hubs + "/vraag", "vraag", "Voor welke <groep>?");
        assertThat(own.get("/partner").body()).contains("Hier wachten wij op jou", "Voor welke &lt;groep&gt;?");
        accept(hubs, "");
        HttpResponse<String> wrong =
                own.post(mine + "/levering", "dag", "2099-01-01", "geleverd", "vier", "bewijs", "Les");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"vier\"", "value=\"2099-01-01\"", "aria-invalid=\"true\"");
        own.post(
                mine + "/levering",
                "dag",
                PartnersFixture.today().toString(),
                "geleverd",
                "4,5",
                "bewijs",
                "Les gegeven");
        String page = maker.get(hubs).body();
        assertThat(page).contains("4,5 uur", "Les gegeven", "Akkoord: telt mee");
        long delivery = records.number("select max(id)::int from contribution_delivery");
        HttpResponse<String> change = own.post(
                mine + "/levering/" + delivery + "/wijzig", "dag", "2099-01-01", "geleverd", "veel", "bewijs", "Les");
        assertThat(change.statusCode()).isEqualTo(422);
        assertThat(change.body())
                .as("what is wrong stands at the field, and the summary leads to it")
                .containsPattern("id=\"geleverd\"[^>]*value=\"veel\"[^>]*aria-invalid=\"true\"")
                .contains("href=\"#geleverd\"", "id=\"geleverd-error\"", "id=\"dag-error\"");
        HttpResponse<String> noQuestion = maker.post(hubs + "/levering/" + delivery + "/vraag", "vraag", " ");
        assertThat(noQuestion.body()).containsOnlyOnce("id=\"vraag\"").contains("id=\"vraag-error\"");
        maker.post(hubs + "/levering/" + delivery + "/vraag", "vraag", "Hoeveel kinderen kwamen er?");
        assertThat(own.get(mine).body())
                .contains("Hoeveel kinderen kwamen er?", "Zet je antwoord bij ‘Bewijs’", "Trek deze levering in");
        accept(hubs, "/levering/" + delivery);
        assertThat(own.get("/partner").body()).contains("€\u00a0247,50");
        assertThat(records.number(
                        "select count(*) from outbox where recipient = ?",
                        somebody.account().email()))
                .as("both questions came by mail")
                .isEqualTo(2);
    }

    /** Presses the button, with what the page says that was read. */
    private void accept(String contribution, String part) {
        String action = contribution + part + "/akkoord";
        String form = maker.get(contribution).body().split("action=\"" + action + "\"", 2)[1];
        String seen = form.split("name=\"gezien\" value=\"", 2)[1].split("\"", 2)[0];
        assertThat(maker.post(action, "gezien", seen).statusCode()).isEqualTo(303);
    }

    @Test
    void dataOfAnotherPartnerIsNotFound() {
        String mine = declare(own, "/partner/bijdragen/nieuw", "Van mij");
        long elsewhere = records.partner();
        TestBrowser stranger =
                accounts.signedIn(Membership.of(Role.PARTNER, elsewhere)).browser();
        for (String path : List.of(
                mine,
                "/partner?van=" + partner,
                "/partner/mensen?van=" + partner,
                "/partner/profiel?van=" + partner,
                "/partner/bijdragen/nieuw?van=" + partner,
                "/partner/jaar/" + YEAR + "?van=" + partner,
                "/partner/jaar/" + YEAR + "/jaaroverzicht.pdf?van=" + partner)) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(stranger.post(mine + "/levering", "dag", "", "geleverd", "", "bewijs", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(mine + "/terug").statusCode()).isEqualTo(404);
        assertThat(own.post(mine + "/akkoord").statusCode())
                .as("accepting is for the hub")
                .isIn(404, 405);
        assertThat(maker.get("/beheer/partners/999999999").statusCode()).isEqualTo(404);
        assertThat(maker.get("/beheer/partners/bijdragen/999999999").statusCode())
                .isEqualTo(404);
    }

    @Test
    void readingContactsIsAuditedAndForbiddenForTheBoard() {
        String path = "/beheer/partners/" + partner + "/mensen";
        HttpResponse<String> refused =
                maker.post(path, "functie", "", "rol", "", "naam", "Jo", "email", "jo", "telefoon", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"jo\"", "Vul een heel e-mailadres in");
        maker.post(
                path,
                "functie",
                "planner",
                "rol",
                "CONTACT",
                "naam",
                "Jo Geheim",
                "email",
                "Jo.Geheim@Example.org",
                "telefoon",
                "");
        assertThat(maker.get("/beheer/partners/" + partner).body())
                .contains("planner")
                .doesNotContain("Geheim", "jo.geheim");
        int before = records.number(
                "select count(*) from audit_log where action = 'PARTNER_PEOPLE_READ' and subject_id = ?", partner);
        assertThat(maker.get(path).body()).contains("Jo Geheim", "jo.geheim@example.org");
        assertThat(records.number(
                        "select count(*) from audit_log where action = 'PARTNER_PEOPLE_READ' and subject_id = ?",
                        partner))
                .isEqualTo(before + 1);
        assertThat(own.get("/partner/mensen").body()).contains("Jo Geheim");
        TestBrowser board = accounts.signedIn(Role.BOARD).browser();
        assertThat(board.get(path).statusCode()).isEqualTo(403);
        assertThat(board.get("/toezeggingen/" + partner).body()).contains(name).doesNotContain("Geheim");
        assertThat(accounts.visitor().get("/partners").body()).doesNotContain("Geheim");
    }

    @Test
    void theRegisterIsFoundFilteredAndPagedByKey() {
        String found =
                maker.get("/beheer/partners?zoek=" + name.replace(" ", "+")).body();
        assertThat(found).contains(name).contains("/beheer/partners/" + partner);
        assertThat(maker.get("/beheer/partners?zoek=" + name.replace(" ", "+") + "&aangesloten=ja")
                        .body())
                .contains("Geen partner gevonden");
        assertThat(maker.get("/beheer/partners?soort=COMPANY&plaats=Proefstad&na=0&naam=")
                        .statusCode())
                .isEqualTo(200);
        for (String odd : List.of("na=x", "soort=x", "wereld=x", "zoek=%25%5C_", "jaar=x", "na=99999999999999999999")) {
            assertThat(maker.get("/beheer/partners?" + odd).statusCode())
                    .as(odd)
                    .isEqualTo(200);
        }
        String csv = maker.get("/beheer/partners/lijst.csv?zoek=" + name.replace(" ", "+"))
                .body();
        assertThat(csv).startsWith("\uFEFFnummer;naam;soort;").contains(name);
    }

    /** The search tolerates accents and typing errors, but an exact match excludes similar names. */
    @Test
    void theSearchForgives() {
        records.partner("Zuïverwerk en Zonen", "COMPANY");
        for (String typed : List.of("Zuïverwerk", "ZUIVERWERK", "zuiverwrek")) {
            assertThat(maker.get("/beheer/partners?zoek=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                            .body())
                    .as(typed)
                    .contains("Zuïverwerk en Zonen");
        }
        records.partner(name + " zoon", "COMPANY");
        assertThat(maker.get("/beheer/partners?zoek=" + name.replace(" ", "+") + "+zoon")
                        .body())
                .contains(name + " zoon")
                .doesNotContain(">" + name + "<");
    }

    /** The hub's page links to all declarations of a partner; the board's page does not link to those that are not public. */
    @Test
    void thePageOfAPartnerHasItsDeclarations() {
        long declaration = records.toSign(partner, "Wij doen mee, " + name);
        assertThat(maker.get("/beheer/partners/" + partner).body())
                .contains("/beheer/verklaringen/" + declaration, "Wij doen mee, " + name, "Te tekenen");
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .get("/toezeggingen/" + partner)
                        .body())
                .contains("Wij doen mee, " + name, "Te tekenen")
                .doesNotContain("/verklaringen/");
    }

    @Test
    void onlyConnectedPartnersWhoWantItAreOnThePublicPage_inBothLanguages() {
        TestBrowser visitor = accounts.visitor();
        assertThat(visitor.get("/partners").body()).doesNotContain(name + "<");
        records.membership(partner, PartnersFixture.today().minusDays(1));
        assertThat(visitor.get("/partners").body()).contains(name, "Bedrijven");
        assertThat(visitor.get("/partners?lang=en").body())
                .contains(name, "Companies", "Our partners")
                .doesNotContain("partners.");
        own.post(
                "/partner/profiel",
                "van",
                "" + partner,
                "over",
                "Wij lassen",
                "over-en",
                "We weld",
                "wereld",
                "HITECH_SCIENCE");
        assertThat(accounts.visitor().get("/partners").body()).doesNotContain(name);
    }

    @Test
    void theAnnualStatementCountsAPupilOnceAndIsADocumentToo() throws IOException {
        Instant past = Instant.now().minus(6, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
        // early on 1 January it is the year before
        int year = Dates.dayOf(past).getYear();
        long first = records.organised(partner, past);
        long second = records.organised(partner, past.plusSeconds(30));
        records.came(first, 12);
        records.cameWithClass(second, 20, 25);
        records.cameWithClassAgain(first, 18);
        String page = own.get("/partner/jaar/" + year).body();
        assertThat(page).contains(">20</span> leerlingen", ">12</span> mensen", ">2</span> keer");
        HttpResponse<String> pdf = own.get("/partner/jaar/" + year + "/jaaroverzicht.pdf");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.body()).startsWith("%PDF");
        assertThat(PdfUa.failures(own.download("/partner/jaar/" + year + "/jaaroverzicht.pdf")))
                .isEmpty();
        assertThat(PdfUa.failures(own.download("/partner/jaar/" + year + "/jaaroverzicht.pdf?lang=en")))
                .isEmpty();
        try (PDDocument document = Loader.loadPDF(own.download("/partner/jaar/" + year + "/jaaroverzicht.pdf"))) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .as("what is copied from it")
                    .contains(
                            String.valueOf(year),
                            "leerlingen die met hun klas kwamen 20",
                            "mensen die zelf kwamen 12",
                            "organiseerde of ontving 2");
        }
        assertThat(maker.get("/beheer/partners/" + partner + "/jaar/" + year).statusCode())
                .isEqualTo(200);
        assertThat(own.get("/partner/jaar/2019").statusCode()).isEqualTo(404);
        assertThat(own.get("/partner?jaar=" + (YEAR + 1)).body())
                .contains("/partner/jaar/" + YEAR + "?van=")
                .doesNotContain("/partner/jaar/" + (YEAR + 1));
    }
}
