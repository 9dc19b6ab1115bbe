package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.lines.LinesFixture;
import nl.tec.programme.LearningLines;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Journey 2: a teacher on Wednesday afternoon sees their classes, matching activities and the next step of each learning line, books one
 * in three clicks from the start page, and immediately sees the arrangements (bus, adults, lessons before and after) and the price.
 */
class TeacherBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ClassBookings bookings;

    @Autowired
    LearningLines learningLines;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture bookingsFixture;
    private School school;
    private SignedIn teacher;
    private TestClass group;
    private String activity;
    private long session;
    private SchoolYear year;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        teacher = accounts.teacherOf(school.siteId());
        LocalDate day = Dates.dayOf(bookingsFixture.schoolDay(21));
        year = SchoolYear.of(day);
        group = bookingsFixture.schoolClass(school, year.start(), 7, 26);
        long id = bookingsFixture.activity();
        activity = TestSql.text(
                jdbc, "update activity set title_nl = 'Robots ' || id where id = ? returning title_nl", id);
        session = session(id, day, 30, 1);
        LinesFixture lines = new LinesFixture(jdbc, learningLines);
        long line = lines.line("Van wiel tot wagen " + id);
        lines.step(line, 7, 7, "Een wagen die rijdt", id);
        lines.publish(line);
        lines.follow(school, line);
        bookingsFixture.onlyBuses(53);
    }

    /** Creates a session in a lab beyond walking and cycling distance. */
    private long session(long activityId, LocalDate day, int capacity, int classes) {
        Instant start = day.atTime(9, 0).atZone(Dates.ZONE).toInstant();
        long made = bookingsFixture.session(activityId, start, capacity, classes);
        long venue = bookingsFixture.insert("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude)
                values ('lab-' || gen_random_uuid(), 'TECHLAB', 'Het lab', 'The lab', 'Teststraat 1', 'Deventer', true, 52.331, 6.16) returning id
                """);
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", venue, made);
        jdbc.sql("update session_capacity set held_at = ? || '/' where session_id = ?")
                .params(Long.toString(venue), made)
                .update();
        return made;
    }

    @Test
    void aTeacherOnAPhoneBooksInThreeClicks() {
        journey(signedIn(phone()));
    }

    @Test
    void aTeacherAtADeskBooksInThreeClicks() {
        journey(signedIn(desk()));
    }

    private void journey(Page page) {
        page.navigate("/werk");
        page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Mijn klassen"))
                .click();
        if (!year.equals(SchoolYear.of(LocalDate.now(Dates.ZONE)))) {
            // in the last weeks of a school year
            page.navigate("/school?jaar=" + year.start());
        }
        heading(page, "Mijn klassen");
        Locator card =
                page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile("Groep 7-")));
        assertThat(card).containsText("26 leerlingen");
        assertThat(card).containsText("Dit past");
        Locator next = card.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(activity));
        assertThat(next).containsText("volgende stap: Een wagen die rijdt (Van wiel tot wagen");
        looksRight(page);
        next.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Kies")))
                .click();

        heading(page, activity + " met groep 7-");
        assertThat(page.getByText("Nog plek voor 1 klas")).isVisible();
        assertThat(page.getByLabel("Leerlingen groep 7")).hasValue("26");
        arranged(page);
        looksRight(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Boek voor groep 7-")))
                .click();

        // three clicks were enough
        assertThat(page.getByText("Geboekt! Hieronder zie je wat er geregeld is"))
                .isVisible();
        assertThat(page.getByText("26 leerlingen, 4 volwassenen")).isVisible();
        arranged(page);
        looksRight(page);

        whatIsStillToDo(page);
        cancel(page);
        page.navigate("/school?jaar=" + year.start());
        assertThat(page.getByText("Afgezegd")).hasCount(0);
    }

    /** Checks the list of arrangements: bus, people, lessons before and after, price. */
    private static void arranged(Page page) {
        Locator list = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Dit is er geregeld"))
                .locator("xpath=..");
        for (String item :
                List.of("Vervoer", "Begeleiding", "Les vooraf", "Les achteraf", "Kosten", "Goed om te weten")) {
            assertThat(list).containsText(item);
        }
        assertThat(list).containsText("Het is te ver om te lopen of te fietsen");
        assertThat(list).containsText("een bus van ons");
        assertThat(list).containsText("Je betaalt niets.");
        assertThat(list).containsText("Neem zelf minstens 4 volwassenen mee");
    }

    private void whatIsStillToDo(Page page) {
        String visit = page.url();
        page.navigate("/werk");
        Locator waits = page.getByText("Voor 1 bezoek moet je nog kiezen hoe jullie komen.");
        assertThat(waits).isVisible();
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Kies vervoer"))
                .click();
        assertThat(page).hasURL(visit);
        page.getByLabel("Bus van het TEC").check();
        press(page, "Kies");
        assertThat(page.getByText(Pattern.compile("^De bus vertrekt om .* bij school en is om .* terug")))
                .isVisible();
        page.navigate("/werk");
        assertThat(waits).hasCount(0);
        page.navigate(visit);
        page.getByLabel("Wat moeten wij weten?").fill("1 notenallergie");
        // the button of another form would lose it, so the browser asks first
        page.onceDialog(Dialog::dismiss);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pas aan"))
                .click(new Locator.ClickOptions().setNoWaitAfter(true));
        assertThat(page.getByLabel("Wat moeten wij weten?")).hasValue("1 notenallergie");
        press(page, "Bewaar");
        assertThat(page.getByText("Bewaard.")).isVisible();
        looksRight(page);

        page.getByLabel("Leerlingen groep 7").fill("45");
        press(page, "Pas aan");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Er kunnen hoogstens 30 leerlingen tegelijk komen");
        assertThat(page.getByLabel("Leerlingen groep 7")).hasValue("45");
        looksRight(page);
        page.getByLabel("Leerlingen groep 7").fill("24");
        press(page, "Pas aan");
        assertThat(page.getByText("Het aantal is aangepast.")).isVisible();
        // once more in the history
        assertThat(page.getByText("24 leerlingen, 4 volwassenen").first()).isVisible();
    }

    private void cancel(Page page) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Afzeggen").setExact(true))
                .click();
        assertThat(page.getByText("Afzeggen is nu nog gratis")).isVisible();
        looksRight(page);
        press(page, "Ja, zeg af");
        assertThat(page.getByText("Afgezegd door de school op")).isVisible();
        looksRight(page);
    }

    @Test
    void fullIsTheWaitingList_andAPlaceThatComesFreeIsOffered() {
        School other = bookingsFixture.school();
        TestClass first = bookingsFixture.schoolClass(other, year.start(), 7, 20);
        long held = ((BookingResult.Done) bookings.book(
                        new BookClass(session, first.id(), Map.of(first.partId(), 20), 3, UUID.randomUUID()),
                        other.teacher()))
                .bookingId();
        Page page = signedIn(phone());
        page.navigate("/school/boeken?klas=" + group.id() + "&sessie=" + session);
        assertThat(page.getByText("Vol. Er wacht nog niemand.")).isVisible();
        looksRight(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("op de wachtlijst$")))
                .click();
        assertThat(page.getByText("Je staat op de wachtlijst. Komt er een plek vrij, dan krijg je een mail."))
                .isVisible();
        looksRight(page);

        bookings.cancel(held, "", other.teacher());
        page.reload();
        assertThat(page.getByText("Er is plek vrijgekomen.")).isVisible();
        looksRight(page);
        press(page, "Ja, we komen");
        assertThat(page.getByText("Mooi, de plekken zijn van jullie!")).isVisible();
        looksRight(page);
    }

    @Test
    void refusalsOfferANextStep() {
        Page page = signedIn(phone());
        page.navigate("/school/boeken?klas=" + group.id() + "&sessie=" + session);
        page.getByLabel("Leerlingen groep 7").fill("twee");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Boek voor")))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Vul het aantal in cijfers in");
        assertThat(page.getByLabel("Leerlingen groep 7")).hasValue("twee");
        looksRight(page);

        TestClass young = bookingsFixture.schoolClass(school, year.start(), 2, 20);
        page.navigate("/school/boeken?klas=" + young.id() + "&sessie=" + session);
        assertThat(page.getByText("Dit is niet voor deze groep.")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Boek"))))
                .hasCount(0);
        looksRight(page);

        // a class of another school is not found
        TestClass strange = bookingsFixture.schoolClass(bookingsFixture.school(), year.start(), 7, 20);
        assertThat(page.navigate("/school/boeken?klas=" + strange.id()).status())
                .isEqualTo(404);
        looksRight(page);
    }

    @Test
    void aSchoolWithoutClassesIsToldWhatToDo() {
        Page page = phone();
        signedIn(page, accounts.teacherOf(bookingsFixture.school().siteId()));
        page.navigate("/school");
        heading(page, "Mijn klassen");
        looksRight(page);
    }

    @Test
    void worksWithoutScript() {
        Page page = signedIn(withoutScript());
        page.navigate("/school?jaar=" + year.start());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Bekijk al")))
                .click();
        page.getByRole(
                        AriaRole.ARTICLE,
                        new Page.GetByRoleOptions().setName(activity).setExact(true))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("9\\.00")))
                .click();
        page.getByLabel("Volwassenen van school").fill("5");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Boek voor")))
                .click();
        assertThat(page.getByText("26 leerlingen, 5 volwassenen")).isVisible();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Afzeggen").setExact(true))
                .click();
        press(page, "Ja, zeg af");
        assertThat(page.getByText("Afgezegd door de school op")).isVisible();
    }

    @Test
    void worksWithTheKeyboardOnly() {
        Page page = signedIn(desk());
        page.navigate("/school?jaar=" + year.start());
        tabTo(page, "a[href='/school/boeken?klas=" + group.id() + "']");
        page.keyboard().press("Enter");
        page.waitForURL("**/school/boeken?klas=" + group.id());
        tabTo(page, "a[href='/school/boeken?klas=" + group.id() + "&sessie=" + session + "']");
        page.keyboard().press("Enter");
        page.waitForURL("**sessie=" + session);
        tabTo(page, "#volwassenen");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Geboekt! Hieronder zie je wat er geregeld is"))
                .isVisible();
    }

    private Page signedIn(Page page) {
        return signedIn(page, teacher);
    }

    private static void heading(Page page, String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(text);
    }
}
