package nl.tec.partners;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.Outcomes;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journey 7: from home to the outstanding contributions of a partner in two clicks; and the pages of a partner and the hub. */
class PromisesBrowserTest extends BrowserTest {

    static final int YEAR = PartnersFixture.today().getYear();

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Contributions contributions;

    @Autowired
    JdbcClient jdbc;

    PartnersFixture records;
    String name;
    long partner;
    long promise;

    @BeforeEach
    void make() {
        records = new PartnersFixture(jdbc);
        name = "Aventus " + PartnersFixture.name();
        partner = records.partner(name, "MBO");
        Actor maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        promise = Outcomes.done(contributions.declare(
                partner,
                new ContributionForm("" + YEAR, "STAFF", "HOUR", "Docenten bij de lasworkshop", "160", "", ""),
                maker));
        contributions.deliver(
                promise, new DeliveryForm(LocalDate.of(YEAR, 1, 1).toString(), "40", "Workshop gegeven", ""), maker);
    }

    @Test
    void anAldermanSeesDeclaredDeliveredAndOutstandingInTwoClicks_onAPhone() {
        twoClicks(phone(), true);
    }

    @Test
    void anAldermanSeesDeclaredDeliveredAndOutstandingInTwoClicks_onADesktop() {
        twoClicks(desk(), true);
    }

    @Test
    void anAldermanSeesDeclaredDeliveredAndOutstandingInTwoClicks_withoutScript() {
        twoClicks(withoutScript(), false);
    }

    private void twoClicks(Page page, boolean script) {
        signedIn(page, accounts.signedIn(Role.BOARD));
        page.navigate("/");
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Jouw werk"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Toezeggingen"))
                .click();
        Locator row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(name));
        assertThat(row).containsText("€\u00a08.800");
        assertThat(row).containsText("€\u00a02.200");
        assertThat(row).containsText("€\u00a06.600");
        good(page, script);
        row.getByRole(AriaRole.LINK).click();
        Locator rows = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("Docenten bij de lasworkshop"));
        Locator promised = rows.first();
        assertThat(promised).containsText("160 uur");
        assertThat(promised).containsText("40 uur");
        assertThat(promised).containsText("120 uur");
        assertThat(rows.last()).containsText("Workshop gegeven");
        good(page, script);
    }

    @Test
    void theBoardFindsAContributionAndReadsTheOverview() {
        Page page = desk();
        signedIn(page, accounts.signedIn(Role.MUNICIPALITY));
        page.navigate("/toezeggingen");
        page.getByLabel("Zoek een partner").fill(name);
        page.getByRole(AriaRole.BUTTON, button("Zoek")).click();
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
        page.navigate("/toezeggingen?zoek=bestaatniet" + name);
        good(page, true);
        page.navigate("/beheer/bijdragen");
        assertThat(page.getByText("Wat op jou wacht")).hasCount(0);
        good(page, true);
    }

    @Test
    void thePagesOfAPartnerAreAccessibleAndFit_emptyFilledAndRefused() {
        long empty = records.partner();
        SignedIn own = accounts.signedIn(Membership.of(Role.PARTNER, partner), Membership.of(Role.PARTNER, empty));
        for (Page page : new Page[] {phone(), desk()}) {
            signedIn(page, own);
            for (String path : List.of(
                    "/partner?van=" + partner,
                    "/partner?van=" + empty,
                    "/partner/bijdragen/" + promise,
                    "/partner/mensen?van=" + empty,
                    "/partner/profiel",
                    "/partner/jaar/" + YEAR + "?van=" + partner)) {
                page.navigate(path);
                good(page, true);
            }
            page.navigate("/partner/bijdragen/nieuw?van=" + partner);
            page.getByRole(AriaRole.BUTTON, button("Stuur in")).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Kies een soort bijdrage.");
            good(page, true);
            page.navigate("/partner/bijdragen/" + promise);
            page.getByLabel("Geleverd (uur)").fill("vier");
            page.getByRole(AriaRole.BUTTON, button("Stuur in")).click();
            assertThat(page.getByLabel("Geleverd (uur)")).hasValue("vier");
            good(page, true);
        }
    }

    @Test
    void thePagesOfTheHubAndThePublicPageAreAccessibleAndFit() {
        records.membership(partner, PartnersFixture.today().minusDays(2));
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        for (Page page : new Page[] {phone(), desk()}) {
            signedIn(page, maker);
            for (String path : List.of(
                    "/beheer/partners?zoek=" + name,
                    "/beheer/partners?zoek=bestaatniet",
                    "/beheer/partners/nieuw?zoek=" + name,
                    "/beheer/partners/import",
                    "/beheer/partners/" + partner,
                    "/beheer/partners/" + partner + "/mensen",
                    "/beheer/partners/bijdragen/" + promise,
                    "/beheer/bijdragen",
                    "/partners",
                    "/partners?lang=en")) {
                page.navigate(path);
                good(page, true);
            }
        }
    }

    private void good(Page page, boolean script) {
        if (script) {
            assertAccessible(page);
        }
        assertFits(page);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
