package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static nl.tec.Outcomes.done;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.shared.Dates;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A parent signs two children up for three parts of an event on a phone; a guide ticks who came to a meeting of a track. */
class EventBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    Assignments assignments;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aParentSignsTwoChildrenUpForThreeParts_andLeavesOneOut() {
        Instant start = Dates.dayOf(Instant.now().plus(45, ChronoUnit.DAYS))
                .atTime(9, 0)
                .atZone(Dates.ZONE)
                .toInstant();
        Actor maker = new BookingsFixture(jdbc).account(Role.PROGRAMME_MANAGER, null);
        ProgrammeEvent event = visitors.event(
                "Week van de techniek " + System.nanoTime(),
                maker,
                part("Robots", start),
                part("Bruggen", start.plus(1, ChronoUnit.HOURS)),
                part("Drones", start.plus(4, ChronoUnit.HOURS)),
                part("Games", start.plus(1, ChronoUnit.DAYS)));
        Page page = phone();
        page.navigate("/evenement/" + event.slug());
        looksRight(page);
        for (String name : List.of("Robots", "Bruggen", "Drones")) {
            tick(page, name);
        }
        press(page, "Meld je aan");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Robots en Bruggen zijn tegelijk");
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Kies andere onderdelen"))
                .click();
        assertThat(page.getByLabel("Ik wil hierheen: Robots")).isChecked();
        page.getByLabel("Ik wil hierheen: Bruggen").uncheck();
        tick(page, "Games");
        press(page, "Meld je aan");
        looksRight(page);

        String email = visitors.address();
        page.getByLabel("Je e-mailadres").fill(email);
        page.getByLabel("Je naam").fill("Sanne de Vries");
        page.getByLabel("Voornaam van je kind").fill("Noor");
        page.getByLabel("Leeftijd").fill("10");
        press(page, "Nog een kind erbij");
        page.getByLabel("Voornaam van je kind").nth(1).fill("Sem");
        page.getByLabel("Leeftijd").nth(1).fill("12");
        press(page, "Meld ons aan");
        assertThat(page.getByText("We houden 2 plekken voor je vast")).isVisible();
        looksRight(page);

        page.navigate("/mijn/" + VisitorsFixture.secret(visitors.post(email)));
        press(page, "Ja, ik doe mee");
        assertThat(page.locator("main ol > li")).hasCount(3);
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Afmelden"))
                .click();
        looksRight(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Zeg dit af.*Drones")))
                .click();
        assertThat(page.getByText("De rest blijft staan.")).isVisible();
        assertThat(page.locator("main ol > li")).hasCount(2);
        looksRight(page);
    }

    private long part(String title, Instant start) {
        return visitors.session(visitors.freeActivity(title, "CHILD"), start, 12);
    }

    private static void tick(Page page, String name) {
        page.getByLabel("Ik wil hierheen: " + name).check();
    }

    @Test
    void aGuideTicksWhoCame() {
        Instant start = Instant.now().plus(1, ChronoUnit.DAYS);
        List<Long> course = visitors.course(visitors.freeActivity("Op weg in de techniek", "CHILD"), start, 8, 8, 8);
        visitors.takesPart(course.get(0), visitors.address(), "Noor");
        visitors.takesPart(course.get(0), visitors.address(), "Sem");
        jdbc.sql(
                        "update session set starts_at = starts_at - interval '8 days', ends_at = ends_at - interval '8 days' where id = any(?::bigint[])")
                .param(Rows.array(course))
                .update();
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        Actor maker = new BookingsFixture(jdbc).account(Role.PROGRAMME_MANAGER, null);
        long member = new StaffFixture(jdbc).member(guide.account().id());
        for (long meeting : course) {
            done(assignments.assign(meeting, member, maker));
        }
        for (Page page : new Page[] {phone(), desk()}) {
            signedIn(page, guide);
            page.navigate("/dag/trajecten");
            looksRight(page);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Op weg in de techniek"))
                    .click();
            Locator noor = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Noor"));
            Locator first = noor.getByRole(AriaRole.BUTTON).first();
            boolean before = "true".equals(first.getAttribute("aria-pressed"));
            first.click();
            assertThat(noor.getByRole(AriaRole.BUTTON).first()).hasAttribute("aria-pressed", before ? "false" : "true");
            looksRight(page);
        }
    }
}
