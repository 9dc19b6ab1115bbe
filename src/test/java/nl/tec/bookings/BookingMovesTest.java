package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.BookingResult.Waiting;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.hub.Texts;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Moving to another date without cancelling, and cancelling freely in the first hour (rules 3). */
@TecTest
class BookingMovesTest {

    @Autowired
    ClassBookings bookings;

    @Autowired
    VisitArrangements visits;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group;
    long activity;
    Instant start;
    long session;
    long other;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        activity = bookingsFixture.activity();
        start = bookingsFixture.schoolDay(5);
        group = schoolClass(start);
        session = bookingsFixture.session(activity, start, 30, 1);
        other = bookingsFixture.session(activity, start.plusSeconds(4 * 3600), 30, 1);
    }

    @Test
    void theVisitGoesToTheOtherDate_andTheNextInLineGetsThePlace() {
        long booking = book(session, group);
        visits.recordSpecialNeeds(booking, "", "1 notenallergie", school.teacher());
        long waiting = ((Waiting) ask(session, schoolClass(start))).bookingId();
        assertThat(bookings.move(booking, other, school.teacher())).isEqualTo(new Done(booking));
        assertThat(bookingsFixture.taken(other))
                .isEqualTo(new BookedSeats(20, 1))
                .isEqualTo(bookingsFixture.held(other));
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
        assertThat(bookingsFixture.state(waiting)).isEqualTo(BookingState.OFFERED);
        assertThat(bookingsFixture.mails("booking-moved", booking)).isOne();
        assertThat(events(booking)).containsExactly("CONFIRMED", "PRACTICAL", "MOVED");
        assertThat(jdbc.sql("""
                select lower(o.during) <= s.starts_at and upper(o.during) >= s.ends_at
                from class_occupation o join session s on s.id = ? where o.booking_id = ?
                """).params(other, booking).query(Boolean.class).single())
                .isTrue();
    }

    @Test
    void theHistoryAndTheMailSayFromWhichDateToWhich_andTheCalendarTakesItAsTheSameAppointment() {
        long booking = book(session, group);
        bookings.move(booking, other, school.teacher());
        var mail = mails.newest("booking-moved", booking, Texts.DUTCH);
        Instant to = start.plusSeconds(4 * 3600);
        assertThat(mail.text())
                .contains(Dates.hours(start, start.plusSeconds(7200), Texts.DUTCH))
                .contains(Dates.hours(to, to.plusSeconds(7200), Texts.DUTCH));
        assertThat(mail.calendar()).contains("UID:booking-" + booking + "@", "SEQUENCE:1");
        assertThat(accounts.teacherOf(school.siteId())
                        .browser()
                        .get("/school/boekingen/" + booking)
                        .body())
                .contains("(eerst " + Dates.moment(start, Dates.dayOf(Instant.now()), Texts.DUTCH) + ")");
    }

    @Test
    void afterTheDeadlineItIsLateForTheSchool_andNotWhenTheProgrammeManagerDoesIt() {
        TestSql.update(jdbc, "update activity set free_cancel_days = 20 where id = ?", activity);
        long bySchool = book(session, group);
        TestSql.update(
                jdbc, "update booking set requested_at = requested_at - interval '2 hours' where id = ?", bySchool);
        bookings.move(bySchool, other, school.teacher());
        assertThat(events(bySchool)).contains("MOVED_LATE");
        bookings.move(
                bySchool, session, accounts.signedIn(Role.PROGRAMME_MANAGER).actor());
        assertThat(events(bySchool)).endsWith("MOVED");
    }

    @Test
    void whenNoBusIsFreeOnTheOtherDate_thatIsSaid() {
        bookingsFixture.onlyBuses(53);
        long booking = book(session, group);
        assertThat(visits.chooseTransport(booking, Transport.TEC_BUS, school.teacher()))
                .isInstanceOf(Done.class);
        long rival = book(
                bookingsFixture.session(bookingsFixture.activity(), start.plusSeconds(4 * 3600), 30, 1),
                schoolClass(start));
        assertThat(visits.chooseTransport(rival, Transport.TEC_BUS, school.teacher()))
                .isInstanceOf(Done.class);
        TestBrowser teacher = accounts.teacherOf(school.siteId()).browser();
        String visit = "/school/boekingen/" + booking;
        assertThat(teacher.post(visit + "/verplaats", "sessie", "" + other).statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(visit).body()).contains("Op de nieuwe datum is nog geen bus vrij");
    }

    @Test
    void concurrentMovesDoNotBothGetTheLastPlace() throws Exception {
        long first = book(session, group);
        long second = book(bookingsFixture.session(activity, start, 30, 1), schoolClass(start));
        List<BookingResult> results =
                Together.run(2, i -> bookings.move(i == 0 ? first : second, other, school.teacher()));
        assertThat(results).filteredOn(Done.class::isInstance).hasSize(1);
        assertThat(results).contains(new Refused(Refusal.because(Reason.FULL)));
        assertThat(bookingsFixture.taken(other))
                .isEqualTo(new BookedSeats(20, 1))
                .isEqualTo(bookingsFixture.held(other));
    }

    @Test
    void aRefusedMoveLeavesTheVisitUnchanged() {
        long booking = book(session, group);
        book(other, schoolClass(start));
        assertThat(bookings.move(booking, other, school.teacher()))
                .isEqualTo(new Refused(Refusal.because(Reason.FULL)));
        long elsewhere = bookingsFixture.session(bookingsFixture.activity(), start.plusSeconds(4 * 3600), 30, 1);
        assertThat(bookings.move(booking, elsewhere, school.teacher()))
                .isEqualTo(new Refused(Refusal.because(Reason.OTHER_ACTIVITY)));
        book(elsewhere, group);
        long same = bookingsFixture.session(activity, start.plusSeconds(4 * 3600), 30, 1);
        assertThat(bookings.move(booking, same, school.teacher()))
                .isEqualTo(new Refused(Refusal.because(Reason.CLASS_ELSEWHERE)));
        assertThat(bookings.move(booking, same, bookingsFixture.school().teacher()))
                .isEqualTo(new Unknown());
        assertThat(bookingsFixture.taken(session))
                .isEqualTo(new BookedSeats(20, 1))
                .isEqualTo(bookingsFixture.held(session));
        assertThat(bookingsFixture.taken(same)).isEqualTo(new BookedSeats(0, 0));
    }

    @Test
    void aMoveThatIsAskedTwiceTakesTheSeatsOnce() {
        long booking = book(session, group);
        long roomy = bookingsFixture.session(activity, start.plusSeconds(4 * 3600), 60, 2);
        assertThat(bookings.move(booking, roomy, school.teacher())).isEqualTo(new Done(booking));
        assertThat(bookings.move(booking, roomy, school.teacher())).isEqualTo(new Done(booking));
        assertThat(bookingsFixture.taken(roomy))
                .isEqualTo(new BookedSeats(20, 1))
                .isEqualTo(bookingsFixture.held(roomy));
        assertThat(events(booking)).containsExactly("CONFIRMED", "MOVED");
    }

    @Test
    void thePageOffersTheDatesAndMoves() {
        long booking = book(session, group);
        TestBrowser teacher = accounts.teacherOf(school.siteId()).browser();
        String visit = "/school/boekingen/" + booking;
        assertThat(teacher.get(visit).body()).contains(visit + "/verplaats");
        assertThat(teacher.get(visit + "/verplaats").body()).contains("name=\"sessie\" value=\"" + other + "\"");
        assertThat(teacher.post(visit + "/verplaats").body()).contains("Kies een datum.");
        assertThat(teacher.post(visit + "/verplaats", "sessie", "" + other).statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(visit).body()).contains("Andere tijd of plek");
    }

    @Test
    void cancellingInTheFirstHourIsNotLate_andErasesSpecialNeeds() {
        long booking = book(session, group);
        visits.recordSpecialNeeds(booking, "", "1 notenallergie", school.teacher());
        bookings.cancel(booking, "", school.teacher());
        assertThat(late(booking)).isFalse();
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from visit_item where booking_id = ? and item = 'PRACTICAL'", booking))
                .isZero();
        long second = book(session, group);
        TestSql.update(
                jdbc, "update booking set requested_at = requested_at - interval '2 hours' where id = ?", second);
        bookings.cancel(second, "", school.teacher());
        assertThat(late(second)).isTrue();
    }

    private TestClass schoolClass(Instant day) {
        return bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(day)).start(), 7, 20);
    }

    private long book(long at, TestClass of) {
        return ((Done) ask(at, of)).bookingId();
    }

    private BookingResult ask(long at, TestClass of) {
        Actor teacher = school.teacher();
        return bookings.book(
                new BookClass(at, of.id(), Map.of(of.partId(), of.pupils()), 4, UUID.randomUUID()), teacher);
    }

    private boolean late(long booking) {
        return jdbc.sql("select cancelled_late from booking where id = ?")
                .param(booking)
                .query(Boolean.class)
                .single();
    }

    private List<String> events(long booking) {
        return TestSql.list(
                jdbc, String.class, "select event from booking_event where booking_id = ? order by id", booking);
    }
}
