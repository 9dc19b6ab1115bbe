package nl.tec.planning;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Set;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.planning.internal.Publisher;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Journey 3: a coordinator enters the wishes of a school on one screen. Journey 4: a programme manager starts the planner, sees who is
 * left out, adjusts the plan and publishes it.
 */
class PlanningBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    RoundsFixture rounds;

    @Autowired
    Wishes wishes;

    @Autowired
    Supply supply;

    @Autowired
    Publisher publisher;

    @Autowired
    JdbcClient jdbc;

    private School school;
    private SignedIn manager;
    private SignedIn coordinator;
    private long robots;
    private String title;
    private long round;

    @BeforeEach
    void make() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        new StaffFixture(jdbc).member();
        school = bookings.school();
        for (int i = 0; i < 3; i++) {
            bookings.schoolClass(school, rounds.year().start() - 1, 5 + i, 20 + i);
        }
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        coordinator = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()));
        robots = bookings.activity();
        title = TestSql.text(jdbc, "select title_nl from activity where id = ?", robots);
        long venue = bookings.insert("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude)
                values ('lab-' || gen_random_uuid(), 'TECHLAB', 'Het lab', 'The lab', 'Teststraat 1', 'Deventer', true, 52.251, 6.161)
                returning id
                """);
        TestSql.update(jdbc, "update activity set venue_id = ? where id = ?", venue, robots);
        round = rounds.open(manager.actor(), Set.of(school.siteId()), robots);
        jdbc.sql(
                        "update plan_proposal set state = 'FAILED', node = null, heartbeat_at = null where state in ('QUEUED', 'SOLVING')")
                .update();
    }

    @Test
    void aCoordinatorEntersWishesOnADesktop_andInputIsSavedAutomatically() {
        Page page = signedIn(desk(), coordinator);
        page.navigate("/school/wensen");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText("Wensen voor");
        looksRight(page);
        Locator group = page.locator(".wish-class", new Page.LocatorOptions().setHasText("groep 7"));
        group.locator("> summary").click();
        group.getByLabel("Het liefst").first().selectOption(title);
        // saved without a button
        assertThat(page.locator("#bewaard")).not().containsText(Pattern.compile("7-\\d+"));
        Locator summary = group.locator("> summary");
        assertThat(summary).containsText(title);
        assertThat(page.locator("#teller")).containsText("1");
        looksRight(page);
        // also what is changed back to how the page began
        group.getByLabel("Het liefst").first().selectOption("");
        assertThat(summary).containsText("Nog geen wens");
        group.getByLabel("Het liefst").first().selectOption(title);
        assertThat(summary).containsText(title);
        group.getByLabel("Liever in week").first().fill("kerst");
        group.getByLabel("Liever in week").first().blur();
        Locator wrong = group.locator("#"
                + group.getByLabel("Liever in week").first().getAttribute("id").replace("liever", "fout"));
        assertThat(wrong).containsText("kerst");
        looksRight(page);
        group.getByLabel("Liever in week").first().fill("");
        group.getByLabel("Liever in week").first().blur();
        assertThat(wrong).isEmpty();
        page.reload();
        assertThat(page.locator(".wish-class", new Page.LocatorOptions().setHasText("groep 7")))
                .containsText(title);
    }

    @Test
    void whatWasWrongIsNoLongerSaidOnceItIsMended_andWhatIsWrongNextIs() {
        Page page = signedIn(desk(), coordinator);
        page.navigate("/school/wensen");
        Locator group = page.locator(".wish-class", new Page.LocatorOptions().setHasText("groep 7"));
        group.locator("> summary").click();
        Locator weeks = group.getByLabel("Liever in week").first();
        String name = weeks.getAttribute("id");
        Locator wrong = page.locator("#" + name.replace("liever", "fout"));
        weeks.fill("kerst");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Bewaar").setExact(true))
                .click();
        Locator atField = page.locator("#" + name + "-error");
        assertThat(atField).containsText("kerst");
        assertThat(wrong).isHidden();
        weeks.fill("");
        weeks.blur();
        assertThat(atField).hasCount(0);
        assertThat(page.locator("#problemen")).hasCount(0);
        assertThat(weeks).not().hasAttribute("aria-invalid", "true");
        weeks.fill("pasen");
        weeks.blur();
        assertThat(wrong).containsText("pasen");
        assertThat(wrong).isVisible();
    }

    @Test
    void aTeacherOnAPhoneWithoutAPlanSeesWhatIsMissing_andACoordinatorIsReady() {
        Page page = signedIn(phone(), coordinator);
        page.navigate("/school/wensen");
        looksRight(page);
        press(page, "Bewaar en klaar");
        assertThat(page.getByText("Je school is klaar met de wensen.")).isVisible();
        looksRight(page);
    }

    @Test
    void withoutScriptAnInvalidWeekIsReportedAtItsField() {
        Page page = signedIn(withoutScript(), coordinator);
        page.navigate("/school/wensen");
        Locator group = page.locator(".wish-class", new Page.LocatorOptions().setHasText("groep 8"));
        group.locator("> summary").click();
        group.getByLabel("Het liefst").first().selectOption(title);
        group.getByLabel("Liever in week").first().fill("kerst");
        press(page, "Bewaar");
        Locator again = page.locator(".wish-class", new Page.LocatorOptions().setHasText("groep 8"));
        assertThat(again.getByLabel("Liever in week").first()).hasValue("kerst");
        again.getByLabel("Liever in week").first().fill("40-42");
        press(page, "Bewaar");
        assertThat(page.getByText("Je wensen zijn bewaard.")).isVisible();
    }

    @Test
    void aManagerPlansAdjustsAndPublishes() {
        for (WishClass group :
                wishes.of(round, school.siteId(), manager.actor()).classes()) {
            if (group.grades().get(0).number() >= 6) {
                jdbc.sql("""
                        insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                        values (?, ?, ?, 1, ?::int[], ?, array[?::bigint], now())
                        """)
                        .params(
                                round,
                                school.siteId(),
                                group.label(),
                                "{" + group.grades().get(0).number() + "}",
                                group.pupils(),
                                robots)
                        .update();
            }
        }
        Page page = signedIn(desk(), manager);
        page.navigate("/beheer/jaarplan/" + round);
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2. Aanbod"))
                .click();
        press(page, "Stel het aanbod voor");
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Verder naar de voorstellen"))
                .click();
        looksRight(page);
        page.getByLabel("Hoe lang mag het zoeken?").selectOption("60");
        press(page, "Maak een plan");
        // so small a plan may be proved before it is stopped
        page.evaluate("document.querySelector('form[action$=\"/stop\"]')?.requestSubmit()");
        // the page refreshes itself until there is a plan
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Publiceer dit plan")))
                .isVisible();
        assertThat(page.getByText("3 van 3 wensen vervuld")).isVisible();
        assertThat(page.getByText("van 3 wensen vervuld")).isVisible();
        looksRight(page);
        String plan = page.url();
        page.locator("tbody a").first().click();
        press(page, "Zet vast");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Laat los")))
                .isVisible();
        looksRight(page);
        page.navigate(plan);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Publiceer dit plan"))
                .click();
        looksRight(page);
        page.getByLabel("Meteen").check();
        press(page, "Publiceer");
        publisher.run();
        assertThat(page.getByText("Scholen antwoorden tot en met")).isVisible();
        looksRight(page);
        Page ofSchool = signedIn(phone(), coordinator);
        ofSchool.navigate("/school/jaarplan");
        looksRight(ofSchool);
        press(ofSchool, "Keur alle 3 goed");
        assertThat(ofSchool.getByText("Je hebt alle bezoeken goedgekeurd.")).isVisible();
        ofSchool.locator(".year-plan summary").first().click();
        ofSchool.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Geef terug"))
                .first()
                .click();
        assertThat(ofSchool.getByText("krijgt dan een mail dat het bezoek niet doorgaat"))
                .isVisible();
        looksRight(ofSchool);
        press(ofSchool, "Geef terug");
        assertThat(ofSchool.getByText("Tot dan kun je het houden")).isVisible();
        looksRight(ofSchool);
        ofSchool.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Houd het bezoek"))
                .click();
        assertThat(ofSchool.getByText("Het bezoek blijft staan.")).isVisible();
    }
}
