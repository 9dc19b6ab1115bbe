package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.shared.Dates;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journey 5: a programme manager at 8.15 with the run sheet on a tablet, also offline and without script. */
class DayJourneyTest extends BrowserTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Venues venues;

    private BookingsFixture bookingsFixture;
    private String school;
    private String ill;
    private long session;
    private long booking;
    private String path;
    private Instant start;

    @BeforeEach
    void aClassThatComesToday() {
        bookingsFixture = new BookingsFixture(jdbc);
        School own = bookingsFixture.school();
        TestClass group = bookingsFixture.schoolClass(own, 7, 26);
        start = Instant.now().minus(Duration.ofMinutes(10));
        long activity = bookingsFixture.activity();
        session = bookingsFixture.session(activity, start, 32, 1);
        String kit = "kit-" + UUID.randomUUID();
        ProgrammeFixture.equipment(venues, kit, 1);
        TestSql.update(jdbc, "insert into activity_equipment (activity_id, equipment) values (?, ?)", activity, kit);
        TestSql.update(jdbc, "update activity set make_nl = 'Een robot van hout.' where id = ?", activity);
        long guide = new StaffFixture(jdbc).member();
        ill = jdbc.sql("""
                with declined as (
                  insert into assignment (session_id, member_id, assigned_at, during, answer, answered_at, reason)
                  select id, ?, now(), tstzrange(starts_at, ends_at), 'DECLINED', now(), 'ziek' from session where id = ?
                  returning member_id)
                select name from staff_member where id = (select member_id from declined)
                """).params(guide, session).query(String.class).single();
        booking = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', 26, 4, ?, ?, ?, now()) returning id
                """, session, own.siteId(), group.id(), UUID.randomUUID());
        jdbc.sql("insert into booking_part (booking_id, class_part_id, head_count) values (?, ?, 26)")
                .params(booking, group.partId())
                .update();
        jdbc.sql("insert into visit_item (booking_id, item, state, changed_at) values (?, 'BEFORE', 'DONE', now())")
                .param(booking)
                .update();
        school = own.name();
        path = "/dag/" + Dates.dayOf(start);
    }

    @Test
    void aManagerAtAQuarterPastEightSeesWhoComesAndWhoIsIll_andCountsAClassInOneTap() {
        for (Page page : new Page[] {phone(), tablet()}) {
            open(page);
            Locator card = page.locator("#sessie-" + session);
            assertThat(card).containsText("26 leerlingen en 4 volwassenen");
            assertThat(card).containsText("Zet klaar: ");
            assertThat(card).containsText("Les vooraf gedaan");
            Locator lesson = card.getByText("De les", new Locator.GetByTextOptions().setExact(true));
            lesson.click();
            assertThat(card.getByText("Praat over robots.")).isVisible();
            assertThat(card.getByText("Een robot van hout.")).isVisible();
            looksRight(page);
            lesson.click();
            assertThat(card).containsText("Kan niet: " + ill);
            assertThat(card).containsText("Nog 1 begeleider nodig");
            Locator row = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(school));
            String before = page.locator("[data-counted]").textContent();
            row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Een minder"))
                    .click();
            row.locator("button.mark").click();
            assertThat(row.locator("button.mark")).hasAttribute("aria-pressed", "true");
            assertThat(row.locator("button.mark")).hasText("Geteld");
            assertThat(page.locator("[data-counted]")).not().hasText(before);
            assertAccessible(page);
            assertFits(page);
            org.assertj.core.api.Assertions.assertThat(counted()).isLessThan(26);
            row.getByText("Toch niet geteld").click();
            assertThat(row.getByText("Toch niet geteld")).hasCount(0);
            assertThat(row.locator("button.mark")).hasAttribute("aria-pressed", "false");
            assertThat(page.locator("[data-counted]")).hasText(before);
            org.assertj.core.api.Assertions.assertThat(counted()).isZero();
        }
    }

    private Page tablet() {
        Page page = desk();
        page.setViewportSize(820, 1180);
        return page;
    }

    @Test
    void checksPeopleInByNameAndByCode() {
        long evening = bookingsFixture.session(bookingsFixture.activity("INDIVIDUALS"), start, 40, null);
        String code = "";
        for (String name : List.of("Ada", "Bram", "Cas", "Dina", "Esra", "Fien", "Gijs", "Hind")) {
            code = signUp(evening, name);
        }
        Page page = phone();
        open(page);
        page.getByLabel("Zoek een naam").fill("esr");
        Locator row = page.locator("#sessie-" + evening + " .run > li:visible");
        assertThat(row).hasCount(1);
        row.locator("button.mark").click();
        assertThat(row.locator("button.mark")).hasAttribute("aria-pressed", "true");
        assertThat(row).hasCount(1);
        assertAccessible(page);
        assertFits(page);

        page.navigate("/inchecken/" + code);
        assertAccessible(page);
        page.getByText("Ja, deze deelnemer is er").click();
        assertThat(page.locator("#sessie-" + evening + " li.in")).hasCount(2);
    }

    /** A tap is not lost if the web session had ended: signing in sends it. */
    @Test
    void whoWasSignedOutMeanwhileSignsInAndTheCountIsThere() {
        expect("401");
        Page page = desk();
        SignedIn manager = signIn(page);
        page.navigate(path);
        page.waitForFunction("() => document.querySelector('[data-kept]')?.hidden === false");
        page.context().clearCookies();
        page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(school))
                .locator("button.mark")
                .click();
        assertThat(page.getByLabel("Wachtwoord")).isVisible();
        org.assertj.core.api.Assertions.assertThat(counted()).isZero();
        signedIn(page, accounts.signedIn(manager.account()));
        page.navigate(path);
        assertThat(page.locator("#netwerk")).containsText("Alles is verstuurd");
        org.assertj.core.api.Assertions.assertThat(counted()).isEqualTo(26);
    }

    private String signUp(long session, String name) {
        String code = Secrets.make();
        long signUp = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, idempotency_key, requested_at)
                values (?, 'INDIVIDUAL', 'CONFIRMED', 1, ?, now()) returning id
                """, session, UUID.randomUUID());
        jdbc.sql(
                        "insert into sign_up (booking_id, email, email_hash, name, confirmed_at) values (?, ?, ?, 'Ouder', now())")
                .params(signUp, name + "@example.org", Secrets.hash(name))
                .update();
        jdbc.sql("insert into sign_up_link (link_hash, check_in_hash, booking_id, made_at) values (?, ?, ?, now())")
                .params(Secrets.hash(Secrets.make()), Secrets.hash(code), signUp)
                .update();
        jdbc.sql("insert into sign_up_person (booking_id, audience, first_name, age) values (?, 'CHILD', ?, 10)")
                .params(signUp, name)
                .update();
        return code;
    }

    @Test
    void keepsWhatWasCountedWithoutNetworkAndSendsItLater() {
        expectNoNetwork();
        Page page = desk();
        open(page);
        Locator row = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(school));
        page.context().setOffline(true);
        row.locator("button.mark").click();
        assertThat(page.locator("#netwerk")).containsText("Geen netwerk");
        org.assertj.core.api.Assertions.assertThat(counted()).isZero();
        page.context().setOffline(false);
        assertThat(page.locator("#netwerk")).containsText("Alles is verstuurd");
        org.assertj.core.api.Assertions.assertThat(counted()).isEqualTo(26);
    }

    @Test
    void worksWithoutScript() {
        Page page = withoutScript();
        open(page);
        page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(school))
                .locator("button.mark")
                .click();
        org.assertj.core.api.Assertions.assertThat(counted()).isEqualTo(26);
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Een minder")))
                .hasCount(0);
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*" + path + "#sessie-.*"));
    }

    @Test
    void aDayWithNothingSaysSo() {
        Page page = phone();
        signIn(page);
        page.navigate("/dag/2019-01-01");
        assertThat(page.getByText("Op deze dag is er niets")).isVisible();
        assertAccessible(page);
    }

    private int counted() {
        return TestSql.integer(
                jdbc, "select coalesce(sum(head_count), 0) from attendance where booking_id = ?", booking);
    }

    private void open(Page page) {
        signIn(page);
        page.navigate(path);
    }

    private SignedIn signIn(Page page) {
        SignedIn manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        signedIn(page, manager);
        return manager;
    }
}
