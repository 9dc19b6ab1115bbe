package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.accounts.Role;
import nl.tec.mail.Mailbox.Message;
import nl.tec.shared.Bilingual;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Journey 1: a parent, from the search to 'you are in'; four fields, no account, cancelling in two taps. */
class SignUpBrowserTest extends BrowserTest {

    static final Instant START = Instant.now().plus(43, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    ActivityQuestions questions;

    @Autowired
    AccountsFixture accounts;

    String title;
    long session;
    String email;

    @BeforeEach
    void make() {
        title = "Drones bouwen " + System.nanoTime();
        session = visitorsFixture.session(visitorsFixture.activity(title, "CHILD"), START, 3);
        email = visitorsFixture.address();
    }

    @Test
    void aParentOnAPhoneIsIn() {
        journey(phone());
    }

    @Test
    void aParentAtADeskIsIn() {
        journey(desk());
    }

    /** From the search result: the activity, 'Doe mee', the form, the link in the mail, and one more tap. */
    @Test
    void fromTheSearchResultAParentIsInWithFiveTapsAndFourFieldsWithinAMinute_andOutAgainInTwo() {
        Page page = phone();
        page.navigate("/programma?q=" + title.replace(' ', '+'));
        Instant begin = Instant.now();
        follow(page, title);
        follow(page, "Doe mee");
        fill(page);
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        heading(page, "Bijna klaar: kijk in je mail");
        page.navigate("/mijn/" + VisitorsFixture.secret(visitorsFixture.post(email)));
        press(page, "Ja, ik doe mee");
        heading(page, "Je doet mee!");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(1));
        Message ticket = visitorsFixture.post(email);
        assertThat(ticket.calendar()).contains("BEGIN:VEVENT");
        assertThat(ticket.html()).contains("alt=\"QR-code om binnen te komen\"");
        page.navigate("/mijn/" + VisitorsFixture.secret(ticket));
        follow(page, "Afmelden");
        press(page, "Ja, meld ons af");
        heading(page, "Je bent afgemeld");
    }

