package nl.tec.programme;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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
import nl.tec.programme.Sessions.Saved;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The planning board by mouse, by keyboard and without script (journey 10). */
class BoardBrowserTest extends BrowserTest {

    /** Returns the HTML of the element that covers the middle of another; empty if none does. */
    private static final String COVERED = """
            stop => {
              const box = stop.getBoundingClientRect();
              const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return seen && (stop.contains(seen) || seen.contains(stop)) ? '' : seen ? seen.outerHTML : 'outside the window';
            }""";

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Sessions sessions;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture fixture;
    private SignedIn maker;
    private LocalDate wednesday;
    private String title;
    private long activity;
    private long venue;
    private long room;
    private long session;
    private int clicks;

    @BeforeEach
    void aSessionOnAWednesdayAfternoon() {
        fixture = new BookingsFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        activity = fixture.activity();
        title = TestSql.text(
                jdbc,
                "update activity set title_nl = 'Bord ' || id, setup_minutes = 30, cleanup_minutes = 15 where id = ? returning title_nl",
                activity);
        venue = fixture.venue();
        room = room("Zaal A");
        // the first Wednesday that is a school day
        int ahead = 50;
        do {
            wednesday = Dates.dayOf(fixture.schoolDay(ahead++));
        } while (wednesday.getDayOfWeek() != DayOfWeek.WEDNESDAY);
        session = session(at(13, 30), room);
    }

