package nl.tec.announcements;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sending a message to everybody involved in a session, in four clicks from the start page (journey 10). */
class AnnouncementsBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ClassBookings bookings;

    @Autowired
    JdbcClient jdbc;

    SignedIn maker;
    String title;

    private int clicks;

    @BeforeEach
    void make() {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        SignedIn teacher = accounts.teacherOf(school.siteId());
        Instant bookable = fixture.schoolDay(40);
        long activity = fixture.activity();
        title = TestSql.text(
                jdbc, "update activity set title_nl = 'Bruggen ' || id where id = ? returning title_nl", activity);
        long session = fixture.session(activity, bookable, 30, 1);
        TestClass group =
                fixture.schoolClass(school, SchoolYear.of(Dates.dayOf(bookable)).start(), 7, 20);
        assertThat(bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        teacher.actor()))
                .isInstanceOf(BookingResult.Done.class);
        // within the week on the start page
        Instant soon = Instant.now().plusSeconds(600);
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(soon), Timestamp.from(soon.plusSeconds(7200)), session)
                .update();
    }

    @Test
    void inFourClicksFromTheStartPageOnAPhone() {
        tellEverybody(phone(), true);
        assertThat(clicks).isEqualTo(4);
    }

    @Test
    void alsoWithoutScript() {
        tellEverybody(withoutScript(), false);
    }

    private void tellEverybody(Page page, boolean look) {
        page.context().addCookies(List.of(new Cookie("tec", maker.session()).setUrl(address(""))));
        page.navigate("/werk");
        click(page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(title).setExact(true)));
        click(page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions()
                        .setName("Stuur een bericht " + title)
                        .setExact(true)));
        look(page, look);
        page.getByLabel("Onderwerp").fill("Neem een jas mee");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Bericht"))
                .fill("We gaan naar buiten.");
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Bekijk het bericht")));
        assertThat(page.getByRole(
                        AriaRole.HEADING, new Page.GetByRoleOptions().setName("Verstuur je dit naar 1 adres?")))
                .isVisible();
        look(page, look);
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Ja, verstuur"))));
        assertThat(page.getByText(Pattern.compile("^Dit bericht gaat .* uit naar 1 adres")))
                .isVisible();
        look(page, look);
        page.navigate("/beheer/berichten");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Neem een jas mee"))
                        .first())
                .isVisible();
        look(page, look);
    }

    private void look(Page page, boolean look) {
        if (look) {
            looksRight(page);
        }
    }

    private void click(Locator on) {
        on.click();
        clicks++;
    }
}
