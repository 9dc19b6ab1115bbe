package nl.tec.lines;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.LocalDate;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.programme.LearningLines;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A coordinator chooses a learning line, sees the progress per class, ticks a step and undoes that. */
class SchoolLinesBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LearningLines learningLines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private School school;
    private SignedIn coordinator;

    @BeforeEach
    void aSchoolThatFollowsNothingYet() {
        LinesFixture lines = new LinesFixture(jdbc, learningLines);
        school = lines.bookings.school();
        coordinator = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()));
        SchoolYear year = SchoolYear.of(LocalDate.now(clock));
        long robot = lines.activity("Robot op pad", "DIGITAAL_MEDIA_ENTERTAINMENT");
        long line = lines.line("Van wiel tot wagen " + school.siteId());
        lines.step(line, 5, 5, "Een wiel dat rolt", robot);
        lines.step(line, 6, 6, "Een kar die duwt", lines.activity("Kar", "WONEN_WERKEN_VERKEER"));
        lines.step(line, 7, 7, "Een wagen die rijdt", lines.activity("Wagen", "HITECH_SCIENCE"));
        lines.voStep(line, 1, "Een auto die kiest");
        lines.publish(line);
        long part = lines.bookings.schoolClass(school, year.start(), 7, 24).partId();
        lines.came(part, robot, year.firstDay());
    }

    @Test
    void aCoordinatorOnAPhone() {
        journey(signedIn(phone()));
    }

    @Test
    void aCoordinatorAtADesk() {
        journey(signedIn(desk()));
    }

    private void journey(Page page) {
        page.navigate("/school/leerlijnen");
        assertThat(page.getByText("Jullie volgen nog geen leerlijn.")).isVisible();
        looksRight(page);
        Locator offered = article(page, "^Van wiel tot wagen " + school.siteId() + "$");
        assertThat(offered).containsText("3 stappen bij jullie op school, 4 in totaal");
        press(offered, "^Volg deze leerlijn");

        assertThat(page.getByText("Jullie volgen deze leerlijn nu.")).isVisible();
        Locator card = article(page, "^Groep 7-");
        assertThat(card).containsText("1 van 3 stappen");
        assertThat(card).containsText("Een wagen die rijdt");
        assertThat(card).containsText("Een kar die duwt");
        assertThat(card).containsText("1 van de 7 werelden gezien");
        looksRight(page);

        card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Bekijk alle stappen")))
                .click();
        Locator missed = step(page, "Een kar die duwt");
        assertThat(step(page, "Een wiel dat rolt")).containsText("Robot op pad");
        assertThat(missed).containsText("Nog niet gedaan");
        assertThat(step(page, "Een wagen die rijdt")).containsText("Nu aan de beurt");
        looksRight(page);

        press(missed, "^Op school");
        assertThat(page.getByText("De stap is afgevinkt.")).isVisible();
        assertThat(step(page, "Een kar die duwt"))
                .containsText("Afgevinkt door " + coordinator.account().name());
        assertThat(page.getByText("2 van 3 stappen")).isVisible();
        looksRight(page);

        press(step(page, "Een kar die duwt"), "^Maak ongedaan");
        assertThat(page.getByText("De stap is niet meer afgevinkt.")).isVisible();
        assertThat(step(page, "Een kar die duwt")).containsText("Nog niet gedaan");
        assertThat(page.getByText("1 van 3 stappen")).isVisible();
    }

    private static Locator article(Page page, String name) {
        return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    private static Locator step(Page page, String title) {
        return page.locator(".todo > li").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static void press(Locator within, String name) {
        within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile(name)))
                .click();
    }

    private Page signedIn(Page page) {
        return signedIn(page, coordinator);
    }
}