    @Test
    void eightWednesdayAfternoonsInNineClicks() {
        Page page = desk();
        signIn(page);
        page.navigate("/werk");
        click(page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Planbord")));
        // navigates directly to the week and room, instead of by the arrows
        page.navigate(board("week", "ruimte"));
        looksRight(page);
        click(page.getByLabel(Pattern.compile("Kies: " + title)));
        click(button(page, "Kopieer"));
        click(page.getByLabel("Hoeveel keer?"));
        page.getByLabel("Hoeveel keer?").fill("8");
        click(button(page, "Bekijk welke data het worden"));
        looksRight(page);
        click(button(page, "Maak 8 data"));
        assertThat(page.getByText("8 data gemaakt door " + maker.account().name()))
                .isVisible();
        assertThat(clicks).as("clicks").isLessThanOrEqualTo(9);
        assertThat(held()).as("with the one there was").isEqualTo(9);
        undo(page).click();
        assertThat(page.getByText("Ongedaan gemaakt.")).isVisible();
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void aConflictIsShownBeforeSaving_andAnAlternativeIsChosenByKeyboard() {
        long taken = session(at(9, 0), room);
        room("Zaal B");
        long booking = book(session);
        Page page = desk();
        signIn(page);
        page.navigate(board("dag", "ruimte"));
        page.getByLabel(Pattern.compile("Kies: " + title + ".*13.30")).focus();
        page.keyboard().press("Space");
        button(page, "Verplaats").focus();
        page.keyboard().press("Enter");
        page.getByLabel("Begint om").fill("09:00");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Dit kan niet")))
                .isVisible();
        assertThat(page.getByText(Pattern.compile("is bezet op"))).isVisible();
        looksRight(page);
        assertThat(start(session)).as("nothing is saved").isEqualTo(at(13, 30));
        Locator free = page.locator(".board-instead button");
        assertThat(free.first()).containsText("Zaal B");
        free.first().focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Wie krijgt er mail?")).isVisible();
        assertThat(page.getByText(Pattern.compile("De Proef .*groep 7"))).isVisible();
        looksRight(page);
        button(page, "Ja, verplaats").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("1 datum verplaatst door " + maker.account().name()))
                .isVisible();
        looksRight(page);
        assertThat(start(session)).isEqualTo(at(9, 0));
        assertThat(fixture.mails("booking-moved", booking)).isOne();
        undo(page).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Ongedaan gemaakt.")).isVisible();
        assertThat(start(session)).isEqualTo(at(13, 30));
        assertThat(fixture.mails("booking-moved", booking)).isZero();
        assertThat(start(taken)).isEqualTo(at(9, 0));
    }

    @Test
    void aBlockIsDraggedToAnotherDayAndRoom_andAsksFirst() {
        long other = room("Zaal B");
        Page page = desk();
        signIn(page);
        page.navigate(board("week", "ruimte"));
        page.locator(".slot[data-session='" + session + "']")
                .dragTo(page.locator(".cell[data-lane='r" + other + "'][data-day='" + wednesday.minusDays(1) + "']"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Deze datum verplaatsen?")))
                .isVisible();
        assertThat(page.getByText(Pattern.compile("Niemand: er heeft nog niemand geboekt")))
                .isVisible();
        press(page, "Ja, verplaats");
        assertThat(start(session)).isEqualTo(at(13, 30).minus(Duration.ofDays(1)));
        assertThat(sessions.find(session).orElseThrow().where().roomId()).isEqualTo(other);
    }

    @Test
    void alsoWithoutScript_severalAtOnceAreMovedAndCancelled_andOddTimesAreAsked() {
        session(at(9, 0), room);
        Page page = withoutScript();
        signIn(page);
        page.navigate(board("week", "mens"));
        for (Locator box : page.getByLabel(Pattern.compile("Kies: " + title)).all()) {
            box.check();
        }
        press(page, "Verplaats");
        page.getByLabel("De eerste begint om").fill("16:30");
        press(page, "Bekijk of het kan");
        assertThat(page.getByText("Kijk nog eens goed")).isVisible();
        press(page, "Toch verplaatsen");
        assertThat(page.getByText("2 data verplaatst")).isVisible();
        for (Locator box : page.getByLabel(Pattern.compile("Kies: " + title)).all()) {
            box.check();
        }
        press(page, "Annuleer");
        assertThat(page.getByText("Er krijgt niemand mail").first()).isVisible();
        page.getByLabel("Waarom gaat het niet door?").fill("De zaal lekt.");
        press(page, "Annuleer 2 data");
        assertThat(page.getByText(Pattern.compile("2 data worden geannuleerd om")))
                .isVisible();
        assertThat(page.getByText("wordt geannuleerd").first()).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Niet wachten, nu doen"))
                .first()
                .click();
        assertThat(held()).isZero();
    }

    @Test
    void everyBoardIsAccessibleAndFits() {
        for (int i = 0; i < 5; i++) {
            session(at(13, 30), room("Zaal " + i)); // six simultaneous sessions
        }
        for (Page page : List.of(phone(), desk())) {
            signIn(page);
            for (String by : List.of("ruimte", "mens", "bus", "materiaal")) {
                page.navigate(board("week", by));
                looksRight(page);
                page.navigate(board("dag", by));
                looksRight(page);
            }
            page.navigate("/beheer/bord?dag=2041-01-07");
            assertThat(page.getByText("In deze week is nog niets gepland")).isVisible();
            looksRight(page);
            page.navigate("/beheer/bord/annuleer?sessie=" + session);
            looksRight(page);
        }
    }

    @Test
    void whatHasTheFocusIsNeverCovered() {
        for (int i = 0; i < 14; i++) {
            session(at(9 + i % 6, 0), room("Zaal " + i));
        }
        for (Page page : List.of(phone(), desk())) {
            signIn(page);
            for (String view : List.of("dag", "week")) {
                page.navigate(board(view, "ruimte"));
                page.getByLabel(Pattern.compile("Kies: " + title)).first().check();
                for (Locator stop : page.locator(".slot :is(a, input)").all()) {
                    stop.evaluate("stop => stop.blur()");
                    stop.focus();
                    assertThat(stop.evaluate(COVERED))
                            .as(view + ": " + stop.evaluate("stop => stop.outerHTML"))
                            .isEqualTo("");
                }
            }
        }
    }

    private String board(String view, String by) {
        return "/beheer/bord?weergave=" + view + "&per=" + by + "&dag=" + wednesday + "&plek=" + venue;
    }

    private Instant at(int hour, int minute) {
        return wednesday.atTime(LocalTime.of(hour, minute)).atZone(Dates.ZONE).toInstant();
    }

    private long room(String name) {
        return venues.put(new Room(0, "bord-" + UUID.randomUUID(), venue, Bilingual.same(name), 40));
    }

    private long session(Instant at, long inRoom) {
        SessionDetails details = new SessionDetails(
                activity, new TimeSlot(at, at.plus(Duration.ofHours(2))), venue, null, inRoom, 30, 1, "");
        return ((Saved) sessions.create(details, true, maker.actor())).ids().get(0);
    }

    private long book(long which) {
        School school = fixture.school();
        TestClass group = fixture.schoolClass(school, SchoolYear.of(wednesday).start(), 7, 20);
        return ((BookingResult.Done) bookings.book(
                        new BookClass(which, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
    }

    private Instant start(long which) {
        return sessions.find(which).orElseThrow().slot().start();
    }

    private int held() {
        return TestSql.integer(
                jdbc, "select count(*) from session where activity_id = ? and state <> 'CANCELLED'", activity);
    }

    private void click(Locator what) {
        clicks++;
        what.click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Returns the undo button of the last change by this user. */
    private Locator undo(Page page) {
        return page.locator(".toast")
                .filter(new Locator.FilterOptions().setHasText(maker.account().name()))
                .first()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Ongedaan maken"));
    }

    private void signIn(Page page) {
        signedIn(page, maker);
    }
}
