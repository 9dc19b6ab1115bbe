package nl.tec.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
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
import nl.tec.bookings.BookingState;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.programme.Sessions.Saved;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Journey 10: the week of a programme manager, from the gaps in the roster on Monday to the counts on Friday, with the number of clicks
 * of each task from the start page.
 */
class ManagersWeekBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Sessions sessions;

    @Autowired
    ClassBookings classBookings;

    @Autowired
    Assignments assignments;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    private final List<Long> withoutGuide = new ArrayList<>();
    private BookingsFixture bookings;
    private StaffFixture staff;
    private SignedIn manager;
    private School school;
    private String title;
    private long activity;
    private long venue;
    private Instant start;
    private long otherRoom;
    private long visit;
    private Page page;
    private int clicks;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        staff = new StaffFixture(jdbc);
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        fiveSessionsOfNextWeekWithoutAnybody();
        aSessionThatASchoolWillCallAbout();
        page = desk();
        signedIn(page, manager);
    }

    private void fiveSessionsOfNextWeekWithoutAnybody() {
        // clears the needs of other tests' activities, so that the page proposes people for these sessions
        jdbc.sql("insert into activity_role (activity_id, people) select id, 0 from activity on conflict do nothing")
                .update();
        LocalDate monday = Dates.monday(today()).plusWeeks(1);
        for (int i = 0; i < 5; i++) {
            long session = bookings.session(bookings.activity(), at(monday.plusDays(i), 9), 30, 1);
            booked(session, bookings.school());
            withoutGuide.add(session);
            staff.member();
        }
    }

    private void aSessionThatASchoolWillCallAbout() {
        SchoolYear year = SchoolYear.of(today());
        // after next week, but in this school year, with which the page for a calling school begins
        start = bookings.schoolDay(15);
        if (!SchoolYear.of(Dates.dayOf(start)).equals(year)) {
            start = Instant.now().plus(Duration.ofHours(2));
        }
        school = bookings.school();
        bookings.schoolClass(school, year.start(), 7, 26);
        jdbc.sql("update organisation set email = ? where id = ?")
                .params("info" + school.siteId() + "@school.example", school.siteId())
                .update();
        activity = bookings.activity();
        title = TestSql.text(
                jdbc, "update activity set title_nl = 'Bruggen ' || id where id = ? returning title_nl", activity);
        venue = bookings.venue();
        visit = session(start, room("Zaal A"));
        otherRoom = room("Zaal B");
    }

    @Test
    void fromMondayToFriday() {
        mondayFillsTheRoster();
        long booking = tuesdayASchoolCalls();
        tuesdayMovesItAndBack(booking);
        theDayComesNearer(Instant.now().plusSeconds(600));
        wednesdayTellsEverybody();
        wednesdayCancels();
        thursdayAGuideIsIll();
        theDayComesNearer(at(today(), 12));
        fridayCountsThreeClasses(booking);
        fridayCountsWhatWasForgotten();
    }

    private void mondayFillsTheRoster() {
        begin();
        click(link("Vraag iemand"));
        Locator nextWeek = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Volgende week"));
        assertThat(nextWeek.getByRole(AriaRole.LISTITEM)).hasCount(5);
        assertThat(clicks).as("clicks to what lacks people next week").isEqualTo(1);
        looksRight(page);
        for (long session : withoutGuide) {
            Locator ask = page.locator("form[action='/beheer/rooster/" + session + "/vraag'] button");
            click(ask.first());
            assertThat(ask).hasCount(0);
        }
        assertThat(clicks).as("clicks to fill five of them").isLessThanOrEqualTo(10);
        assertThat(nextWeek).hasCount(0);
        assertThat(count("select count(*) from assignment where session_id = any(:ids::bigint[])", withoutGuide))
                .isEqualTo(5);
    }

    private long tuesdayASchoolCalls() {
        begin();
        click(allOfMyWork("Boekingen"));
        page.getByLabel("Boek voor een school").fill(school.name());
        click(button("Zoek de school"));
        looksRight(page);
        click(page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(school.name()).setExact(true))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Groep 7-"))));
        looksRight(page);
        click(page.getByRole(
                        AriaRole.ARTICLE,
                        new Page.GetByRoleOptions().setName(title).setExact(true))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("uur")))
                .first());
        assertThat(page.getByText("Mail gaat naar info" + school.siteId() + "@school.example"))
                .isVisible();
        page.getByLabel("Leerlingen groep 7").fill("24");
        looksRight(page);
        click(button(Pattern.compile("^Boek voor")));
        assertThat(page.getByText("Geboekt! Hieronder zie je wat er geregeld is"))
                .isVisible();
        assertThat(page.getByText("24 leerlingen, 4 volwassenen")).isVisible();
        looksRight(page);
        assertThat(clicks).as("clicks to book for a school").isLessThanOrEqualTo(5);
        return Long.parseLong(page.url().replaceAll(".*/", ""));
    }

    private void tuesdayMovesItAndBack(long booking) {
        begin();
        click(allOfMyWork("Planbord"));
        board();
        click(page.getByLabel(Pattern.compile("Kies: " + title)));
        click(button("Verplaats"));
        page.locator("#waar").selectOption("r" + otherRoom);
        button("Bekijk of het kan").click();
        assertThat(page.getByText("Niemand: alleen de ruimte verandert")).isVisible();
        page.getByLabel("Dag").fill(Dates.dayOf(start).plusDays(1).toString());
        click(button("Bekijk of het kan"));
        assertThat(page.getByText(Pattern.compile(school.name() + ".*groep 7"))).isVisible();
        assertThat(page.getByText(Pattern.compile("de mail ‘Andere tijd of plek’")))
                .isVisible();
        click(button(Pattern.compile("^(Ja, verplaats|Toch verplaatsen)$")));
        assertThat(clicks).as("clicks to move a session").isLessThanOrEqualTo(6);
        assertThat(mine("1 datum verplaatst door")).isVisible();
        assertThat(bookings.mails("booking-moved", booking)).isOne();
        mine("1 datum verplaatst door")
                .getByRole(AriaRole.BUTTON, named("Ongedaan maken"))
                .click();
        assertThat(page.getByText("Ongedaan gemaakt.")).isVisible();
        assertThat(bookings.mails("booking-moved", booking)).isZero();
    }

    private void wednesdayTellsEverybody() {
        begin();
        click(link(title).first());
        click(link("Stuur een bericht " + title));
        page.getByLabel("Onderwerp").fill("Neem een jas mee");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Bericht"))
                .fill("We gaan naar buiten.");
        click(button("Bekijk het bericht"));
        assertThat(page.getByRole(
                        AriaRole.HEADING, new Page.GetByRoleOptions().setName("Verstuur je dit naar 1 adres?")))
                .isVisible();
        click(button(Pattern.compile("^Ja, verstuur")));
        assertThat(page.getByText(Pattern.compile("^Dit bericht gaat .* uit naar 1 adres")))
                .isVisible();
        assertThat(clicks).as("clicks to tell everybody of a session something").isEqualTo(4);
    }

    private void wednesdayCancels() {
        School other = bookings.school();
        long cancelled = session(start, room("Zaal C"));
        TestClass group = bookings.schoolClass(other, SchoolYear.of(today()).start(), 7, 20);
        long booking = ((BookingResult.Done) classBookings.book(
                        new BookClass(cancelled, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        other.teacher()))
                .bookingId();
        begin();
        click(allOfMyWork("Planbord"));
        board();
        click(page.locator(".slot[data-session='" + cancelled + "'] input"));
        click(button("Annuleer"));
        assertThat(page.getByText(Pattern.compile(other.name()))).isVisible();
        page.getByLabel("Waarom gaat het niet door?").fill("De zaal lekt.");
        click(button("Annuleer 1 datum"));
        assertThat(clicks).as("clicks to cancel a session").isLessThanOrEqualTo(4);
        assertThat(bookings.state(booking)).as("it can still be undone").isEqualTo(BookingState.CONFIRMED);
        mine("geannuleerd om")
                .getByRole(AriaRole.BUTTON, named("Niet wachten, nu doen"))
                .click();
        assertThat(page.getByText("Gedaan. De mails gaan nu weg.")).isVisible();
        assertThat(bookings.state(booking)).isEqualTo(BookingState.CANCELLED);
        assertThat(bookings.mails("booking-cancelled-by-tec", booking)).isPositive();
    }

    private void thursdayAGuideIsIll() {
        long guide = staff.member();
        assignments.assign(visit, guide, manager.actor());
        String name = TestSql.text(jdbc, "select name from staff_member where id = ?", guide);
        begin();
        click(link(title).first());
        Locator card = page.locator("#sessie-" + visit);
        assertThat(card).containsText(name);
        click(card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("1 begeleider")));
        click(page.getByText("Antwoord invullen dat je per telefoon kreeg"));
        page.getByLabel("Waarom niet?").fill("ziek");
        click(button("Kan niet"));
        assertThat(page.getByText("Reden: ziek")).isVisible();
        looksRight(page);
        click(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Wie kan er?"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Vraag ")))
                .first());
        assertThat(page.getByText("Gevraagd. De mail gaat over tien minuten weg."))
                .isVisible();
        assertThat(clicks).as("clicks to find somebody for who is ill").isLessThanOrEqualTo(5);
        click(link("Draaiboek"));
        assertThat(card).containsText("Kan niet: " + name);
        assertThat(card).not().containsText("begeleider nodig");
        looksRight(page);
    }

    private void fridayCountsThreeClasses(long booking) {
        List<String> schools = new ArrayList<>(List.of(school.name()));
        List<Long> today = new ArrayList<>(List.of(booking));
        for (int i = 0; i < 2; i++) {
            School other = bookings.school();
            today.add(booked(bookings.session(activity, at(today(), 13 + i), 30, 1), other));
            schools.add(other.name());
        }
        begin();
        click(allOfMyWork("Vandaag"));
        for (String each : schools) {
            click(row(each).locator("button.mark"));
            assertThat(row(each).locator("button.mark")).hasText("Geteld");
        }
        assertThat(clicks).as("clicks to count three classes").isEqualTo(4);
        assertThat(count(
                        "select count(distinct booking_id) from attendance where booking_id = any(:ids::bigint[])",
                        today))
                .isEqualTo(3);
    }

    private void fridayCountsWhatWasForgotten() {
        School other = bookings.school();
        long booking = booked(bookings.session(activity, at(today().minusDays(3), 9), 30, 1), other);
        begin();
        click(page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("nog niet genoteerd wie er was"))
                .getByRole(AriaRole.LINK));
        click(page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(title + ":"))
                .getByRole(AriaRole.LINK));
        click(row(other.name()).locator("button.mark"));
        assertThat(row(other.name()).locator("button.mark")).hasText("Geteld");
        assertThat(clicks).as("clicks to count a class that was forgotten").isLessThanOrEqualTo(3);
        assertThat(count("select count(*) from attendance where booking_id = any(:ids::bigint[])", List.of(booking)))
                .isOne();
        page.navigate("/beheer/aanwezigheid");
        assertThat(page.getByText(title + ":")).hasCount(0);
    }

    /** Starts a task at the start page, and resets its click count. */
    private void begin() {
        page.navigate("/werk");
        clicks = 0;
    }

    /** Opens the board at the week and venue of this test, instead of by the arrows. */
    private void board() {
        page.navigate("/beheer/bord?weergave=week&per=ruimte&dag=" + Dates.dayOf(start) + "&plek=" + venue);
    }

    private void theDayComesNearer(Instant start) {
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(start), Timestamp.from(start.plusSeconds(7200)), visit)
                .update();
    }

    /** Books a class of this school for the session. @return the id of the booking */
    private long booked(long session, School by) {
        long classId = bookings.schoolClass(by, 7, 26).id();
        long booking = bookings.insert("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', 26, 4, ?, ?, ?, now()) returning id
                """, session, by.siteId(), classId, UUID.randomUUID());
        jdbc.sql(
                        "insert into booking_part (booking_id, class_part_id, head_count) select ?, id, 26 from class_part where class_id = ?")
                .params(booking, classId)
                .update();
        return booking;
    }

    private long room(String name) {
        return venues.put(new Room(0, "week-" + UUID.randomUUID(), venue, Bilingual.same(name), 40));
    }

    private long session(Instant at, long inRoom) {
        SessionDetails details = new SessionDetails(
                activity, new TimeSlot(at, at.plus(Duration.ofHours(2))), venue, null, inRoom, 30, 1, "");
        return ((Saved) sessions.create(details, true, manager.actor())).ids().get(0);
    }

    private int count(String sql, List<Long> ids) {
        return jdbc.sql(sql)
                .param("ids", ids.toString().replace('[', '{').replace(']', '}'))
                .query(Integer.class)
                .single();
    }

    private static LocalDate today() {
        return LocalDate.now(Dates.ZONE);
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(Dates.ZONE).toInstant();
    }

    private void click(Locator on) {
        clicks++;
        on.click();
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private Locator allOfMyWork(String place) {
        return page.getByLabel("Alles van je werk")
                .getByRole(AriaRole.LINK, named(place).setExact(true));
    }

    /** Finds an undoable change of this manager on the board. */
    private Locator mine(String what) {
        return page.locator(".toast")
                .filter(new Locator.FilterOptions().setHasText(what))
                .filter(new Locator.FilterOptions().setHasText(manager.account().name()));
    }

    private Locator row(String ofSchool) {
        return page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(ofSchool));
    }
}
