package nl.tec.feedback;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requirement B5 in practice: a class on one tablet, a parent on a phone, a programme manager at a desk. */
class SurveyBrowserTest extends BrowserTest {

    @Autowired
    FeedbackFixture feedback;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Test
    void aClassAnswersOneAfterAnother_withoutATraceOfTheOneBefore() {
        long session = feedback.visit(feedback.bookings.activity(), feedback.bookings.school(), 20);
        Page tablet = desk();
        tablet.setViewportSize(820, 1180);
        tablet.navigate("/mening/" + feedback.code(session, SurveyAudience.PUPIL) + "?tablet=true");
        looksRight(tablet);
        press(tablet, "Verstuur");
        assertThat(tablet.getByRole(AriaRole.HEADING).first()).containsText("Wat vond je van");
        for (int child = 0; child < 3; child++) {
            assertThat(tablet.locator("input:checked")).hasCount(0);
            assertThat(tablet.getByRole(AriaRole.TEXTBOX)).hasValue("");
            for (int question = 0; question < 3; question++) {
                tablet.getByText("Heel blij", new Page.GetByTextOptions().setExact(true))
                        .nth(question)
                        .click();
            }
            if (child == 0) {
                looksRight(tablet);
            }
            tablet.getByRole(AriaRole.TEXTBOX).fill("Geheim " + child);
            press(tablet, "Verstuur");
            assertThat(tablet.getByRole(AriaRole.HEADING).first()).hasText("Dank je wel!");
            looksRight(tablet);
            tablet.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("De volgende mag"))
                    .click();
        }
        // back in history, to the page of the last child
        tablet.goBack();
        tablet.goBack();
        assertThat(tablet.locator("form#invoer")).isVisible();
        assertThat(tablet.locator("input:checked")).hasCount(0);
        assertThat(tablet.getByRole(AriaRole.TEXTBOX)).hasValue("");
        assertThat(tablet.content()).doesNotContain("Geheim");
        assertThat(TestSql.integer(jdbc, "select answers from survey_turnout where session_id = ?", session))
                .isEqualTo(3);
    }

    @Test
    void theEmptySurveyComesBackByItself() {
        long session = feedback.visit(feedback.bookings.activity(), feedback.bookings.school(), 20);
        Page tablet = desk();
        tablet.clock().install();
        tablet.navigate("/mening/" + feedback.code(session, SurveyAudience.PUPIL) + "/bedankt?tablet=true");
        assertThat(tablet.getByRole(AriaRole.HEADING).first()).hasText("Dank je wel!");
        tablet.clock().runFor(9_000);
        assertThat(tablet.locator("form#invoer")).isVisible();
    }

    @Test
    void aTeacherAnswersByKeyboard_onAPhoneAndWithoutScript() {
        long session = feedback.visit(feedback.bookings.activity(), feedback.bookings.school(), 20);
        String path = "/mening/" + feedback.code(session, SurveyAudience.TEACHER);
        Page phone = phone();
        phone.navigate(path);
        looksRight(phone);
        phone.setViewportSize(320, 700);
        assertFits(phone);
        Locator first = phone.getByRole(
                        AriaRole.RADIO, new Page.GetByRoleOptions().setName("1").setExact(true))
                .first();
        first.focus();
        for (int question = 0; question < 3; question++) {
            phone.keyboard().press("Space");
            phone.keyboard().press("ArrowRight");
            phone.keyboard().press("Tab");
        }
        assertThat(phone.locator("input:checked")).hasCount(3);
        phone.getByRole(AriaRole.TEXTBOX).fill("Goed");
        phone.keyboard().press("Tab");
        phone.keyboard().press("Enter");
        assertThat(phone.getByRole(AriaRole.HEADING).first()).hasText("Dank je wel!");
        looksRight(phone);

        Page plain = withoutScript();
        plain.navigate(path);
        for (int question = 1; question <= 3; question++) {
            plain.locator("input[name=q" + question + "][value='8']").check(new Locator.CheckOptions().setForce(true));
        }
        press(plain, "Verstuur");
        assertThat(plain.getByRole(AriaRole.HEADING).first()).hasText("Dank je wel!");
    }

    @Test
    void staffReadWordsAndFigures_onAPhoneAndAtADesk() {
        TestDatabase.owner(environment).sql("delete from survey_sealed_answer").update();
        long activity = feedback.bookings.activity();
        School school = feedback.bookings.school();
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 1, 2, 2, 3);
        feedback.answer(session, SurveyAudience.PUPIL, 5, "Heel lang woord: " + "a".repeat(120));
        feedback.count();
        String manager = people.signedIn(Role.PROGRAMME_MANAGER).session();
        for (Page page : List.of(phone(), desk())) {
            signIn(page, manager);
            for (String path : List.of(
                    "/tevredenheid",
                    "/tevredenheid?per=AUDIENCE",
                    "/tevredenheid/ACTIVITY/" + activity,
                    "/tevredenheid/VENUE/" + feedback.bookings.venue(),
                    "/beheer/reacties",
                    "/beheer/reacties?toon=HIDDEN",
                    "/beheer/vragenlijsten",
                    "/beheer/vragenlijsten/PUPIL")) {
                page.navigate(path);
                looksRight(page);
            }
            page.locator("#text1").fill("");
            page.locator("form#invoer").evaluate("form => form.noValidate = true");
            expect("422");
            press(page, "Bewaar de vragen");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Vul de vraag in beide talen in");
            looksRight(page);
        }
    }

    private void signIn(Page page, String session) {
        BrowserContext person = page.context();
        person.addCookies(List.of(new Cookie("tec", session).setUrl(address("/"))));
    }
}
