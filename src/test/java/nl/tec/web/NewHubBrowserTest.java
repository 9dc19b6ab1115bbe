package nl.tec.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.Clock;
import java.time.LocalDate;
import nl.tec.BrowserTest;
import nl.tec.hub.FirstRunCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Journey 9: from the first page of an empty hub to a public activity with free seats, guided by the pages alone. */
class NewHubBrowserTest extends BrowserTest {

    /** A quarter of an hour, at fifteen seconds per field or click. */
    private static final int MAX_ACTIONS = 60;

    @Autowired
    HubSettings hub;

    @Autowired
    FirstRunCode firstRunCode;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    private HubBefore before;
    private String code;
    private int actions;

    @BeforeEach
    void anEmptyHub() {
        before = new HubBefore(hub, jdbc);
        hub.set(Setting.NAME, "");
        hub.set(Setting.CONTACT_EMAIL, "");
        code = firstRunCode.get();
    }

    @AfterEach
    void restoreState() {
        before.restore();
    }

    @Test
    void fromTheFirstPageToSomethingToDo() {
        String word = "Maakmiddag " + System.nanoTime();
        Page page = desk();
        page.navigate("/");
        act(page.locator("#code")).fill(code);
        act(page.locator("#naam")).fill("TEC Zutphen");
        act(page.locator("#plaats")).fill("Zutphen");
        act(page.locator("#gemeente")).fill("301");
        act(page.locator("#beheerder")).fill("Bo Begin");
        act(page.locator("#email")).fill("bo" + System.nanoTime() + "@example.org");
        act(page.locator("#wachtwoord")).fill("drie losse woorden");
        send(page, "Begin de hub");
        assertThat(page).hasURL(address("/admin/begin"));
        looksRight(page);

        follow(page, "Naar de instellingen");
        act(page.locator("#CONTACT_EMAIL")).fill("vraag@example.org");
        send(page, "Bewaar de instellingen");
        begin(page);
        assertThat(step(page, "Vul in hoe mensen je bereiken")).containsText("Gedaan");

        follow(page, "Plek maken");
        act(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Nieuwe plek")))
                .click();
        act(page.locator("#naam")).fill("Techlab " + word);
        act(page.locator("#soort")).selectOption("TECHLAB");
        act(page.locator("#straat")).fill("Proefstraat 1");
        act(page.locator("#plaats")).fill("Zutphen");
        send(page, "Bewaar");
        begin(page);

        follow(page, "Activiteit maken");
        act(page.locator("#titel")).fill(word);
        act(page.locator("#belofte")).fill("Je maakt iets wat beweegt.");
        act(page.locator("#beschrijving")).fill("Een middag bouwen.");
        act(page.locator("#neemt")).selectOption("INDIVIDUALS");
        act(page.locator("#werelden")).selectOption("HITECH_SCIENCE");
        act(page.locator("input[name=voor][value=CHILD]")).check();
        send(page, "Bewaar en publiceer");
        assertThat(page.getByText("Engelse")).hasCount(0);
        begin(page);
        assertThat(step(page, "Maak je eerste activiteit")).containsText("Gedaan");

        follow(page, "Datum maken");
        act(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Nieuwe datum"))
                        .first())
                .click();
        act(page.locator("#activiteit")).selectOption(new SelectOption().setLabel(word));
        send(page, "Verder");
        act(page.locator("#dag")).fill(LocalDate.now(clock).plusDays(30).toString());
        act(page.locator("#van")).fill("14:00");
        act(page.locator("#duur")).fill("90");
        act(page.locator("#plek")).selectOption(new SelectOption().setLabel("Techlab " + word));
        act(page.locator("#plaatsen")).fill("12");
        send(page, "Bewaar en publiceer");
        begin(page);
        assertThat(step(page, "Zet een datum op de kalender")).containsText("Gedaan");
        Assertions.assertThat(actions).isLessThanOrEqualTo(MAX_ACTIONS);

        Page visitor = phone();
        visitor.navigate("/programma?q=" + word.replace(" ", "+"));
        assertThat(visitor.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText(word)))
                .containsText("Nog plek op 1 datum");
        visitor.navigate("/programma?q=" + word.replace(" ", "+") + "&lang=en");
        assertThat(visitor.locator("[lang=nl]")
                        .filter(new Locator.FilterOptions().setHasText(word))
                        .first())
                .isVisible();
        visitor.close();
    }

    /** Counts an action: filling in, choosing or clicking. */
    private Locator act(Locator what) {
        actions++;
        return what;
    }

    private void send(Page page, String button) {
        actions++;
        press(page, button);
    }

    private void follow(Page page, String link) {
        act(page.getByRole(AriaRole.MAIN)
                        .getByRole(
                                AriaRole.LINK,
                                new Locator.GetByRoleOptions().setName(link).setExact(true)))
                .click();
    }

    private static Locator step(Page page, String title) {
        return page.locator(".todo > li").filter(new Locator.FilterOptions().setHasText(title));
    }

    /** Returns to the checklist via the start page. */
    private void begin(Page page) {
        act(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mijn werk")))
                .click();
        act(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Begin met je hub")))
                .click();
        assertThat(page).hasURL(address("/admin/begin"));
    }
}
