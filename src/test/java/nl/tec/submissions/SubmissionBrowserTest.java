package nl.tec.submissions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A partner enters an activity, a programme manager asks and then accepts it, and a visitor finds it with the partner's name and logo. */
class SubmissionBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    Partner partner;
    SignedIn sender;
    SignedIn manager;

    @BeforeEach
    void make() {
        partner = new SubmissionsFixture(jdbc).partner();
        sender = accounts.signedIn(Membership.of(Role.PARTNER, partner.id()));
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
    }

    @Test
    void fromThePartnerToTheProgramme_onADesk() {
        fromThePartnerToTheProgramme(desk(), true);
    }

    @Test
    void fromThePartnerToTheProgramme_onAPhone() {
        fromThePartnerToTheProgramme(phone(), true);
    }

    @Test
    void alsoWithoutScript() {
        fromThePartnerToTheProgramme(withoutScript(), false);
    }

    private void fromThePartnerToTheProgramme(Page page, boolean look) {
        String title = SubmissionsFixture.title();
        as(page, sender);
        page.navigate("/partner/profiel");
        page.getByLabel("Kies een bestand")
                .setInputFiles(new FilePayload("logo.png", "image/png", Pictures.png(600, 200)));
        press(page, "Gebruik dit logo");
        assertThat(page.getByText("Dit is nu jullie logo.")).isVisible();
        look(page, look);
        page.navigate("/partner/activiteiten");
        look(page, look);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Nieuwe activiteit"))
                .first()
                .click();
        look(page, look);
        enter(page, title);
        press(page, "Stuur in");
        assertThat(page.getByText("Ingestuurd. Je krijgt een mail")).isVisible();
        look(page, look);

        as(page, manager);
        page.navigate("/beheer/inzendingen?partner=" + partner.id());
        look(page, look);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title))
                .click();
        look(page, look);
        page.getByLabel("Bericht aan " + partner.name()).fill("Is er een bril voor iedereen?");
        press(page, "Stel deze vraag");
        assertThat(page.getByText("De vraag is verstuurd.")).isVisible();

        as(page, sender);
        page.navigate("/partner/activiteiten");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title))
                .click();
        assertThat(page.getByText("Is er een bril voor iedereen?")).isVisible();
        look(page, look);
        page.getByLabel(Pattern.compile("^Bericht aan")).fill("Ja, en een schort.");
        press(page, "Stuur in");

        as(page, manager);
        page.navigate("/beheer/inzendingen?partner=" + partner.id());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title))
                .click();
        assertThat(page.getByText("Ja, en een schort.")).isVisible();
        press(page, "Accepteer");
        assertThat(page.getByText("Het staat in het programma.")).isVisible();

        page.context().clearCookies();
        page.navigate("/programma?q=" + title.replace(" ", "+"));
        assertThat(page.locator(".organiser").getByText("Van " + partner.name()))
                .isVisible();
        look(page, look);
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title))
                .getByRole(AriaRole.LINK)
                .first()
                .click();
        assertThat(page.locator(".organiser").first()).containsText("Georganiseerd door " + partner.name());
        assertThat(page.locator("main img.partner-logo").first()).hasJSProperty("naturalWidth", 480);
        look(page, look);
    }

    private void enter(Page page, String title) {
        page.getByLabel("Naam", new Page.GetByLabelOptions().setExact(true)).fill(title);
        page.getByLabel("In één zin", new Page.GetByLabelOptions().setExact(true))
                .fill("Je last een beest van oud ijzer.");
        page.getByLabel("Beschrijving", new Page.GetByLabelOptions().setExact(true))
                .fill("Met echte vonken.");
        page.getByLabel("Wereld van techniek").selectOption("HITECH_SCIENCE");
        page.locator("input[name=voor][value=CHILD]").check();
        page.locator("#leeftijd-van").fill("10");
        page.locator("#leeftijd-tot").fill("14");
        page.locator("#dag-0").fill(SubmissionsFixture.day(30).toString());
        page.locator("#van-0").fill("13:00");
        page.locator("#tot-0").fill("15:00");
        page.locator("#plek").selectOption(String.valueOf(partner.venue()));
        page.locator("#maximum").fill("12");
    }

    private void as(Page page, SignedIn who) {
        page.context().addCookies(List.of(new Cookie("tec", who.session()).setUrl(address(""))));
    }

    private void look(Page page, boolean look) {
        if (look) {
            looksRight(page);
        }
    }
}