    private void journey(Page page) {
        page.navigate("/");
        page.getByLabel("Ik zoek").fill(title);
        page.getByLabel("Voor wie").selectOption("Kind van 10 jaar");
        press(page, "Laat zien");
        follow(page, title);
        looksRight(page);
        follow(page, "Doe mee");
        looksRight(page);
        page.navigate("/meedoen/" + session);
        assertThat(bytes(page)).as("bytes of the first page").isLessThan(MAX_BYTES);
        assertThat(page.locator("form.panel .field input:visible:not([type=checkbox])"))
                .hasCount(4);

        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Vul je e-mailadres in");
        looksRight(page);

        fill(page);
        press(page, "Nog een kind erbij");
        assertThat(page.getByLabel("Voornaam van je kind").nth(1)).isFocused();
        page.getByLabel("Voornaam van je kind").nth(1).fill("Sem");
        page.getByLabel("Leeftijd").nth(1).fill("12");
        page.getByText("Mijn kind komt alleen").click();
        page.getByLabel("Telefoonnummer").fill("06 12345678");
        looksRight(page);
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        heading(page, "Bijna klaar: kijk in je mail");
        assertThat(page.getByText("We houden 2 plekken voor je vast")).isVisible();
        looksRight(page);

        page.navigate("/mijn/" + VisitorsFixture.secret(visitorsFixture.post(email)));
        heading(page, "Nog één tik");
        looksRight(page);
        press(page, "Ja, ik doe mee");
        heading(page, "Je doet mee!");
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("QR-code om binnen te komen")))
                .isVisible();
        looksRight(page);
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Je doet mee: " + title);

        follow(page, "Wijzigen");
        page.getByLabel("Leeftijd").nth(0).fill("44");
        press(page, "Bewaar");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("8 tot en met 14 jaar");
        looksRight(page);
        press(page, "Haal kind 1 weg");
        assertThat(page.getByLabel("Leeftijd")).hasCount(1);
        press(page, "Bewaar");
        assertThat(page.getByText("Je aanmelding is gewijzigd.")).isVisible();
        assertThat(page.getByText("Sem (12 jaar)")).isVisible();

        follow(page, "Afmelden");
        looksRight(page);
        press(page, "Ja, meld ons af");
        heading(page, "Je bent afgemeld");
        assertThat(page.getByText("Goed om te weten")).hasCount(0);
        looksRight(page);
    }

    @Test
    void aFamilyFillsInNoMore() {
        long together = visitorsFixture.session(visitorsFixture.activity("Gezinslab", "CHILD", "PARENT"), START, 5);
        Page page = phone();
        page.navigate("/meedoen/" + together);
        looksRight(page);
        assertThat(page.locator("form.panel .field").locator("input:visible:not([type=checkbox], [type=radio])"))
                .hasCount(4);
        fill(page);
        page.getByText("2", new Page.GetByTextOptions().setExact(true)).click();
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        assertThat(page.getByText("We houden 3 plekken voor je vast")).isVisible();
    }

    @Test
    void aQuestionIsAskedOfEachWhoComes_andGrowsWithThem() {
        long activity = visitorsFixture.activity("Gezinslab", "CHILD", "PARENT");
        long together = visitorsFixture.session(activity, START, 8);
        ask(activity);
        Page page = phone();
        page.navigate("/meedoen/" + together);
        assertThat(page.getByText("We maken samen een hapje. We halen je antwoord 1 dag na afloop weg."))
                .isVisible();
        looksRight(page);
        fill(page);
        press(page, "Nog een kind erbij");
        page.getByLabel("Voornaam van je kind").nth(1).fill("Sem");
        page.getByLabel("Leeftijd").nth(1).fill("12");
        page.getByText("2", new Page.GetByTextOptions().setExact(true)).click();
        Locator vegetarian = page.getByRole(
                AriaRole.GROUP,
                new Page.GetByRoleOptions().setName("Eet je vegetarisch?").setExact(true));
        assertThat(vegetarian).hasCount(4);
        Locator.GetByTextOptions exactly = new Locator.GetByTextOptions().setExact(true);
        for (int person = 0; person < 3; person++) {
            vegetarian
                    .nth(person)
                    .getByText(person == 0 ? "ja" : "nee", exactly)
                    .click();
        }
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Kies ja of nee");
        assertThat(vegetarian.first().getByLabel("ja")).isChecked();
        looksRight(page);
        vegetarian.nth(3).getByText("nee", exactly).click();
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        assertThat(page.getByText("We houden 4 plekken voor je vast")).isVisible();
        page.navigate("/mijn/" + VisitorsFixture.secret(visitorsFixture.post(email)));
        assertThat(page.getByText("Noor: Eet je vegetarisch?")).isVisible();
        looksRight(page);
    }

    private void ask(long activity) {
        ActivityQuestions.Draft question = new ActivityQuestions.Draft(
                ActivityQuestion.Kind.YES_NO,
                new Bilingual("Eet je vegetarisch?", ""),
                new Bilingual("We maken samen een hapje.", ""),
                List.of(),
                true,
                1);
        questions.save(
                activity,
                List.of(question),
                List.of(),
                accounts.signedIn(Role.PROGRAMME_MANAGER).actor());
    }

    @Test
    void fullBecomesTheWaitingList_andTheFirstGetsThePlace() {
        String holder = visitorsFixture.takesPart(session, visitorsFixture.address(), "Daan", "Lina", "Job");
        Page page = phone();
        page.navigate("/meedoen/" + session);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Deze datum is vol")))
                .isVisible();
        looksRight(page);
        fill(page);
        press(page, "Zet mij op de wachtlijst");
        assertThat(page.getByText("Je bent nummer 1 op de wachtlijst")).isVisible();
        looksRight(page);
        String secret = VisitorsFixture.secret(visitorsFixture.post(email));
        page.navigate("/mijn/" + secret);
        press(page, "Ja, houd mij op de lijst");
        heading(page, "Je staat op de wachtlijst");
        looksRight(page);

        Page other = desk();
        other.navigate("/mijn/" + holder + "/afmelden");
        press(other, "Ja, meld ons af");
        page.navigate("/mijn/" + secret);
        heading(page, "Je doet mee!");
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Er is plek, je doet mee: " + title);
    }

    @Test
    void worksWithoutScript() {
        Page page = withoutScript();
        page.navigate("/meedoen/" + session);
        fill(page);
        press(page, "Nog een kind erbij");
        assertThat(page.getByLabel("Je e-mailadres")).hasValue(email);
        page.getByLabel("Voornaam van je kind").nth(1).fill("Sem");
        page.getByLabel("Leeftijd").nth(1).fill("12");
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        heading(page, "Bijna klaar: kijk in je mail");
        page.navigate("/mijn/" + VisitorsFixture.secret(visitorsFixture.post(email)));
        press(page, "Ja, ik doe mee");
        heading(page, "Je doet mee!");
        follow(page, "Afmelden");
        press(page, "Ja, meld ons af");
        heading(page, "Je bent afgemeld");
    }

    @Test
    void aCourseIsOneSignUpOnAPhone() {
        course(phone(), this::looksRight);
    }

    @Test
    void aCourseIsOneSignUpOnAPhoneWithoutScript() {
        Page page = withoutScript();
        page.setViewportSize(390, 844);
        course(page, this::assertFits); // axe is a script
    }

    private void course(Page page, Consumer<Page> looksRight) {
        List<Long> meetings = visitorsFixture.course(visitorsFixture.activity("Robotcursus", "CHILD"), START, 3, 3, 3);
        page.navigate("/meedoen/" + meetings.get(1));
        assertThat(page.getByText("Dit is een cursus van 3 keer")).isVisible();
        looksRight.accept(page);
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Vul je e-mailadres in");
        fill(page);
        press(page, "Meld aan en betaal €\u00a07,50 per persoon");
        heading(page, "Bijna klaar: kijk in je mail");
        looksRight.accept(page);
        page.navigate("/mijn/" + VisitorsFixture.secret(visitorsFixture.post(email)));
        press(page, "Ja, ik doe mee");
        heading(page, "Je doet mee!");
        assertThat(page.locator("main ol > li")).hasCount(3);
        looksRight.accept(page);
        follow(page, "Afmelden");
        assertThat(page.getByText("Je meldt je af voor alle keren die nog komen."))
                .isVisible();
        looksRight.accept(page);
        press(page, "Ja, meld ons af");
        heading(page, "Je bent afgemeld");
        assertThat(visitorsFixture.mail(email)).hasSize(3);
    }

    @Test
    void worksWithTheKeyboardOnly() {
        Page page = desk();
        page.navigate("/meedoen/" + session);
        tabTo(page, "#email");
        page.keyboard().type(email);
        tabTo(page, "#naam");
        page.keyboard().type("Sanne");
        tabTo(page, "#voornaam-1");
        page.keyboard().type("Noor");
        tabTo(page, "#leeftijd-1");
        page.keyboard().type("10");
        page.keyboard().press("Enter");
        heading(page, "Bijna klaar: kijk in je mail");
        page.navigate("/mijn/" + VisitorsFixture.secret(visitorsFixture.post(email)));
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ja, ik doe mee")))
                .isFocused();
        page.keyboard().press("Enter");
        heading(page, "Je doet mee!");
    }

    @Test
    void aLinkThatDoesNotWorkAndAnAddressThatIsNotOne() {
        Page page = phone();
        page.navigate("/mijn/" + "x".repeat(43));
        heading(page, "Deze link werkt niet (meer)");
        looksRight(page);
        page.getByLabel("Je e-mailadres").fill("sanne");
        press(page, "Mail mij een link");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Vul een heel e-mailadres in");
        looksRight(page);
        page.getByLabel("Je e-mailadres").fill(email);
        press(page, "Mail mij een link");
        heading(page, "Kijk in je mail");
        looksRight(page);
    }

    private void fill(Page page) {
        page.getByLabel("Je e-mailadres").fill(email);
        page.getByLabel("Je naam").fill("Sanne de Vries");
        page.getByLabel("Voornaam van je kind").first().fill("Noor");
        page.getByLabel("Leeftijd").first().fill("10");
    }

    private static void follow(Page page, String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
    }

    private static void heading(Page page, String text) {
        Locator heading = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
        assertThat(heading).hasText(text);
    }
}
