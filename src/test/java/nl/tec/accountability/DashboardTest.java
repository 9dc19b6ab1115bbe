package nl.tec.accountability;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.finance.Budget;
import nl.tec.finance.FundingSource;
import nl.tec.finance.SourceKind;
import nl.tec.results.CurrentFiguresMeasured;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journey 7: the dashboard, and the same figures on a screen and by mail. */
class DashboardTest extends BrowserTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    AnnualAccounts annual;

    @Autowired
    Dashboards dashboards;

    @Autowired
    Budget budget;

    @Autowired
    Figures figures;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcClient jdbc;

    private final LocalDate today = LocalDate.now(Dates.ZONE);

    /** An alderman sees the targets, the cost per pupil and the open promises, and downloads the account for the council. */
    @Test
    void anAldermanOpensOnePageAndDownloadsTheAccount() {
        int year = figures.currentYear() - 1;
        SignedIn board = people.signedIn(Role.BOARD);
        Awaitility.await().until(() -> figures.pending().isEmpty());
        done(annual.adopt(done(annual.begin(year, null, board.actor())), today, 0, board.actor()));
        String cookie = people.signedIn(Role.MUNICIPALITY).session();
        for (Page page : List.of(phone(), desk())) {
            page.context().addCookies(List.of(new Cookie("tec", cookie).setUrl(address("/"))));
            page.navigate("/werk");
            page.getByRole(AriaRole.MAIN)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Dashboard"))
                    .first()
                    .click();
            assertThat(page.getByText("zijn gehaald of liggen op koers")).isVisible();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Kosten per leerling")))
                    .isVisible();
            assertThat(page.getByText("staat nog open")).isVisible();
            looksRight(page);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ouders"))
                    .first()
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*/resultaten/ouders\\?jaar=.*"));
            page.navigate("/jaarverantwoording");
            looksRight(page);
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions()
                                    .setName("Jaarverantwoording " + year)
                                    .setExact(true))
                    .click();
            looksRight(page);
            assertWholeOnPaper(page);
            String pdf = page.waitForDownload(
                            () -> page.getByText("Download het document (PDF)").click())
                    .suggestedFilename();
            assertThat(pdf).isEqualTo("jaarverantwoording-" + year + "-versie-1.pdf");
            for (String path : List.of(
                    "/verantwoording/jaar",
                    "/resultaten/bereik",
                    "/resultaten/bereik?per=BOARD",
                    "/resultaten/bereik?per=AREA",
                    "/resultaten/bereik?per=WORLD")) {
                page.navigate(path);
                looksRight(page);
            }
        }
    }

    /** The tables of an account are closed on a phone, and nothing is lost: on a desk and on paper all of them are there. */
    private void assertWholeOnPaper(Page account) {
        Locator tables = account.locator(".account-body table");
        Locator closed = account.locator(".account-body details.fold:not([open])");
        assertThat(tables.filter(new Locator.FilterOptions().setVisible(true)))
                .hasCount(account.viewportSize().width < 500 ? 0 : tables.count());
        account.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(tables.filter(new Locator.FilterOptions().setVisible(true))).hasCount(tables.count());
        account.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        for (int i = closed.count(); i > 0 && account.viewportSize().width < 500; i--) {
            closed.first().locator("summary").click();
        }
        assertThat(tables.filter(new Locator.FilterOptions().setVisible(true))).hasCount(tables.count());
        looksRight(account);
    }

    /** Long charts are collapsed on a phone, and open without JavaScript; on a desktop and in print they are expanded. */
    @Test
    void chartsAreFoldedOnAPhoneOnly() {
        Page desk = desk();
        desk.navigate("/resultaten");
        assertThat(chart(desk)).isVisible();
        Page phone = phone();
        phone.navigate("/resultaten");
        assertThat(chart(phone)).not().isVisible();
        phone.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(chart(phone)).isVisible();
        Page plain = withoutScript();
        plain.setViewportSize(390, 844);
        plain.navigate("/resultaten");
        assertThat(chart(plain)).not().isVisible();
        plain.getByText(Pattern.compile("Toon \\d+ grafieken")).click();
        assertThat(chart(plain)).isVisible();
    }

    private static Locator chart(Page page) {
        return page.locator(".year-chart").first();
    }

    /** 'What does it cost per pupil, and which source ends when?' takes two clicks at most, from the first page after signing in. */
    @Test
    void whatAPupilCostsAndWhichSourceEndsWhenTakesTwoClicks() {
        SignedIn manager = people.signedIn(Role.PROGRAMME_MANAGER);
        String name = "Regiofonds " + System.nanoTime();
        FundingSource.Terms until = new FundingSource.Terms(Set.of(), today, null, null, false, null);
        long source =
                done(budget.save(new FundingSource(0, name, SourceKind.GRANT, "", "", until, 0), manager.actor()));
        try {
            String cookie = people.signedIn(Role.MUNICIPALITY).session();
            for (Page page : List.of(phone(), desk())) {
                page.context().addCookies(List.of(new Cookie("tec", cookie).setUrl(address("/"))));
                page.navigate("/werk");
                int clicks = 0;
                page.getByRole(AriaRole.MAIN)
                        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Dashboard"))
                        .first()
                        .click();
                clicks++;
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Kosten per leerling")))
                        .isVisible();
                assertThat(page.getByText("Die bron stopt het eerst")).isVisible();
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                        .click();
                clicks++;
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Loopt tot en met")))
                        .isVisible();
                assertThat(clicks).isLessThanOrEqualTo(2);
                looksRight(page);
            }
        } finally {
            done(budget.removeSource(source, manager.actor()));
        }
    }

    @Test
    void thePrintedDashboardIsOnePage() throws IOException {
        Page page = desk();
        page.context()
                .addCookies(
                        List.of(new Cookie("tec", people.signedIn(Role.BOARD).session()).setUrl(address("/"))));
        page.navigate("/verantwoording");
        byte[] paper = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        try (PDDocument document = Loader.loadPDF(paper)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document)).contains("Kosten per leerling", "Voortgang");
        }
    }

    @Test
    void aScreenInTheHallNeedsNoSignInUntilItsLinkIsWithdrawn() {
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        TestBrowser browser = administrator.browser();
        assertThat(browser.post("/admin/schermen", "naam", " ").statusCode()).isEqualTo(422);
        Matcher link = Pattern.compile("/scherm/([A-Za-z0-9_-]{43})")
                .matcher(browser.post("/admin/schermen", "naam", "Hal").body());
        assertThat(link.find()).isTrue();
        String screen = link.group();
        assertThat(browser.get("/admin/schermen").body()).as("it is shown once").doesNotContain(screen);
        assertThat(jdbc.sql("select count(*) from screen_link where secret_hash = sha256(convert_to(?, 'UTF8'))")
                        .param(link.group(1))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        Page hall = desk();
        hall.navigate(screen);
        assertThat(hall.getByText("zijn gehaald of liggen op koers")).isVisible();
        looksRight(hall);
        hall.setViewportSize(1920, 1080);
        assertThat(hall.evaluate("document.documentElement.scrollHeight <= 1080"))
                .as("nobody scrolls in a hall")
                .isEqualTo(true);
        assertThat(people.visitor().get(screen).body()).doesNotContain("€");
        assertThat(people.visitor().get("/scherm/" + "x".repeat(43)).statusCode())
                .isEqualTo(404);

        long id = dashboards.screens().get(0).id();
        browser.post("/admin/schermen/" + id + "/intrekken");
        assertThat(people.visitor().get(screen).statusCode()).isEqualTo(404);
        assertThat(people.signedIn(Role.BOARD)
                        .browser()
                        .post("/admin/schermen", "naam", "Hal")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void subscribersAreMailedOnceAQuarter_fromTheNextQuarter() {
        SignedIn reader = people.signedIn(Role.MUNICIPALITY);
        TestBrowser browser = reader.browser();
        browser.post("/verantwoording/mail", "aan", "ja");
        assertThat(browser.get("/verantwoording").body()).contains("Je krijgt dit elk kwartaal per mail");
        dashboards.sendQuarter();
        assertThat(mails(reader))
                .as("not in the quarter in which it was asked for")
                .isZero();
        jdbc.sql("update dashboard_subscription set quarter = quarter - 1 where account_id = ?")
                .param(reader.account().id())
                .update();
        dashboards.sendQuarter();
        dashboards.sendQuarter();
        assertThat(mails(reader)).isEqualTo(1);
        browser.post("/verantwoording/mail", "aan", "nee");
        assertThat(dashboards.subscribed(reader.actor())).isFalse();
    }

    private long mails(SignedIn to) {
        return jdbc.sql("select count(*) from outbox where template = ? and lower(recipient) = lower(?)")
                .params(Dashboards.MAIL, to.account().email())
                .query(Long.class)
                .single();
    }

    /** The stored number of pupils equals a fresh count. */
    @Test
    void theStoredNumberOfPupilsEqualsAFreshCount() {
        dashboards.recount(Instant.now());
        Dashboard kept = dashboards.now(false);
        jdbc.sql("delete from dashboard_pupils").update();
        assertThat(dashboards.now(false).pupils()).isEqualTo(kept.pupils());
    }

    /** The job that measures the figures counts the pupils too, unless they were counted recently. */
    @Test
    void thePupilsAreCountedAfterTheFigures() {
        dashboards.recount(Instant.now());
        jdbc.sql("update dashboard_pupils set pupils = 987654321").update();
        events.publishEvent(new CurrentFiguresMeasured(Instant.now().minusSeconds(900)));
        assertThat(dashboards.now(false).pupils()).as("counted recently").isEqualTo(987_654_321);
        events.publishEvent(new CurrentFiguresMeasured(Instant.now()));
        assertThat(dashboards.now(false).pupils()).isLessThan(987_654_321);
    }
}
