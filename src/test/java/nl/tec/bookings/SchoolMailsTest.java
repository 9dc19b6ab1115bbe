package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.internal.BookingJobs;
import nl.tec.privacy.HeldRecords;
import nl.tec.programme.SessionBookings;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The mails about the visit of a class to the school, its coordinators and the booker; a booking without recipients is flagged. */
@TecTest
class SchoolMailsTest {

    @Autowired
    ClassBookings bookings;

    @Autowired
    BookingJobs jobs;

    @Autowired
    SessionBookings sessions;

    @Autowired
    Accounts accounts;

    @Autowired
    HeldRecords ownRecords;

    @Autowired
    AccountsFixture clients;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    Actor coordinator;
    Actor maker;
    TestClass group;
    Instant start;
    long session;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        coordinator = bookingsFixture.account(Role.SCHOOL_COORDINATOR, school.siteId());
        maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        start = bookingsFixture.schoolDay(40);
        group = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        session = bookingsFixture.session(bookingsFixture.activity(), start, 30, 1);
    }

    @Test
    void schoolCoordinatorAndBookerAreMailedOnceEach() {
        contact("info" + school.siteId() + "@school.example");
        long booking = book();
        assertThat(told("booking-confirmed", booking))
                .containsExactlyInAnyOrder(
                        contact(), coordinator.email(), school.teacher().email());
        contact(coordinator.email());
        move();
        assertThat(told("booking-moved", booking))
                .containsExactlyInAnyOrder(coordinator.email(), school.teacher().email());
    }

    @Test
    void withoutTheBookersAccount_theSchoolStillGetsAllMails() {
        contact("info" + school.siteId() + "@school.example");
        long booking = book();
        ownRecords.forget(maker, accounts.find(school.teacher().accountId()).orElseThrow());
        move();
        jobs.remind();
        bookings.cancel(booking, "De machine is stuk.", maker);
        assertThat(told("booking-moved", booking)).containsExactlyInAnyOrder(contact(), coordinator.email());
        assertThat(told("booking-cancelled-by-tec", booking)).containsExactlyInAnyOrder(contact(), coordinator.email());
    }

    @Test
    void anOfferAndItsExpiryReachTheSchoolWithoutWhoBooked() {
        long first = book();
        TestClass other = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 8, 20);
        long waiting = ((BookingResult.Waiting) bookings.book(command(other), school.teacher())).bookingId();
        accounts.revoke(coordinator, school.teacher().accountId(), Membership.of(Role.TEACHER, school.siteId()));
        bookings.cancel(first, "", coordinator);
        assertThat(told("booking-offered", waiting)).containsExactly(coordinator.email());
        TestSql.update(jdbc, "update booking set deadline = now() - interval '1 minute' where id = ?", waiting);
        jobs.expireAndPromote();
        assertThat(told("booking-offer-expired", waiting)).containsExactly(coordinator.email());
    }

    @Test
    void aReminderGoesToEachOnce() {
        long booking = book();
        Timestamp nextWeek = Timestamp.from(
                ZonedDateTime.now(Dates.ZONE).plusDays(7).withHour(12).toInstant());
        jdbc.sql(
                        "update session set starts_at = :start, ends_at = :start::timestamptz + interval '2 hours' where id = :id")
                .param("start", nextWeek)
                .param("id", session)
                .update();
        jobs.remind();
        jobs.remind();
        assertThat(told("booking-reminder-week", booking))
                .containsExactlyInAnyOrder(coordinator.email(), school.teacher().email());
    }

    @Test
    void aReminderThatWasMissedComesADayLate_butNotToWhoHasJustBooked() {
        long booking = book();
        Timestamp inSixDays = Timestamp.from(Dates.at(Dates.dayOf(Instant.now()).plusDays(6), LocalTime.of(10, 0)));
        jdbc.sql(
                        "update session set starts_at = :start, ends_at = :start::timestamptz + interval '2 hours' where id = :id")
                .param("start", inSixDays)
                .param("id", session)
                .update();
        jobs.remind();
        assertThat(told("booking-reminder-week", booking)).isEmpty();
        TestSql.update(
                jdbc, "update booking set requested_at = requested_at - interval '2 days' where id = ?", booking);
        jobs.remind();
        jobs.remind();
        assertThat(told("booking-reminder-week", booking))
                .containsExactlyInAnyOrder(coordinator.email(), school.teacher().email());
    }

    @Test
    void aReminderGoesToAllOrNone() {
        long booking = book();
        jdbc.sql(
                        "update session set starts_at = :start, ends_at = :start::timestamptz + interval '2 hours' where id = :id")
                .param(
                        "start",
                        Timestamp.from(Dates.at(Dates.dayOf(Instant.now()).plusDays(7), LocalTime.of(10, 0))))
                .param("id", session)
                .update();
        // the mail to the second of the two can't be stored
        JdbcClient owner = TestDatabase.owner(environment);
        owner.sql("""
                create function fail_reminder() returns trigger language plpgsql as $$ begin raise exception 'no second reminder'; end $$
                """).update();
        owner.sql("""
                create trigger fail_reminder before insert on outbox for each row when (new.dedupe_key like 'booking-reminder-week:%:2')
                execute function fail_reminder()
                """).update();
        try {
            assertThatThrownBy(jobs::remind).hasMessageContaining("no second reminder");
        } finally {
            owner.sql("drop function fail_reminder cascade").update();
        }
        assertThat(told("booking-reminder-week", booking)).isEmpty();
        jobs.remind();
        assertThat(told("booking-reminder-week", booking)).hasSize(2);
    }

    @Test
    void aMailThatDidNotArriveIsShownAtTheBooking_toTheStaffOnly() {
        long booking = book();
        TestBrowser browser = clients.signedIn(Role.PROGRAMME_MANAGER).browser();
        String page = "/beheer/boekingen/" + booking;
        assertThat(browser.get(page).body()).doesNotContain("Deze mail is niet aangekomen");
        jdbc.sql(
                        "update outbox set failed_at = now(), error = '550 no such user' where payload -> 'booking' = to_jsonb(?::bigint)")
                .param(booking)
                .update();
        assertThat(browser.get(page).body()).contains("Deze mail is niet aangekomen", "550 no such user");
        assertThat(clients.teacherOf(school.siteId())
                        .browser()
                        .get("/school/boekingen/" + booking)
                        .body())
                .doesNotContain("550 no such user");
    }

    @Test
    void withoutAnyRecipient_theBookingAndTheTasksSaySo() {
        long booking = book();
        accounts.revoke(maker, coordinator.accountId(), Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()));
        accounts.revoke(maker, school.teacher().accountId(), Membership.of(Role.TEACHER, school.siteId()));
        TestBrowser browser = clients.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get("/beheer/boekingen/" + booking).body()).contains("Niemand krijgt mail over dit bezoek");
        String list = "/beheer/boekingen?toon=UNREACHABLE";
        assertThat(browser.get(list + "&zoek=" + school.name().replace(' ', '+'))
                        .body())
                .contains("/beheer/boekingen/" + booking);
        assertThat(browser.get("/beheer/programma").body()).contains(list);
        String address = "/beheer/scholen/" + school.siteId() + "/mail";
        HttpResponse<String> wrong = browser.post(address, "email", "info at school");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("info at school", "email-error");
        assertThat(browser.post(address, "email", "info@school.example").statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/beheer/boekingen/" + booking).body()).doesNotContain("Niemand krijgt mail over");
        move();
        assertThat(told("booking-moved", booking)).containsExactly("info@school.example");
    }

    private long book() {
        return ((Done) bookings.book(command(group), school.teacher())).bookingId();
    }

    private BookClass command(TestClass of) {
        return new BookClass(session, of.id(), Map.of(of.partId(), of.pupils()), 4, UUID.randomUUID());
    }

    private void move() {
        jdbc.sql(
                        "update session set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where id = ?")
                .param(session)
                .update();
        transaction.executeWithoutResult(status -> sessions.sessionsSaved(List.of(session), maker));
    }

    private void contact(String email) {
        TestSql.update(jdbc, "update organisation set email = ? where id = ?", email, school.siteId());
    }

    private String contact() {
        return TestSql.text(jdbc, "select email from organisation where id = ?", school.siteId());
    }

    private List<String> told(String template, long booking) {
        return jdbc.sql(
                        "select recipient from outbox where template = ? and payload -> 'booking' = to_jsonb(?::bigint)")
                .params(template, booking)
                .query(String.class)
                .list();
    }
}
