package nl.tec.steering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.steering.StepFields.Publication;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The timeline and the conditions in practice: on a phone, at a desk, without script. */
class SteeringBrowserTest extends BrowserTest {

    private static final LocalDate TODAY = Project.TODAY;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Project project;

    private final String unique = Long.toString(System.nanoTime());

    @Test
    void theTimelineSaysAtAGlanceWhatIsDoneLateAndNext() {
        Actor by = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        long phase = project.phase(by);
        for (int others = 0; others < 20; others++) {
            project.phase(by);
        }
        Publication open = new Publication(Instant.now().minusSeconds(60), null);
        String late = "Te late mijlpaal " + unique;
        project.step(
                Project.fields(
                        phase,
                        "Klare mijlpaal " + unique,
                        TODAY.minusDays(40),
                        TODAY.minusDays(40),
                        "Foto",
                        null,
                        null,
                        open),
                by);
        project.step(Project.fields(phase, late, TODAY.minusDays(3), null, "", null, null, open), by);
        project.step(
                Project.fields(phase, "Komende mijlpaal " + unique, TODAY.plusDays(3), null, "", null, null, open), by);
        project.step(
                Project.decision(
                        phase, "Geheim besluit " + unique, TODAY, Instant.now().plusSeconds(86_400)),
                by);
        for (Page page : new Page[] {phone(), desk()}) {
            page.navigate("/project");
            assertThat(page.getByText("3 dagen te laat").first()).isVisible();
            assertThat(page.getByText("Vandaag, " + Dates.date(TODAY, Texts.DUTCH)))
                    .isVisible();
            assertThat(page.getByText("Geheim besluit " + unique)).hasCount(0);
            good(page);
            page.locator(".glance")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(late))
                    .click();
            page.locator("ol.timeline")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(late))
                    .click();
            heading(page, late);
            good(page);

            signIn(page, Role.BOARD);
            page.navigate("/voortgang");
            assertThat(page.getByRole(AriaRole.MAIN)
                            .getByText("Geheim besluit " + unique)
                            .first())
                    .isVisible();
            good(page);
            page.locator("ol.timeline")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Geheim besluit " + unique))
                    .click();
            assertThat(page.getByText("Nog niet openbaar")).isVisible();
            good(page);
        }
    }

    @Test
    void aMakerAddsAMilestoneAndMovesIt_withoutScript() {
        Actor by = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        project.phase(by);
        Page page = withoutScript();
        signIn(page, Role.PROGRAMME_MANAGER);
        page.navigate("/voortgang");
        follow(page, "Fasen, mijlpalen en besluiten");
        follow(page, "Voeg een mijlpaal toe");
        press(page, "Bewaar");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Schrijf een naam.");
        page.getByLabel("Wat is er dan klaar?").fill("De verhuizing " + unique);
        page.getByLabel("Gepland voor").fill(TODAY.plusDays(10).toString());
        press(page, "Bewaar");
        heading(page, "De verhuizing " + unique);
        assertThat(page.getByText("Bewaard.")).isVisible();

        follow(page, "Wijzig");
        page.getByLabel("Gepland voor").fill(TODAY.plusDays(20).toString());
        press(page, "Bewaar");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Schrijf waarom de dag verandert.");
        page.getByLabel("Waarom een andere dag?").fill("De vloer is nat");
        press(page, "Bewaar");
        assertThat(page.getByText("Eerst beloofd voor " + Dates.date(TODAY.plusDays(10), Texts.DUTCH)))
                .isVisible();
        assertThat(page.getByText("De vloer is nat")).isVisible();
    }

    @Test
    void theManagingPagesAreAccessibleAndFit() {
        Actor by = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        long phase = project.phase(by);
        Step decision = project.step(Project.decision(phase, "Besluit " + unique, TODAY, null), by);
        for (Page page : new Page[] {phone(), desk()}) {
            signIn(page, Role.ADMINISTRATOR);
            for (String path : List.of(
                    "/beheer/voortgang",
                    "/beheer/voortgang/nieuw?soort=besluit",
                    "/beheer/voortgang/" + decision.id(),
                    "/beheer/voortgang/fase/" + phase)) {
                page.navigate(path);
                good(page);
            }
            page.navigate("/beheer/voortgang/fase/nieuw");
            press(page, "Bewaar");
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            good(page);
        }
    }

    @Test
    void theBoardJudgesAConditionAndCorrectsIt() {
        Page page = phone();
        signIn(page, Role.BOARD);
        page.navigate("/voortgang/voorwaarden");
        assertThat(page.locator("ol.conditions > li")).hasCount(10);
        good(page);
        follow(page, "Samen met de regio");
        press(page, "Leg het oordeel vast");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Kies een oordeel.");
        good(page);
        page.getByLabel("Is aan de voorwaarde voldaan?").selectOption("PARTLY");
        page.getByLabel("Waarom?").fill("Er is overleg " + unique);
        press(page, "Leg het oordeel vast");
        assertThat(page.getByText("Er is overleg " + unique).first()).isVisible();
        good(page);

        page.getByText("Verbeter het oordeel").click();
        page.getByLabel("Is aan de voorwaarde voldaan?").selectOption("MET");
        page.getByLabel("Waarom?").fill("Er is meer dan overleg " + unique);
        press(page, "Leg de verbetering vast");
        assertThat(page.getByText("later verbeterd")).isVisible();
        assertThat(page.getByText("Er is overleg " + unique)).isVisible();
        good(page);

        Page desk = desk();
        signIn(desk, Role.MUNICIPALITY);
        desk.navigate("/voortgang/voorwaarden");
        good(desk);
        follow(desk, "Samen met de regio");
        assertThat(desk.getByText("Verbeter het oordeel")).hasCount(0);
        good(desk);
        Page plain = withoutScript();
        signIn(plain, Role.BOARD);
        plain.navigate("/voortgang/voorwaarden/focus");
        assertThat(plain.getByLabel("Is aan de voorwaarde voldaan?")).isVisible();
        assertThat(plain.title()).contains("Gericht op 8 tot en met 14 jaar");
    }

    private void good(Page page) {
        assertAccessible(page);
        assertFits(page);
    }

    private static void heading(Page page, String text) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(text).setLevel(1)))
                .isVisible();
    }

    private static void follow(Page page, String name) {
        page.getByRole(AriaRole.MAIN)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    private void signIn(Page page, Role role) {
        signedIn(page, accounts.signedIn(role));
    }
}
