package nl.tec.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.shared.Dates;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journey 10: a programme manager sees in one click what lacks people, and fills five of them in ten. */
class RosterBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    private final List<Long> sessions = new ArrayList<>();
    private int clicks;

    @BeforeEach
    void fiveSessionsOfNextWeekWithoutAnybody() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        StaffFixture staff = new StaffFixture(jdbc);
        // what other tests left needs nobody, so that these are among those for which the page proposes people
        jdbc.sql("insert into activity_role (activity_id, people) select id, 0 from activity on conflict do nothing")
                .update();
        Instant monday = Dates.monday(Dates.dayOf(Instant.now()))
                .plusWeeks(1)
                .atTime(9, 0)
                .atZone(Dates.ZONE)
                .toInstant();
        for (int i = 0; i < 5; i++) {
            long session = bookings.session(bookings.activity(), monday.plus(Duration.ofHours(24L * i)), 30, 1);
            School school = bookings.school();
            bookings.insert("""
                    insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                    values (?, 'CLASS', 'CONFIRMED', 26, 4, ?, ?, ?, now()) returning id
                    """, session, school.siteId(), bookings.schoolClass(school, 7, 26).id(), UUID.randomUUID());
            sessions.add(session);
            staff.member();
        }
    }

    @Test
    void whatLacksPeopleNextWeekIsOneClickAway_andFiveAreFilledInTen() {
        Page page = desk();
        signIn(page, accounts.signedIn(Role.PROGRAMME_MANAGER));
        page.navigate("/werk");
        click(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Vraag iemand")));
        Locator nextWeek = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Volgende week"));
        assertThat(nextWeek.getByRole(AriaRole.LISTITEM)).hasCount(5);
        Assertions.assertThat(clicks).as("what lacks people").isEqualTo(1);
        assertAccessible(page);
        assertFits(page);
        for (long session : sessions) {
            click(page.locator("form[action='/beheer/rooster/" + session + "/vraag'] button")
                    .first());
            assertThat(page.locator("form[action='/beheer/rooster/" + session + "/vraag']"))
                    .hasCount(0);
        }
        Assertions.assertThat(clicks).isLessThanOrEqualTo(10);
        assertThat(nextWeek).hasCount(0);
        Assertions.assertThat(jdbc.sql("select count(*) from assignment where session_id in (:ids)")
                        .param("ids", sessions)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void everyPageOfTheRosterFitsOnAPhone() {
        long session = sessions.get(0);
        Page page = phone();
        signIn(page, accounts.signedIn(Role.PROGRAMME_MANAGER));
        long member = new StaffFixture(jdbc).member();
        for (String path : List.of(
                "/beheer/rooster",
                "/beheer/rooster/mensen",
                "/beheer/rooster/open",
                "/beheer/rooster/" + session,
                "/beheer/begeleiders",
                "/beheer/begeleiders/nieuw",
                "/beheer/begeleiders/" + member,
                "/beheer/begeleiders/vaardigheden")) {
            page.navigate(path);
            assertAccessible(page);
            assertFits(page);
        }
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        new StaffFixture(jdbc).member(guide.account().id());
        Page own = phone();
        signIn(own, guide);
        own.navigate("/rooster");
        assertAccessible(own);
        assertFits(own);
    }

    private void click(Locator what) {
        clicks++;
        what.click();
    }

    private void signIn(Page page, SignedIn who) {
        page.context()
                .addCookies(List.of(new Cookie("tec", who.session()).setUrl(address("/"))));
    }
}
