package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A school phones, and the programme manager books for it: five clicks from the start page. */
class BookForSchoolTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    SignedIn maker;
    String title;
    long activity;
    long session;

    private int clicks;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        SchoolYear now = SchoolYear.of(Dates.dayOf(Instant.now()));
        Instant start = bookingsFixture.schoolDay(1);
        // in the last days of July the next day of school is in another school year
        if (!SchoolYear.of(Dates.dayOf(start)).equals(now)) {
            start = Instant.now().plusSeconds(2 * 3600);
        }
        bookingsFixture.schoolClass(school, now.start(), 7, 26);
        activity = bookingsFixture.activity();
        title = jdbc.sql("update activity set title_nl = 'Robots ' || id where id = ? returning title_nl")
                .param(activity)
                .query(String.class)
                .single();
        session = bookingsFixture.session(activity, start, 30, 1);
        jdbc.sql("update session set venue_id = ? where id = ?")
                .params(bookingsFixture.venue(), session)
                .update();
        jdbc.sql("update organisation set email = ? where id = ?")
                .params("info" + school.siteId() + "@school.example", school.siteId())
                .update();
    }

    @Test
    void inFiveClicksFromTheStartPage() {
        Page page = desk();
        page.context().addCookies(List.of(new Cookie("tec", maker.session()).setUrl(address(""))));
        page.navigate("/werk");
        click(page.getByLabel("Alles van je werk")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Boekingen")));
        page.getByLabel("Boek voor een school").fill(school.name());
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Zoek de school")));
        looksRight(page);
        Locator found = page.getByRole(
                AriaRole.REGION,
                new Page.GetByRoleOptions().setName(school.name()).setExact(true));
        click(found.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Groep 7-"))));
        looksRight(page);
        Locator offer = page.getByRole(
                AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(title).setExact(true));
        click(offer.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("uur")))
                .first());
        assertThat(page.getByText("Mail gaat naar info" + school.siteId() + "@school.example"))
                .isVisible();
        page.getByLabel("Leerlingen groep 7").fill("24");
        looksRight(page);
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Boek voor"))));
        assertThat(page.getByText("Geboekt! Hieronder zie je wat er geregeld is"))
                .isVisible();
        assertThat(page.getByText("24 leerlingen, 4 volwassenen")).isVisible();
        looksRight(page);
        assertThat(clicks).isLessThanOrEqualTo(5);

        long booking = Long.parseLong(page.url().replaceAll(".*/", ""));
        assertThat(jdbc.sql("select account_id from audit_log where action = 'BOOKING_CONFIRMED' and subject_id = ?")
                        .param(booking)
                        .query(Long.class)
                        .list())
                .containsExactly(maker.account().id());
        assertThat(jdbc.sql("select recipient from outbox where payload -> 'booking' = to_jsonb(?::bigint)")
                        .param(booking)
                        .query(String.class)
                        .list())
                .as("the school, and not who booked for it")
                .containsExactly("info" + school.siteId() + "@school.example");
    }

    @Test
    void fromTheDateItIsTheSame_andWhoCannotBookSeesNoLink() {
        String slug = jdbc.sql("select slug from activity where id = ?")
                .param(activity)
                .query(String.class)
                .single();
        assertThat(maker.browser().get("/activiteit/" + slug).body())
                .contains("/beheer/boeken?sessie=" + session, "Boek voor een school")
                .doesNotContain("/school/boeken");
        assertThat(maker.browser()
                        .get("/beheer/boeken?sessie=" + session + "&zoek="
                                + school.name().replace(' ', '+'))
                        .body())
                .contains("&amp;sessie=" + session, title);
        for (Role role : List.of(Role.PROFESSIONAL, Role.BOARD)) {
            TestBrowser other = accounts.signedIn(role).browser();
            assertThat(other.get("/activiteit/" + slug).body()).doesNotContain("/school/boeken", "/beheer/boeken");
            assertThat(other.get("/voor-scholen").body()).doesNotContain("href=\"/school\"");
        }
        assertThat(accounts.visitor().get("/activiteit/" + slug).body()).contains("/school/boeken?sessie=" + session);
    }

    private void click(Locator on) {
        on.click();
        clicks++;
    }
}
