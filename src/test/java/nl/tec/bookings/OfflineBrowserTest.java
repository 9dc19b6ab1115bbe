package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.shared.Dates;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day offline (requirement B4): the run sheet opens, each tap is sent once, and conflicting counts are shown to the user. */
class OfflineBrowserTest extends BrowserTest {

    private static final int CLASSES = 30;
    private static final int CHILDREN = 30;

    /** The run sheets of today and tomorrow are stored on the device, with their files. */
    private static final String KEPT = "() => document.querySelector('[data-kept]')?.hidden === false";

    /** The number of pages, files and taps stored on the device. */
    private static final String STORED = """
            async () => {
              let count = 0;
              for (const name of await caches.keys()) count += (await (await caches.open(name)).keys()).length;
              return count + (await indexedDB.databases()).filter(one => one.name.startsWith('tec')).length;
            }
            """;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountsFixture accounts;

    private final LocalDate today = LocalDate.now(Dates.ZONE);
    private BookingsFixture bookingsFixture;
    private SignedIn guide;
    private long lessons;

    @BeforeEach
    void aGuideWithClassesToday() {
        expectNoNetwork();
        bookingsFixture = new BookingsFixture(jdbc);
        guide = accounts.signedIn(Role.PROFESSIONAL);
        lessons = session("CLASSES", today, 9);
    }

    @Test
    void countsThirtyClassesAndChecksThirtyChildrenInWithoutNetwork_once() {
        for (int i = 0; i < CLASSES; i++) {
            aClass(lessons, 20 + i % 8);
        }
        long afternoon = session("INDIVIDUALS", today, 14);
        for (int i = 0; i < CHILDREN; i++) {
            aChild(afternoon, "Kind" + (char) ('A' + i % 26) + i);
        }
        session("CLASSES", today.plusDays(1), 9);

        Page page = keptOn(phone(), guide);
        BrowserContext device = page.context();
        page.close();
        device.setOffline(true);

        page = device.newPage();
        page.navigate("/dag/vandaag");
        assertThat(page).hasURL(address("/dag/" + today));
        Locator counts = page.locator("#sessie-" + lessons + " .run > li");
        for (int i = 0; i < CLASSES; i++) {
            Locator row = counts.nth(i);
            if (i == 0) {
                row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Een minder"))
                        .click();
            }
            row.locator("button.mark").click();
        }
        Locator children = page.locator("#sessie-" + afternoon + " .run > li");
        for (int i = 0; i < CHILDREN; i++) {
            children.nth(i).locator("button.mark").click();
        }
        assertThat(page.locator("#netwerk")).containsText("Nog te versturen: " + (CLASSES + CHILDREN));
        looksRight(page);
        page.navigate("/dag/" + today.plusDays(1));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(Dates.longDay(today.plusDays(1), java.util.Locale.forLanguageTag("nl")));
        page.close();

        page = device.newPage();
        page.navigate("/dag/vandaag");
        assertThat(page.locator("#sessie-" + lessons + " .run > li.in")).hasCount(CLASSES);
        assertThat(page.locator("#sessie-" + afternoon + " .run > li.in")).hasCount(CHILDREN);
        page.close();
        assertThat(taps()).as("nothing went out yet").isZero();

        device.setOffline(false);
        page = device.newPage();
        page.navigate("/dag/vandaag");
        assertThat(page.locator("#netwerk")).containsText("Alles is verstuurd");
        assertThat(page.locator("#sessie-" + lessons + " .run > li.in")).hasCount(CLASSES);
        assertThat(jdbc.sql("""
                select (select sum(p.head_count) from booking b join booking_part p on p.booking_id = b.id where b.session_id = :s)
                       - (select sum(head_count) from attendance where session_id = :s)
                """).param("s", lessons).query(Integer.class).single())
                .as("all, but for the one pupil who was ill")
                .isOne();
        assertThat(rows(lessons)).isEqualTo(CLASSES);
        assertThat(rows(afternoon)).isEqualTo(CHILDREN);
        assertThat(taps()).isEqualTo(CLASSES + CHILDREN);
    }

