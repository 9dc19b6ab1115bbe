package nl.tec.employers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.mail.Mailbox.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journey 6: a company accepts a school's request for a date, with one mail and one page, and sees whom it reached. */
class OfferJourneyTest extends BrowserTest {

    static final LocalDate DAY = EmployersFixture.day(33);

    @Autowired
    EmployersFixture employersFixture;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    Company company;
    Offer offer;
    School school;
    TestClass group;

    @BeforeEach
    void make() {
        company = employersFixture.company();
        offer = employersFixture.offer(company, Plan.tour());
        school = employersFixture.bookingsFixture().school();
        group = employersFixture.group7(school, DAY);
    }

    @Test
    void aCompanyOnAPhoneAcceptsFromTheMail() {
        journey(phone(), phone());
    }

    @Test
    void aCompanyOnADesktopAcceptsFromTheMail() {
        journey(desk(), desk());
    }

    private void journey(Page teacher, Page partner) {
        signedIn(teacher, accounts.teacherOf(school.siteId()));
        teacher.navigate("/werkgevers?zoek=" + company.name());
        looksRight(teacher);
        teacher.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Kijk bij " + company.name()))
                .click();
        heading(teacher, "Kijk bij " + company.name());
        looksRight(teacher);
        teacher.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Groep 7-"))
                .click();
        press(teacher, "Vraag het aan " + company.name());
        assertThat(teacher.getByRole(AriaRole.ALERT)).containsText("Kies minstens één dag.");
        looksRight(teacher);
        teacher.getByLabel("Dag", new Page.GetByLabelOptions().setExact(true)).fill(DAY.toString());
        teacher.getByLabel("Of op dag 2").fill(DAY.plusDays(7).toString());
        teacher.getByLabel("Deel van dag 2").selectOption("middag");
        teacher.getByLabel("Wat wil je het bedrijf nog vragen").fill("Mogen we iets aanraken?");
        press(teacher, "Vraag het aan " + company.name());
        assertThat(teacher.getByText("Gevraagd! Het bedrijf heeft een mail.")).isVisible();
        looksRight(teacher);

        Message letter = employersFixture.post(company.email());
        assertThat(letter.text()).contains("Mogen we iets aanraken?");
        partner.navigate("/aanbod/antwoord/" + EmployersFixture.secret(letter) + "?datum=2");
        looksRight(partner);
        assertThat(partner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ja, ")))
                .hasCount(1);
        partner.getByLabel("Begint om").fill("09:00");
        yes(partner);
        assertThat(partner.getByRole(AriaRole.ALERT)).containsText("De school vroeg de middag");
        looksRight(partner);
        partner.getByLabel("Begint om").fill("13:15");
        yes(partner);
        assertThat(partner.getByText("Afgesproken!")).isVisible();
        looksRight(partner);
        Message agreed = employersFixture.post(company.email());
        assertThat(agreed.subject()).startsWith("Afgesproken");
        assertThat(agreed.calendar()).contains("BEGIN:VEVENT");

        teacher.reload();
        assertThat(teacher.getByText("Het bedrijf zei ja!")).isVisible();
        looksRight(teacher);
        teacher.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bekijk het bezoek"))
                .click();
        assertThat(teacher.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText("Kijk bij " + company.name());

        came(24);
        signedIn(partner, accounts.signedIn(Membership.of(Role.PARTNER, company.id())));
        partner.navigate("/partner/aanbod");
        looksRight(partner);
        assertThat(partner.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Wie je bereikte")))
                .isVisible();
        assertThat(partner.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(school.name()))
                        .first())
                .containsText("24");
    }

    @Test
    void inThePortal_rejectingWithAReason_inEveryState() {
        long id = employersFixture.ask(offer, school, group, DAY);
        Page page = desk();
        signedIn(page, accounts.signedIn(Membership.of(Role.PARTNER, company.id())));
        page.navigate("/partner/aanbod");
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(school.name()))
                .click();
        looksRight(page);
        page.getByText("Nee, het kan niet").click();
        press(page, "Zeg nee");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Schrijf waarom het niet kan.");
        looksRight(page);
        page.getByLabel("Nee, want …").fill("We verbouwen.");
        press(page, "Zeg nee");
        assertThat(page.getByText("Je zei nee.")).isVisible();
        looksRight(page);
        for (String path : List.of(
                "/partner/aanbod/vragen",
                "/partner/aanbod/vragen?toon=ENDED",
                "/partner/aanbod/nieuw",
                "/partner/aanbod/" + offer.id())) {
            page.navigate(path);
            looksRight(page);
        }
        Page teacher = phone();
        signedIn(teacher, accounts.teacherOf(school.siteId()));
        teacher.navigate("/school/aanbod/vragen/" + id);
        assertThat(teacher.getByText("De reden: We verbouwen.")).isVisible();
        looksRight(teacher);
        for (String path : List.of(
                "/school/aanbod",
                "/school/aanbod?wereld=mens-gezondheid&soort=stage",
                "/school/aanbod/vragen",
                "/school/aanbod/vragen?toon=ENDED",
                "/werkgevers?lang=en",
                "/werkgevers?zoek=bestaatniet&lang=nl",
                "/aanbod/antwoord/" + "x".repeat(43))) {
            teacher.navigate(path);
            looksRight(teacher);
        }
    }

    @Test
    void theProgrammeManagersPages_onAPhoneAndOnADesktop() {
        long id = employersFixture.ask(offer, school, group, DAY);
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        Page phone = phone();
        Page desk = desk();
        signedIn(phone, maker);
        signedIn(desk, maker);
        for (String path : List.of(
                "/beheer/aanbod",
                "/beheer/aanbod?zoek=bestaatniet",
                "/beheer/aanbod/nieuw",
                "/beheer/aanbod/" + offer.id(),
                "/beheer/aanbod/vragen?toon=OPEN",
                "/beheer/aanbod/vragen/" + id)) {
            desk.navigate(path);
            looksRight(desk);
            phone.navigate(path);
            assertFits(phone);
        }
    }

    @Test
    void worksWithoutScript() {
        employersFixture.ask(offer, school, group, DAY);
        Page page = withoutScript();
        page.navigate("/aanbod/antwoord/" + EmployersFixture.secret(employersFixture.post(company.email()))
                + "?antwoord=nee");
        page.getByLabel("Nee, want …").fill("We verbouwen.");
        press(page, "Zeg nee");
        assertThat(page.getByText("Je zei nee.")).isVisible();
    }

    @Test
    void worksWithTheKeyboardOnly() {
        employersFixture.ask(offer, school, group, DAY);
        Page page = desk();
        page.navigate(
                "/aanbod/antwoord/" + EmployersFixture.secret(employersFixture.post(company.email())) + "?datum=1");
        for (int i = 0; i < 40 && !"BUTTON".equals(focus(page)); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        assertThat(page.getByText("Afgesproken!")).isVisible();
    }

    /** Returns the focused button of the answer, excluding those of the page frame. */
    private static Object focus(Page page) {
        return page.evaluate(
                "() => document.activeElement.closest('main') ? document.activeElement.tagName : 'elsewhere'");
    }

    private void came(int pupils) {
        jdbc.sql("""
                insert into attendance (session_id, held_on, audience, head_count, recorded_at)
                select session_id, ?, 'PO', ?, now() from offer_request where offer_id = ? and session_id is not null
                """).params(DAY, pupils, offer.id()).update();
    }

    private static void yes(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ja, "))
                .click();
    }

    private static void heading(Page page, String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(text);
    }
}
