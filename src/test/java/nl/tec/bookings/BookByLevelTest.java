package nl.tec.bookings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.SchoolClass;
import nl.tec.reach.CohortReach;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** A secondary school books by year, level and number of pupils, without invented classes (rules 1.5). */
class BookByLevelTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Attendances attendances;

    @Autowired
    Classes classes;

    @Autowired
    MovingUp movingUp;

    @Autowired
    CohortReach reach;

    @Autowired
    nl.tec.organisations.BookingGroups groups;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture fixture;
    private School school;
    private SignedIn teacher;
    private long activity;
    private String title;
    private long session;
    private SchoolYear year;
    private int clicks;

    @BeforeEach
    void make() {
        fixture = new BookingsFixture(jdbc);
        school = fixture.school();
        TestSql.update(jdbc, "update school_site set sector = 'VO' where organisation_id = ?", school.siteId());
        teacher = accounts.teacherOf(school.siteId());
        activity = fixture.activity();
        title = jdbc.sql("""
                update activity set title_nl = 'Robots ' || id, make_nl = 'Een robot van hout.', audiences = '{VO}', po_from = null, po_to = null, vo_from = 1,
                       vo_to = 3, vo_levels = '{VMBO,HAVO}' where id = ? returning title_nl
                """).param(activity).query(String.class).single();
        year = SchoolYear.of(Dates.dayOf(Instant.now()));
        session = session(fixture.schoolDay(1), 60, 2);
    }

    /** Creates a session in this school year, as in late July the next school day is not. */
    private long session(Instant start, int capacity, int groupsAtOnce) {
        Instant inYear = SchoolYear.of(Dates.dayOf(start)).equals(year)
                ? start
                : Instant.now().plusSeconds(2 * 3600);
        long made = fixture.session(activity, inYear, capacity, groupsAtOnce);
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", fixture.venue(), made);
        return made;
    }

    @Test
    void inFourClicksFromTheStartPage() {
        Page page = phone();
        page.context().addCookies(List.of(new Cookie("tec", teacher.session()).setUrl(address(""))));
        Page.GetByLabelOptions exactly = new Page.GetByLabelOptions().setExact(true);
        page.navigate("/werk");
        click(page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Mijn klassen"))
                .first());
        looksRight(page);
        page.getByLabel("Leerjaar", exactly).selectOption("2");
        page.getByLabel("Niveau", exactly).selectOption("HAVO");
        page.getByLabel("Hoeveel leerlingen?").fill("27");
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Kijk wat past")));
        looksRight(page);
        Locator offer = page.getByRole(
                AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(title).setExact(true));
        click(offer.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("uur")))
                .first());
        assertThat(page.getByLabel("Leerlingen klas 2")).hasValue("27");
        assertThat(page.getByText("Een robot van hout.")).isVisible();
        page.getByText("Bekijk de les").click();
        assertThat(page.getByText("Praat over robots.")).isVisible();
        looksRight(page);
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Boek voor klas 2 havo")));
        assertThat(page.getByText("Geboekt! Hieronder zie je wat er geregeld is"))
                .isVisible();
        assertThat(page.getByText("27 leerlingen, 2 volwassenen")).isVisible();
        assertThat(clicks).isLessThanOrEqualTo(4);

        page.navigate("/school");
        assertThat(page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Klas 2 havo")))
                .containsText("27 leerlingen");
        looksRight(page);
    }

    @Test
    void onlyTheDatesOfAMonthAndADayOfTheWeekAreShown_whereThatIsAsked() {
        long group = group("2", "HAVO", "27");
        LocalDate day = day(session);
        long other = session(anotherWeekday(day), 60, 2);
        // at the end of July both are today, as the next school day is in another school year
        Assumptions.assumeThat(day(other).getDayOfWeek()).isNotEqualTo(day.getDayOfWeek());
        String link = "klas=" + group + "&amp;sessie=";
        String all = "/school/boeken?klas=" + group;
        String onThatDay = all + "&maand=" + YearMonth.from(day) + "&dag=" + day.getDayOfWeek();
        assertThat(teacher.browser().get(all).body()).contains(link + session, link + other);
        assertThat(teacher.browser().get(onThatDay).body()).contains(link + session);
        assertThat(teacher.browser().get(all + "&maand=maart&dag=9").body()).contains(link + session, link + other);
        assertThat(teacher.browser().get(onThatDay).body()).doesNotContain(link + other);
    }

    /** Returns a school day on another day of the week. */
    private Instant anotherWeekday(LocalDate day) {
        return IntStream.range(2, 30)
                .mapToObj(fixture::schoolDay)
                .filter(start -> Dates.dayOf(start).getDayOfWeek() != day.getDayOfWeek())
                .findFirst()
                .orElseThrow();
    }

    private LocalDate day(long session) {
        return jdbc.sql("select (starts_at at time zone 'Europe/Amsterdam')::date from session where id = ?")
                .param(session)
                .query(LocalDate.class)
                .single();
    }

    /** Journey 11, from the lesson in advance to the survey of teacher and pupils. */
    @Test
    void afterBookingTheTeacherDoesTheLesson_comesAndIsAskedWhatItWasLike() {
        Page page = phone();
        page.context().addCookies(List.of(new Cookie("tec", teacher.session()).setUrl(address(""))));
        long booking = book(group("2", "HAVO", "27"), session, 27);
        String visit = "/school/boekingen/" + booking;
        page.navigate(visit);
        page.getByText("Bekijk de les").first().click();
        assertThat(page.getByText("Praat over robots.")).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Gedaan")))
                .click();
        looksRight(page);

        jdbc.sql("""
                update session set starts_at = now() - interval '10 minutes', ends_at = now() + interval '50 minutes' where id = ?
                """).param(session).update();
        Page sheet = desk();
        sheet.context()
                .addCookies(List.of(new Cookie(
                                "tec", accounts.signedIn(Role.PROGRAMME_MANAGER).session())
                        .setUrl(address(""))));
        sheet.navigate("/dag/" + day(session));
        Locator card = sheet.locator("#sessie-" + session);
        assertThat(card).containsText("2 havo");
        assertThat(card).containsText("Les vooraf gedaan");
        card.locator("button.mark").click();
        assertThat(card.locator("button.mark")).hasText("Geteld");

        page.navigate(visit);
        looksRight(page);
        assertThat(page.locator(".survey-links li")).hasCount(2);
        page.locator(".survey-links a")
                .filter(new Locator.FilterOptions().setHasText("Leerkracht"))
                .first()
                .click();
        looksRight(page);
        for (int question = 1; question <= 3; question++) {
            page.locator("input[name=q" + question + "][value='8']").check(new Locator.CheckOptions().setForce(true));
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verstuur"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Dank je wel!");
    }

    private void click(Locator what) {
        what.click();
        clicks++;
    }

    @Test
    void whatIsWrongIsSaidAtItsField_andNothingTypedIsLost() {
        HttpResponse<String> refused = post("6", "HAVO", "27");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("havo heeft 5 leerjaren", "id=\"leerjaar-error\"", "value=\"27\"")
                .containsPattern("value=\"HAVO\" selected");
        assertThat(post("", "", "veel").body())
                .contains(
                        "Kies een leerjaar.",
                        "Kies een niveau.",
                        "Vul in hoeveel leerlingen er komen",
                        "value=\"veel\"");
        assertThat(post("2", "MBO_2", "27").statusCode()).isEqualTo(422);
        assertThat(post("2", "HAVO", "201").statusCode()).isEqualTo(422);
        assertThat(groupCount()).isZero();
    }

    @Test
    void anotherSchoolIsNotThere_andNeitherIsAPrimarySchool() {
        SignedIn elsewhere = accounts.teacherOf(fixture.school().siteId());
        assertThat(elsewhere
                        .browser()
                        .post(
                                "/school/groep",
                                "school",
                                "" + school.siteId(),
                                "leerjaar",
                                "2",
                                "niveau",
                                "HAVO",
                                "leerlingen",
                                "9")
                        .statusCode())
                .isEqualTo(404);
        School primary = fixture.school();
        assertThat(accounts.teacherOf(primary.siteId())
                        .browser()
                        .get("/school/groep?school=" + primary.siteId())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aGroupIsNotAClassOfTheSchool_doesNotMoveUp_andGoesWhenNothingIsDoneWithIt() {
        long group = group("2", "HAVO", "27");
        assertThat(group("2", "HAVO", "27")).as("the same again").isEqualTo(group);
        book(group, session, 27);
        long leftOver = group("3", "VMBO_K", "20");
        assertThat(classes.list(school.siteId(), year)).isEmpty();
        assertThat(movingUp.preview(teacher.actor(), school.siteId(), year))
                .isInstanceOf(MovingUp.Preview.Nothing.class);
        assertThat(teacher.browser().get("/school/klassen").body()).contains("Klassen opgeven hoeft niet");

        jdbc.sql("update school_class set made_at = ? where site_id = ?")
                .params(Timestamp.from(Instant.now().minus(Duration.ofHours(2))), school.siteId())
                .update();
        ReflectionTestUtils.invokeMethod(AopTestUtils.<Object>getTargetObject(groups), "removeUnused");
        assertThat(classes.find(group)).isPresent();
        assertThat(classes.find(leftOver)).isEmpty();
    }

    @Test
    void schoolsGetNoInventedClasses() {
        long cohort = fixture.insert(
                "insert into cohort (site_id, sector, level, started_in) values (?, 'VO', 'havo', ?) returning id",
                school.siteId(),
                year.start() - 1);
        jdbc.sql("""
                insert into cohort_size (cohort_id, school_year, grade, pupils, low, high, source, counted_in)
                values (?, ?, 2, 90, 90, 90, 'DUO_TOTAL', ?)
                """).params(cohort, year.start(), year.start()).update();
        TestBrowser browser = teacher.browser();
        browser.post("/school/klassen/begin", "school", "" + school.siteId());
        assertThat(classes.list(school.siteId(), year)).isEmpty();
    }

    /** Rules 2.2, 2.3: the same group again means the same pupils; other pupils are added. */
    @Test
    void theSamePupilsAreCountedOnce_otherPupilsBesideThem() {
        long group = group("2", "HAVO", "27");
        came(group, 27, 25);
        HttpResponse<String> asked = post("2", "HAVO", "26");
        assertThat(asked.statusCode()).isEqualTo(303);
        String question = TestBrowser.location(asked);
        assertThat(question).startsWith("/school/groep?");
        assertThat(teacher.browser().get(question).body())
                .contains(
                        "Zijn het dezelfde leerlingen?",
                        "/school/boeken?klas=" + group,
                        "klas 2 havo met 27 leerlingen",
                        title);
        came(group, 26, 26);
        assertThat(reached()).isEqualTo(26);

        long others = others(24);
        assertThat(others).isNotEqualTo(group);
        SchoolClass second = classes.find(others).orElseThrow();
        assertThat(second.label()).isEqualTo("2 havo b");
        came(others, 24, 24);
        assertThat(reached()).isEqualTo(26 + 24);
    }

    /** Rules 2.3: however many groups come, a level has no more pupils than DUO counts, or the school's own classes hold. */
    @Test
    void groupsNeverReachMorePupilsThanTheLevelHas() {
        came(group("2", "HAVO", "30"), 30, 30);
        came(others(28), 28, 28);
        came(others(27), 27, 27);
        assertThat(reached()).as("nothing else is known").isEqualTo(30 + 28 + 27);
        counted(52);
        assertThat(reached()).isEqualTo(52);
        counted(20);
        assertThat(reached()).as("less than one of the groups").isEqualTo(20);

        long cohort = TestSql.bigint(jdbc, "select id from cohort where site_id = ?", school.siteId());
        long own = fixture.insert(
                "insert into school_class (site_id, school_year, label, level, source) values (?, ?, 'h2a', 'havo', 'SCHOOL') returning id",
                school.siteId(),
                year.start());
        fixture.insert(
                "insert into class_part (class_id, cohort_id, grade, head_count, low, high) values (?, ?, 2, 25, 25, 25) returning id",
                own,
                cohort);
        came(own, 25, 25);
        assertThat(reached()).as("a class of its own").isEqualTo(25);
    }

    /** Makes a group of pupils who are in no other. */
    private long others(int pupils) {
        return id(teacher.browser()
                .post(
                        "/school/groep",
                        "school",
                        "" + school.siteId(),
                        "leerjaar",
                        "2",
                        "niveau",
                        "HAVO",
                        "leerlingen",
                        "" + pupils,
                        "andere",
                        "ja"));
    }

    /** Stores DUO's count of 2 havo. */
    private void counted(int pupils) {
        jdbc.sql("""
                insert into cohort_size (cohort_id, school_year, grade, pupils, low, high, source, counted_in)
                select id, :year, 2, :pupils, :pupils, :pupils, 'DUO_TOTAL', :year from cohort where site_id = :site
                on conflict (cohort_id, school_year) do update set pupils = excluded.pupils
                """)
                .param("year", year.start())
                .param("pupils", pupils)
                .param("site", school.siteId())
                .update();
        reach.recomputeSites(List.of(school.siteId()), year.start());
    }

    @Test
    void moreThanTheGroupWasMadeForIsItsSizeFromThenOn() {
        long group = group("2", "HAVO", "20");
        book(group, session, 23);
        assertThat(classes.find(group).orElseThrow().headCount()).isEqualTo(23);
    }

    @Test
    void whatIsNotForTheLevelDoesNotFit() {
        long group = group("2", "VWO", "20");
        assertThat(teacher.browser().get("/school/boeken?klas=" + group).body()).doesNotContain(title);
        assertThat(bookings.book(
                        new BookClass(session, group, Map.of(part(group), 20), 2, UUID.randomUUID()), teacher.actor()))
                .isInstanceOfSatisfying(
                        BookingResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.NOT_FOR_GROUP));
    }

    @Test
    void theProgrammeManagerDoesTheSameForASchoolThatCalls_andFromTheDate() {
        TestBrowser manager = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String found = manager.get("/beheer/boeken?sessie=" + session + "&zoek="
                        + school.name().replace(" ", "+"))
                .body();
        assertThat(found)
                .contains("/beheer/groep?school=" + school.siteId() + "&amp;jaar=" + year.start() + "&amp;sessie="
                        + session);
        HttpResponse<String> made = manager.post(
                "/beheer/groep",
                "school",
                "" + school.siteId(),
                "jaar",
                "" + year.start(),
                "sessie",
                "" + session,
                "leerjaar",
                "1",
                "niveau",
                "VMBO_T",
                "leerlingen",
                "28");
        String onward = TestBrowser.location(made);
        assertThat(onward).matches("/beheer/boeken\\?klas=[0-9]+&sessie=" + session);
        assertThat(manager.get(onward).body()).contains("met klas 1 vmbo-t");
        assertThat(teacher.browser().get("/school/boeken?sessie=" + session).body())
                .contains("name=\"sessie\" value=\"" + session + "\"", "Kies leerjaar en niveau");
    }

    @Test
    void aGroupSeesTheOffersOfCompanies() {
        assertThat(teacher.browser().get("/school/aanbod").body())
                .contains("/school/groep?school=" + school.siteId() + "&amp;aanbod=alle");
        String onward = TestBrowser.location(teacher.browser()
                .post(
                        "/school/groep",
                        "school",
                        "" + school.siteId(),
                        "aanbod",
                        "alle",
                        "leerjaar",
                        "2",
                        "niveau",
                        "HAVO",
                        "leerlingen",
                        "27"));
        assertThat(onward).startsWith("/school/aanbod?klas=");
        assertThat(teacher.browser().get(onward).body()).contains("Klas 2 havo");
    }

    private HttpResponse<String> post(String grade, String level, String pupils) {
        return teacher.browser()
                .post(
                        "/school/groep",
                        "school",
                        "" + school.siteId(),
                        "leerjaar",
                        grade,
                        "niveau",
                        level,
                        "leerlingen",
                        pupils);
    }

    private long group(String grade, String level, String pupils) {
        return id(post(grade, level, pupils));
    }

    private static long id(HttpResponse<String> answer) {
        assertThat(TestBrowser.location(answer)).startsWith("/school/boeken?klas=");
        return Long.parseLong(TestBrowser.location(answer).replaceAll(".*klas=([0-9]+).*", "$1"));
    }

    private long part(long group) {
        return classes.find(group).orElseThrow().parts().get(0).id();
    }

    private long book(long group, long at, int pupils) {
        BookingResult result = bookings.book(
                new BookClass(at, group, Map.of(part(group), pupils), 2, UUID.randomUUID()), teacher.actor());
        assertThat(result).isInstanceOf(BookingResult.Done.class);
        return ((BookingResult.Done) result).bookingId();
    }

    /** Books a session of today, and counts the class. */
    private void came(long group, int booked, int present) {
        long at = session(Instant.now().plusSeconds(3600), 60, 1);
        long booking = book(group, at, booked);
        jdbc.sql(
                        "update session set starts_at = now() - interval '1 minute', ends_at = now() + interval '59 minutes' where id = ?")
                .param(at)
                .update();
        TestSql.update(jdbc, "delete from class_occupation where booking_id = ?", booking);
        assertThat(attendances.recordClass(
                        booking,
                        Map.of(part(group), present),
                        false,
                        false,
                        BookingsFixture.tap(),
                        accounts.signedIn(Role.PROGRAMME_MANAGER).actor()))
                .isInstanceOf(Outcome.Done.class);
        reach.recomputeSession(at);
    }

    private int reached() {
        return jdbc.sql("""
                select coalesce(sum(reached), 0) from reach_cohort r join cohort c on c.id = r.cohort_id where c.site_id = ?
                """).param(school.siteId()).query(Integer.class).single();
    }

    private long groupCount() {
        return TestSql.bigint(jdbc, "select count(*) from school_class where site_id = ?", school.siteId());
    }
}