    @Test
    void sendingTheSameQueueTwiceChangesNothing() {
        aClass(lessons, 24);
        Page page = keptOn(phone(), guide);
        page.context().setOffline(true);
        page.locator("#sessie-" + lessons + " button.mark").click();
        assertThat(page.locator("#netwerk")).containsText("Nog te versturen: 1");
        // the response is lost: the tap stays in the queue and is resent
        page.evaluate("async () => { window.before = await dayStore.all(); }");
        page.context().setOffline(false);
        assertThat(page.locator("#netwerk")).containsText("Alles is verstuurd");
        Instant recorded = recordedAt();
        page.evaluate("async () => { for (const tap of window.before) await dayStore.put(tap); }");
        page.reload();
        assertThat(page.locator("#netwerk")).containsText("Alles is verstuurd");
        assertThat(rows(lessons)).isOne();
        assertThat(taps()).isOne();
        assertThat(recordedAt()).isEqualTo(recorded);
    }

    @Test
    void twoDevicesThatCountedTheSameClassDifferentlyAreShownToAPerson() {
        aClass(lessons, 26);
        SignedIn colleague = accounts.signedIn(Role.PROFESSIONAL);
        assign(lessons, colleague);
        Page first = keptOn(phone(), guide);
        Page second = keptOn(desk(), colleague);
        first.context().setOffline(true);
        count(first, 24);
        assertThat(first.locator("#netwerk")).containsText("Geen netwerk");
        count(second, 26);
        assertThat(second.locator("li.in")).hasCount(1);

        first.context().setOffline(false);
        assertThat(first.locator("#netwerk")).containsText("Er is twee keer geteld");
        Locator both = first.locator("[data-dispute]");
        assertThat(both).containsText(guide.actor().name() + " telde er 24");
        assertThat(both).containsText(colleague.actor().name() + " telde er 26");
        assertThat(counted()).as("nothing is overwritten").isEqualTo(26);
        looksRight(first);

        second.reload();
        assertThat(second.locator("[data-dispute]")).isVisible();
        looksRight(second);
        second.getByText("24 klopt").click();
        assertThat(second.locator("[data-dispute]")).hasCount(0);
        assertThat(counted()).isEqualTo(24);
    }

