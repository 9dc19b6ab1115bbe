package nl.tec.finance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages about money in practice: the board reads, the programme manager changes. */
class MoneyPagesTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Budget budget;

    @Autowired
    Ledger ledger;

    @Autowired
    CostPerPupil perPupil;

    @Autowired
    JdbcClient jdbc;

    private final String unique = Long.toString(System.nanoTime());
    private final LocalDate today = LocalDate.now(Dates.ZONE);

    private long source(SignedIn maker, String name, Terms terms) {
        return done(budget.save(
                new FundingSource(0, name, SourceKind.MUNICIPALITY, "Uitleg", "Een brief", terms, 0), maker.actor()));
    }

    private void book(SignedIn maker, LineKind kind, @Nullable Long source, long cents) {
        done(ledger.book(
                new Ledger.New(
                        today,
                        kind,
                        kind == LineKind.COST ? CostCategory.STAFF : null,
                        source,
                        cents,
                        "",
                        "Boeking " + unique,
                        UUID.randomUUID()),
                maker.actor()));
    }

    private void cameToday(int pupils) {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        BookingsFixture.School school = fixture.school();
        BookingsFixture.TestClass group = fixture.schoolClass(school, 7, pupils);
        long session = fixture.session(
                fixture.activity(), today.atTime(9, 0).atZone(Dates.ZONE).toInstant(), 60, 2);
        long booking = fixture.insert("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, now()) returning id
                """, session, pupils, school.siteId(), group.id(), UUID.randomUUID());
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count, recorded_at)
                values (?, ?, ?, ?, 'PO', 'PO', 7, ?, now())
                """).params(session, today, booking, group.partId(), pupils).update();
    }

    /** Signatories and funders see the cost per pupil and the end of each source from the start page. */
    @Test
    void costPerPupilAndTheEndOfEachSourceAreOneClickFromTheStartPage() {
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        LocalDate end = today.plusMonths(5);
        String name = "Reservering " + unique;
        long id = source(maker, name, new Terms(Set.of(CostCategory.TRANSPORT), end, null, null, false, null));
        long plan = budget.plan().scenario().id();
        done(budget.save(
                new BudgetLine(
                        0,
                        plan,
                        end.getYear(),
                        LineKind.COVER,
                        null,
                        id,
                        "Programma",
                        new Money(123_45),
                        Money.ZERO,
                        1000,
                        Certainty.COMMITTED,
                        end,
                        0),
                maker.actor()));
        book(maker, LineKind.COST, null, 98_765);
        cameToday(20);
        for (Role role : List.of(Role.MUNICIPALITY, Role.BOARD)) {
            for (Page page : List.of(phone(), desk())) {
                signedIn(page, accounts.signedIn(role));
                page.navigate("/werk");
                page.getByRole(AriaRole.MAIN)
                        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Geld"))
                        .click();
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Kosten per leerling")))
                        .isVisible();
                PerPupil each =
                        perPupil.of(budget.plan(), List.of(today.getYear())).get(0);
                assertThat(page.getByText(each.perPupil().orElseThrow().format(Texts.DUTCH))
                                .first())
                        .isVisible();
                Locator row = page.locator(".sources")
                        .getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(name));
                assertThat(row).containsText(Dates.date(end, Texts.DUTCH));
                assertThat(row).containsText("alleen voor vervoer");
                looksRight(page);
                row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                        .click();
                assertThat(page.getByText("De kosten die deze bron betaalt")).isVisible();
                looksRight(page);
                for (String path :
                        List.of("/geld/regels?bron=" + id, "/geld/boekingen?soort=COST", "/geld/scenarios")) {
                    page.navigate(path);
                    looksRight(page);
                }
                assertThat(accounts.signedIn(role).browser().get("/beheer/geld").statusCode())
                        .isEqualTo(403);
            }
        }
    }

    /** Every booking and every pupil changes the figure by the right amount. */
    @Test
    void theCostPerPupilIsWhatWasSpentDividedByWhoCame() {
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        PerPupil before = perPupil.of(budget.plan(), List.of(today.getYear())).get(0);
        cameToday(17);
        book(maker, LineKind.COST, null, 1);
        PerPupil after = perPupil.of(budget.plan(), List.of(today.getYear())).get(0);
        assertThat(after.pupils()).isEqualTo(before.pupils() + 17);
        assertThat(after.costs().cents()).isEqualTo(before.costs().cents() + 1);
        long slow = Math.round(after.costs().cents() / (double) after.pupils());
        assertThat(after.perPupil().orElseThrow().cents()).isEqualTo(slow);
    }

    @Test
    void aLineASourceAScenarioAndABookingAreMadeAndChangedWithoutScript() {
        SignedIn maker = accounts.signedIn(Role.ADMINISTRATOR);
        TestBrowser browser = maker.browser();
        HttpResponse<String> refused = browser.post(
                "/beheer/geld/bron/nieuw",
                "naam",
                "",
                "soort",
                "GRANT",
                "deel",
                "veel",
                "uitleg",
                "Blijft staan " + unique);
        assertThat(refused.statusCode()).isEqualTo(422);
        has(refused.body(), "Blijft staan " + unique, "Vul een heel getal in");
        String source = TestBrowser.location(browser.post(
                "/beheer/geld/bron/nieuw",
                "naam",
                "Fonds " + unique,
                "soort",
                "GRANT",
                "kosten",
                "STAFF",
                "kosten",
                "VENUE",
                "tot",
                "2027-06-30",
                "deel",
                "40",
                "naast",
                "50"));
        String sourceId = source.replaceAll("\\D", "");
        has(
                browser.get(source).body(),
                "alleen voor personeel, ruimte",
                "hoogstens 40%",
                "moet €\u00a050 van anderen staan");
        has(browser.get("/beheer/geld/bron/" + sourceId).body(), "2027-06-30");

        HttpResponse<String> wrong = browser.post(
                "/beheer/geld/regel/nieuw", "soort", "COST", "jaar", "twee", "bedrag", "-5", "wat", "Hout " + unique);
        assertThat(wrong.statusCode()).isEqualTo(422);
        has(wrong.body(), "Vul een jaar in", "Vul een bedrag in", "Hout " + unique);
        String lines = TestBrowser.location(browser.post(
                "/beheer/geld/regel/nieuw",
                "soort",
                "COVER",
                "bron",
                sourceId,
                "jaar",
                "2026",
                "bedrag",
                "1.234,56",
                "wat",
                "Toezegging " + unique,
                "zekerheid",
                "COMMITTED"));
        has(browser.get(lines).body(), "Toezegging " + unique, "€\u00a01.234,56");

        String scenario = TestBrowser.location(browser.post("/beheer/geld/scenario/nieuw", "naam", "Halve " + unique));
        HttpResponse<String> factors =
                browser.post(scenario, "version", "0", "naam", "Halve " + unique, "bron-" + sourceId, "50");
        assertThat(factors.statusCode()).isEqualTo(303);
        String scenarioId = scenario.replaceAll("\\D", "");
        assertThat(browser.get(scenario).body())
                .as("asked once")
                .containsPattern("(?s)<details[^>]*>(?:(?!</details>).)*Ja, verwijder dit scenario");
        has(
                browser.get("/geld/regels?bron=" + sourceId + "&scenario=" + scenarioId)
                        .body(),
                "€\u00a0617,28",
                "€\u00a01.234,56 × 50%");
        assertThat(browser.get("/geld/regels?bron=" + sourceId).body()).doesNotContain("€\u00a0617,28");
        assertThat(browser.post(scenario, "version", "0", "naam", "x").statusCode())
                .as("somebody else was first")
                .isEqualTo(422);

        assertThat(browser.post("/beheer/geld/boeking/nieuw", "soort", "COVER", "dag", "1990-01-01", "bedrag", "5")
                        .statusCode())
                .isEqualTo(422);
        browser.post(
                "/beheer/geld/boeking/nieuw",
                "eenmalig",
                UUID.randomUUID().toString(),
                "soort",
                "COVER",
                "bron",
                sourceId,
                "dag",
                today.toString(),
                "bedrag",
                "12,34",
                "wat",
                "Eerste deel " + unique);
        has(browser.get("/geld/boekingen?bron=" + sourceId).body(), "Eerste deel " + unique, "€\u00a012,34");
        has(browser.get("/geld/boekingen?jaar=0000&bron=" + sourceId).body(), "Eerste deel " + unique);
        assertThat(new String(browser.download("/geld/boekingen.csv?bron=" + sourceId), StandardCharsets.UTF_8))
                .contains("dekking;;Fonds " + unique + ";Eerste deel " + unique + ";12,34");
        assertThat(browser.post("/beheer/geld/bron/" + sourceId + "/weg").statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/geld/bron/" + sourceId).statusCode())
                .as("it has lines")
                .isEqualTo(200);
        assertThat(browser.get("/geld/bron/999999999").statusCode()).isEqualTo(404);
        assertThat(browser.get("/beheer/geld/regel/999999999").statusCode()).isEqualTo(404);
        assertThat(browser.get("/geld?jaar=abc").statusCode()).isEqualTo(200);
    }

    @Test
    void aFileIsPreviewedMappedOnceAndImported() {
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        TestBrowser browser = maker.browser();
        String column = "Rek " + unique;
        String account = "4000-" + unique;
        byte[] file = ("Dag;" + column + ";Bedrag;Tekst\n03-03-2026;" + account + ";10,01;Hout\n04-03-2026;" + account
                        + ";2,50;Lijm\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(browser.upload("/beheer/geld/import", "bestand", Map.of()).statusCode())
                .isEqualTo(422);
        String look =
                TestBrowser.location(browser.upload("/beheer/geld/import", "bestand", Map.of("grootboek.csv", file)));
        has(browser.get(look).body(), "Welke kolom is wat?");
        assertThat(browser.post(look + "/kolommen", "DAY", "Dag").statusCode()).isEqualTo(422);
        browser.post(look + "/kolommen", "DAY", "Dag", "ACCOUNT", column, "AMOUNT", "Bedrag", "WHAT", "Tekst");
        has(browser.get(look).body(), "Zeg eerst hieronder wat elke rekening is", "€\u00a012,51");
        browser.post(look + "/rekeningen", "code", account, "betekenis", "MATERIAL");
        has(browser.get(look).body(), "Boek 2 regels");
        browser.post(look);
        has(browser.get("/geld/boekingen?rubriek=MATERIAL&jaar=2026").body(), "Lijm", account);

        String again =
                TestBrowser.location(browser.upload("/beheer/geld/import", "bestand", Map.of("nog-eens.csv", file)));
        has(browser.get(again).body(), "Alles uit dit bestand stond er al");
        assertThat(TestBrowser.location(browser.get("/beheer/geld/import/" + UUID.randomUUID())))
                .isEqualTo("/beheer/geld/import");
        Page page = phone();
        signedIn(page, maker);
        for (String path : List.of(
                again,
                again + "?kolommen=true",
                "/beheer/geld/import",
                "/beheer/geld",
                "/beheer/geld/boeking/nieuw",
                "/beheer/geld/regel/nieuw?soort=COST",
                "/beheer/geld/bron/nieuw",
                "/beheer/geld/scenario/nieuw")) {
            page.navigate(path);
            looksRight(page);
        }
    }

    /** A file that is broken beyond its headings is refused at its field; a broken line where the bookings are confirmed. */
    @Test
    void aBrokenFileIsRefusedAtItsFieldWithTheLine() {
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        TestBrowser browser = maker.browser();
        String account = "4100-" + unique;
        String lines = "Datum;Rekening;Bedrag;Omschrijving\n03-03-2026;" + account + ";10,01;Hout " + unique + "\n";
        HttpResponse<String> cut = browser.upload(
                "/beheer/geld/import",
                "bestand",
                Map.of("kapot.csv", (lines + "04-03-2026;\0\0\0\0").getBytes(StandardCharsets.UTF_8)));
        assertThat(cut.statusCode()).isEqualTo(422);
        has(cut.body(), "href=\"#bestand\">In regel 3 staan tekens die geen tekst zijn", "id=\"bestand-error\"");

        byte[] file = (lines + "04-03-2026;" + account + ";2,5O;Lijm\n").getBytes(StandardCharsets.UTF_8);
        String look = TestBrowser.location(browser.upload("/beheer/geld/import", "bestand", Map.of("fout.csv", file)));
        browser.post(
                look + "/kolommen", "DAY", "Datum", "ACCOUNT", "Rekening", "AMOUNT", "Bedrag", "WHAT", "Omschrijving");
        browser.post(look + "/rekeningen", "code", account, "betekenis", "MATERIAL");
        has(browser.get(look).body(), "Boek zonder de regel die we niet kunnen lezen", "2,5O");
        HttpResponse<String> refused = browser.post(look);
        assertThat(refused.statusCode()).isEqualTo(422);
        has(
                refused.body(),
                "href=\"#zonder\">Eén regel is niet te lezen: regel 3.",
                "id=\"zonder-error\"",
                "value=\"MATERIAL\" selected");
        assertThat(browser.get("/geld/boekingen?rubriek=MATERIAL&jaar=2026").body())
                .doesNotContain("Hout " + unique);
        assertThat(browser.post(look, "zonder", "ja").statusCode()).isEqualTo(303);
        has(browser.get("/geld/boekingen?rubriek=MATERIAL&jaar=2026").body(), "Hout " + unique);
    }

    /** Asserts without the whole page in the message. */
    private static void has(String page, String... texts) {
        for (String text : texts) {
            assertThat(page.contains(text)).as(text).isTrue();
        }
    }
}
