package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.DaysAhead;
import nl.tec.accounts.Role;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The programme manager's pages on a phone and a desktop: empty, filled in and refused. */
class ManageBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Venues venues;

    @Test
    void theManagersPagesAreAccessibleAndFitEmptyFilledAndRefused() {
        String unique = Long.toString(System.nanoTime());
        long venueId = ProgrammeFixture.venue(venues, "scherm-" + unique);
        ProgrammeFixture.room(venues, venueId, "scherm-zaal-" + unique);
        Activity activity = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.activity("Scherm " + unique, "Screen " + unique));
        for (Page page : new Page[] {phone(), desk()}) {
            signIn(page);
            for (String path : List.of(
                    "/beheer/programma?q=bestaatniet" + unique,
                    "/beheer/programma?q=" + unique,
                    "/beheer/programma/" + activity.id(),
                    "/beheer/sessies?van=2040-01-01",
                    "/beheer/plaatsen",
                    "/beheer/plaatsen/scherm-" + unique)) {
                page.navigate(path);
                good(page);
            }
            page.navigate("/beheer/programma/nieuw");
            page.getByRole(AriaRole.BUTTON, button("Bewaar als concept")).click();
            assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("Geef de activiteit een titel.");
            good(page);
        }
    }

    @Test
    void aSeriesIsPlannedWithoutScript() {
        String unique = Long.toString(System.nanoTime());
        long venueId = ProgrammeFixture.venue(venues, "reeks-" + unique);
        Activity activity =
                ProgrammeFixture.published(catalogue, ProgrammeFixture.activity("Reeks " + unique, "Series " + unique));
        LocalDate first = DaysAhead.first(DayOfWeek.WEDNESDAY, Month.NOVEMBER, 7);
        Page page = withoutScript();
        signIn(page);
        page.navigate("/beheer/sessies/reeks?activiteit=" + activity.id());
        page.getByLabel("Begintijden").fill("13.30");
        page.getByText("woensdag").click();
        page.getByLabel("Eerste dag").fill(first.toString());
        page.getByLabel("Op hoeveel dagen?").fill("4");
        page.locator("#plek").selectOption("p" + venueId);
        page.getByRole(AriaRole.BUTTON, button("Bekijk welke data het worden")).click();
        page.getByRole(AriaRole.BUTTON, button("Maak en publiceer deze 4 data")).click();
        assertThat(page.getByRole(AriaRole.MAIN).innerText())
                .contains(
                        "Data van één reeks",
                        first.getDayOfMonth() + " nov",
                        first.plusWeeks(3).getDayOfMonth() + " nov");
    }

    private void good(Page page) {
        assertAccessible(page);
        assertFits(page);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private void signIn(Page page) {
        signedIn(page, accounts.signedIn(Role.PROGRAMME_MANAGER));
    }
}