    @Test
    void aDeviceThatWasSignedOutFromADistanceKeepsNothing() {
        aClass(lessons, 26);
        Page lost = keptOn(phone(), guide);
        BrowserContext device = lost.context();
        device.setOffline(true);
        count(lost, 25);
        assertThat(lost.locator("#netwerk")).containsText("Geen netwerk");
        lost.close();

        Page desk = desk();
        signedIn(desk, accounts.signedIn(guide.account()));
        desk.navigate("/account");
        desk.getByText("Log uit", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(desk.getByText("Die browser is uitgelogd")).isVisible();

        device.setOffline(false);
        Page found = device.newPage();
        found.navigate("/dag/vandaag");
        assertThat(found.getByLabel("Wachtwoord")).isVisible();
        found.waitForFunction("async () => await (" + STORED + ")() === 0");
        device.setOffline(true);
        assertThatThrownBy(() -> found.navigate("/dag/vandaag")).isInstanceOf(PlaywrightException.class);
    }

    @Test
    void signingOutRemovesAllData() {
        aClass(lessons, 26);
        Page page = keptOn(desk(), guide);
        press(page, "Uitloggen");
        assertThat(page).hasURL(address("/"));
        page.waitForFunction("async () => await (" + STORED + ")() === 0");
    }

    @Test
    void aBrowserThatCannotStoreAnythingShowsTheDayAndSignsOut() {
        expect("VersionError");
        aClass(lessons, 26);
        Page page = keptOn(desk(), guide);
        // a database of a later version can't be opened any more
        page.evaluate("""
                () => new Promise((done, failed) => {
                  const request = indexedDB.open('tec-day', 2);
                  request.onsuccess = () => { request.result.close(); done(); };
                  request.onerror = failed;
                })
                """);
        page.navigate("/dag/" + today);
        assertThat(page.locator("#sessie-" + lessons)).isVisible();
        press(page, "Uitloggen");
        assertThat(page).hasURL(address("/"));
    }

    @Test
    void aClassThatIsNotCountedAfterAllIsSoWithoutNetworkToo() {
        aClass(lessons, 26);
        Page page = keptOn(phone(), guide);
        count(page, 24);
        assertThat(page.getByText("Toch niet geteld")).isVisible();
        page.context().setOffline(true);
        page.getByText("Toch niet geteld").click();
        assertThat(page.locator("#sessie-" + lessons + " li.in")).hasCount(0);
        count(page, 25);
        assertThat(page.locator("#netwerk")).containsText("Nog te versturen: 2");
        page.context().setOffline(false);
        assertThat(page.locator("#netwerk")).containsText("Alles is verstuurd");
        assertThat(counted()).isEqualTo(25);
        assertThat(page.locator("[data-dispute]")).hasCount(0);
    }

    @Test
    void dataOfEarlierDaysAreDiscarded() {
        Page page = keptOn(phone(), guide);
        page.context().setOffline(true);
        page.evaluate("""
                async () => {
                  await (await caches.open('tec-day-2020-01-31')).put('/dag/2020-01-31', new Response('Ada, 10 jaar'));
                  await dayStore.put({ owner: 'x', at: Date.now() - 8 * 24 * 3600 * 1000, action: '/dag/persoon/1', body: '' });
                }
                """);
        page.navigate("/dag/vandaag");
        page.waitForFunction(
                "async () => !(await caches.keys()).includes('tec-day-2020-01-31') && !(await dayStore.all()).length");
        assertThat(page.locator("#sessie-" + lessons)).isVisible();
    }

    private Page keptOn(Page page, SignedIn person) {
        signedIn(page, person);
        page.navigate("/dag/" + today);
        page.waitForFunction(KEPT);
        page.evaluate("() => navigator.serviceWorker.ready");
        return page;
    }

    private void count(Page page, int pupils) {
        page.locator("#sessie-" + lessons + " input[type=number]").fill(String.valueOf(pupils));
        page.locator("#sessie-" + lessons + " button.mark").click();
    }

    private long session(String takes, LocalDate day, int hour) {
        long session = bookingsFixture.session(
                bookingsFixture.activity(takes),
                day.atTime(LocalTime.of(hour, 0)).atZone(Dates.ZONE).toInstant(),
                900,
                takes.equals("CLASSES") ? CLASSES : null);
        assign(session, guide);
        return session;
    }

    private void assign(long session, SignedIn person) {
        jdbc.sql("""
                insert into assignment (session_id, member_id, assigned_at, during)
                select id, :member, now(), tstzrange(starts_at, ends_at) from session where id = :session
                """)
                .param("member", new StaffFixture(jdbc).member(person.actor().accountId()))
                .param("session", session)
                .update();
    }

    private void aClass(long session, int pupils) {
        School school = bookingsFixture.school();
        TestClass group = bookingsFixture.schoolClass(school, 7, pupils);
        long booking = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, now()) returning id
                """, session, pupils, school.siteId(), group.id(), UUID.randomUUID());
        jdbc.sql("insert into booking_part (booking_id, class_part_id, head_count) values (?, ?, ?)")
                .params(booking, group.partId(), pupils)
                .update();
    }

    private void aChild(long session, String name) {
        long booking = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, idempotency_key, requested_at)
                values (?, 'INDIVIDUAL', 'CONFIRMED', 1, ?, now()) returning id
                """, session, UUID.randomUUID());
        jdbc.sql(
                        "insert into sign_up (booking_id, email, email_hash, name, confirmed_at) values (?, ?, ?, 'Ouder', now())")
                .params(booking, name + "@example.org", Secrets.hash(name))
                .update();
        jdbc.sql("insert into sign_up_person (booking_id, audience, first_name, age) values (?, 'CHILD', ?, 10)")
                .params(booking, name)
                .update();
    }

    private int counted() {
        return TestSql.integer(jdbc, "select sum(head_count) from attendance where session_id = ?", lessons);
    }

    private int rows(long session) {
        return TestSql.integer(jdbc, "select count(*) from attendance where session_id = ?", session);
    }

    private int taps() {
        return TestSql.integer(
                jdbc,
                "select count(*) from attendance_tap where account_id = ?",
                guide.actor().accountId());
    }

    private Instant recordedAt() {
        return jdbc.sql("select max(recorded_at) from attendance where session_id = ?")
                .param(lessons)
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }
}
