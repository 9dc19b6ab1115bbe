package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.PersonalRecords.Fact;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.hub.Texts;
import nl.tec.privacy.HeldRecords;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The telephone number of the teacher for the day (rules 8): collected, shown to the hosts of the visit, and erased. */
@TecTest
class TeacherPhoneTest {

    private static final String PHONE = "06 1234 5678";

    @Autowired
    Retention retention;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Assignments assignments;

    @Autowired
    ClassBookings bookings;

    @Autowired
    HeldRecords records;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group;
    Instant start;
    long session;
    SignedIn teacher;
    TestBrowser browser;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        start = bookingsFixture.schoolDay(40);
        group = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        session = bookingsFixture.session(bookingsFixture.activity(), start, 30, 1);
        teacher = accounts.teacherOf(school.siteId());
        browser = teacher.browser();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0612345678",
                "06-12345678",
                "(0570) 12 34 56",
                "+31 6 12345678",
                "+31 (0)6 12345678",
                "0031612345678"
            })
    void aDutchNumberIsOneHoweverItIsWritten_orNone(String phone) {
        assertThat(BookingRules.phone(phone)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "061234567",
                "06123456789",
                "0012345678",
                "+32 470 12 34 56",
                "bel maar",
                "---",
                "06 12345678 of 0570 123456"
            })
    void anythingElseIsRefused(String phone) {
        assertThat(BookingRules.phone(phone)).map(Refusal::reason).contains(Reason.PHONE_WRONG);
    }

    @Test
    void aWrongNumberIsSaidAtItsField_andNothingTypedIsLost() {
        HttpResponse<String> refused = book("0612");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "id=\"telefoon-error\"",
                        "Dit is geen Nederlands telefoonnummer",
                        "value=\"0612\"",
                        "value=\"19\"");
        assertThat(TestSql.integer(jdbc, "select count(*) from booking where session_id = ?", session))
                .isZero();
        assertThat(book("").statusCode()).as("not asked for").isEqualTo(303);
    }

    @Test
    void whoRunsTheVisitSeesIt_whichIsInTheLog_andTheSchoolHasItInItsMail() {
        long booking = booked(PHONE);
        String page = "/school/boekingen/" + booking;
        assertThat(browser.get(page).body()).contains("href=\"tel:0612345678\"");
        assertThat(accounts.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/boekingen/" + booking)
                        .body())
                .contains(PHONE);
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        String day = "/dag/" + Dates.dayOf(start);
        assertThat(guide.browser().get(day).body()).doesNotContain(PHONE);
        assignments.assign(
                session,
                new StaffFixture(jdbc).member(guide.actor().accountId()),
                accounts.signedIn(Role.PROGRAMME_MANAGER).actor());
        assertThat(guide.browser().get(day).body()).contains("href=\"tel:0612345678\"");
        assertThat(guide.browser().get(day + "/druk").body()).contains(PHONE);
        assertThat(jdbc.sql(
                                "select count(*) from audit_log where action = 'RUN_SHEET_READ' and account_id = ? and subject_id = ?")
                        .params(guide.actor().accountId(), session)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(mails.newest("booking-confirmed", booking, Texts.DUTCH).text())
                .contains("Telefoon op de dag zelf: " + PHONE);
        assertThat(jdbc.sql("select payload from outbox where payload -> 'booking' = to_jsonb(?::bigint)")
                        .param(booking)
                        .query(String.class)
                        .list())
                .as("not in the outbox")
                .isNotEmpty()
                .allSatisfy(payload -> assertThat(payload).doesNotContain("1234"));
    }

    @Test
    void theSchoolChangesIt_whichStaysInTheHistory_andNobodyElseDoes() {
        long booking = booked(PHONE);
        String page = "/school/boekingen/" + booking;
        HttpResponse<String> wrong = browser.post(page + "/telefoon", "telefoon", "12");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("telefoon-error", "value=\"12\"");
        assertThat(browser.post(page + "/telefoon", "telefoon", "0570 123456").statusCode())
                .isEqualTo(303);
        assertThat(browser.post(page + "/telefoon", "telefoon", "0570 123456").statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body())
                .contains("0570 123456", "Telefoonnummer op de dag zelf aangepast")
                .doesNotContain(PHONE);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from audit_log where action = 'BOOKING_PHONE' and subject_id = ?",
                        booking))
                .isOne();
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.post(page + "/telefoon", "telefoon", "").statusCode())
                .isEqualTo(404);
        assertThat(phone(booking)).containsExactly("0570 123456");
    }

    @Test
    void theDayAfterTheVisit_orWhenItIsCancelled_itIsGone() {
        long visited = booked(PHONE);
        long off = bookings.book(
                                new BookClass(
                                        bookingsFixture.session(
                                                bookingsFixture.activity(), start.plusSeconds(7 * 86400), 30, 1),
                                        group.id(),
                                        new VisitDetails(java.util.Map.of(group.partId(), 20), 3, false, PHONE),
                                        UUID.randomUUID()),
                                teacher.actor())
                        instanceof BookingResult.Done done
                ? done.bookingId()
                : 0;
        retention.erase("visit-needs", Instant.now());
        assertThat(phone(visited)).containsExactly(PHONE);
        bookings.cancel(off, "", teacher.actor());
        assertThat(phone(off)).isEmpty();
        jdbc.sql(
                        "update session set starts_at = now() - interval '26 hours', ends_at = now() - interval '25 hours' where id = ?")
                .param(session)
                .update();
        retention.erase("visit-needs", Instant.now());
        assertThat(phone(visited)).isEmpty();
    }

    @Test
    void theTeacherFindsItAmongTheirRecords_andCanEraseIt() {
        long booking = booked(PHONE);
        Person person = new Person(teacher.account().id(), teacher.account().email());
        assertThat(records.about(person))
                .filteredOn(section -> section.titleKey().equals("bookings.records"))
                .singleElement()
                .satisfies(section -> assertThat(section.items().get(0)).contains(new Fact("phone.ofDay", PHONE)));
        records.forget(accounts.signedIn(Role.ADMINISTRATOR).actor(), teacher.account());
        assertThat(phone(booking)).isEmpty();
        assertThat(bookingsFixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
    }

    private List<String> phone(long booking) {
        return jdbc.sql("select teacher_phone from booking where id = ? and teacher_phone is not null")
                .param(booking)
                .query(String.class)
                .list();
    }

    private long booked(String phone) {
        HttpResponse<String> response = book(phone);
        String location = response.headers().firstValue("Location").orElse(response.body());
        return Long.parseLong(location.replaceAll(".*/school/boekingen/([0-9]+).*", "$1"));
    }

    private HttpResponse<String> book(String phone) {
        return browser.post(
                "/school/boeken",
                "klas",
                "" + group.id(),
                "sessie",
                "" + session,
                "sleutel",
                "" + UUID.randomUUID(),
                "leerlingen-" + group.partId(),
                "19",
                "volwassenen",
                "3",
                "telefoon",
                phone);
    }
}
