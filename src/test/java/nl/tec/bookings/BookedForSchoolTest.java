package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.hub.Texts;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contact for whom the programme manager books when a school phones (rules 3.9). */
@TecTest
class BookedForSchoolTest {

    @Autowired
    Retention retention;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture fixture;
    School school;
    TestClass group;
    long session;
    SignedIn maker;
    SignedIn teacher;
    TestBrowser browser;

    @BeforeEach
    void make() {
        fixture = new BookingsFixture(jdbc);
        school = fixture.school();
        Instant start = fixture.schoolDay(40);
        group = fixture.schoolClass(school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        session = fixture.session(fixture.activity(), start, 60, 2);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        teacher = accounts.teacherOf(school.siteId());
        browser = maker.browser();
    }

    @Test
    void forATeacherWithAnAccount_whoThenHasTheBooking() {
        assertThat(browser.get("/beheer/boeken?klas=" + group.id() + "&sessie=" + session)
                        .body())
                .contains("Voor wie boek je?", teacher.account().email());
        assertThat(jdbc.sql(
                                "select count(*) from audit_log where action = 'SCHOOL_CONTACTS_READ' and subject_id = ? and account_id = ?")
                        .params(school.siteId(), maker.account().id())
                        .query(Integer.class)
                        .single())
                .isOne();
        long booking = booked("leerkracht", "" + teacher.account().id());
        assertThat(recipients(booking)).containsExactly(teacher.account().email());
        String by = maker.account().name();
        assertThat(browser.get("/beheer/boekingen/" + booking).body())
                .contains("Geboekt door " + by + " voor " + teacher.account().name());
        assertThat(mails.newest("booking-confirmed", booking, Texts.DUTCH).text())
                .contains(
                        by + " van ",
                        "heeft dit voor jullie geboekt, op naam van "
                                + teacher.account().name());
        assertThat(teacher.browser().get("/school/boekingen/" + booking).body()).contains("Geboekt door " + by);
        assertThat(jdbc.sql("select account_id from booking_event where booking_id = ? and event = 'CONFIRMED'")
                        .param(booking)
                        .query(Long.class)
                        .list())
                .as("the history says who did it")
                .containsExactly(maker.account().id());
    }

    @Test
    void forSomebodyWithoutAnAccount_whoGetsTheMails_untilTheVisitIsForgotten() {
        long booking = booked("contact", "Juf Anna", "contactmail", "Juf.Anna@school.example");
        assertThat(recipients(booking)).containsExactly("juf.anna@school.example");
        assertThat(browser.get("/beheer/boekingen/" + booking).body())
                .contains("voor Juf Anna", "Mail gaat naar juf.anna@school.example");
        retention.erase("visit-contacts", Instant.now());
        assertThat(contact(booking)).containsExactly("Juf Anna");
        jdbc.sql(
                        "update session set starts_at = now() - interval '401 days', ends_at = now() - interval '400 days' where id = ?")
                .param(session)
                .update();
        retention.erase("visit-contacts", Instant.now());
        assertThat(contact(booking)).isEmpty();
    }

    @Test
    void forNobodyInParticular_theMailStillSaysWhoBooked() {
        jdbc.sql("update organisation set email = ? where id = ?")
                .params("info" + school.siteId() + "@school.example", school.siteId())
                .update();
        long booking = booked();
        assertThat(recipients(booking)).containsExactly("info" + school.siteId() + "@school.example");
        assertThat(mails.newest("booking-confirmed", booking, Texts.DUTCH).text())
                .contains("heeft dit voor jullie geboekt.");
    }

    @Test
    void aContactThatCannotBeMailedIsRefused_andNobodyOfAnotherSchoolIsOne() {
        HttpResponse<String> wrong = book("contact", "Juf Anna", "contactmail", "juf.anna");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("id=\"contactmail-error\"", "value=\"Juf Anna\"", "value=\"juf.anna\"", "value=\"19\"");
        SignedIn stranger = accounts.teacherOf(fixture.school().siteId());
        assertThat(book("leerkracht", "" + stranger.account().id()).statusCode())
                .isEqualTo(404);
        assertThat(fixture.held(session).participants()).isZero();
    }

    @Test
    void whenTheSchoolBooksItself_aContactIsNotLookedAt() {
        browser = teacher.browser();
        HttpResponse<String> response =
                post("/school/boeken", "contact", "Iemand", "contactmail", "iemand@school.example");
        long booking = id(response);
        assertThat(recipients(booking)).containsExactly(teacher.account().email());
        assertThat(contact(booking)).isEmpty();
        assertThat(browser.get("/school/boekingen/" + booking).body())
                .doesNotContain("Geboekt door " + teacher.account().name() + " voor");
    }

    @Test
    void fromTheDateTheManagerBooksToo_andWhoCannotBookSeesNoLink() {
        String slug = TestSql.text(
                jdbc, "select a.slug from session s join activity a on a.id = s.activity_id where s.id = ?", session);
        assertThat(browser.get("/activiteit/" + slug).body())
                .contains("/beheer/boeken?sessie=" + session, "Boek voor een school")
                .doesNotContain("/school/boeken");
        assertThat(browser.get("/beheer/boeken?sessie=" + session + "&zoek="
                                + school.name().replace(' ', '+'))
                        .body())
                .contains("&amp;sessie=" + session);
        for (Role role : List.of(Role.PROFESSIONAL, Role.BOARD)) {
            TestBrowser other = accounts.signedIn(role).browser();
            assertThat(other.get("/activiteit/" + slug).body()).doesNotContain("/school/boeken", "/beheer/boeken");
            assertThat(other.get("/voor-scholen").body()).doesNotContain("href=\"/school\"");
        }
        assertThat(accounts.visitor().get("/activiteit/" + slug).body()).contains("/school/boeken?sessie=" + session);
    }

    @Test
    void aSchoolThatCallsInMayAboutNextYearIsFoundWithItsClassesOfThatYear() {
        SchoolYear next = SchoolYear.of(Dates.dayOf(Instant.now())).next();
        TestClass later = fixture.schoolClass(school, next.start(), 8, 21);
        String found = "/beheer/boeken?zoek=" + school.name().replace(' ', '+');
        assertThat(browser.get(found).body())
                .doesNotContain("klas=" + later.id() + "\"")
                .contains("jaar=" + next.start());
        assertThat(browser.get(found + "&jaar=" + next.start()).body()).contains("klas=" + later.id() + "\"");
    }

    private List<String> recipients(long booking) {
        return jdbc.sql("select recipient from outbox where payload -> 'booking' = to_jsonb(?::bigint)")
                .param(booking)
                .query(String.class)
                .list();
    }

    private List<String> contact(long booking) {
        return jdbc.sql("select contact_name from booking where id = ? and contact_name is not null")
                .param(booking)
                .query(String.class)
                .list();
    }

    private long booked(String... contact) {
        return id(book(contact));
    }

    private static long id(HttpResponse<String> response) {
        String location = response.headers().firstValue("Location").orElse(response.body());
        return Long.parseLong(location.replaceAll(".*/boekingen/([0-9]+).*", "$1"));
    }

    private HttpResponse<String> book(String... contact) {
        return post("/beheer/boeken", contact);
    }

    private HttpResponse<String> post(String path, String... contact) {
        List<String> form = new ArrayList<>(List.of(
                "klas",
                "" + group.id(),
                "sessie",
                "" + session,
                "sleutel",
                "" + UUID.randomUUID(),
                "leerlingen-" + group.partId(),
                "19",
                "volwassenen",
                "3"));
        form.addAll(List.of(contact));
        return browser.post(path, form.toArray(String[]::new));
    }
}
