package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.BookingResult.Waiting;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.internal.BookingJobs;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.programme.SessionBookings;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Booking a class: refusals, stored data and notifications (rules 3). */
@TecTest
class ClassBookingsTest {

    /** A Tuesday in the middle of March of the next school year, far from the holidays of the tests. */
    static final LocalDate DAY = LocalDate.of(BookingsFixture.NEXT_YEAR.start() + 1, Month.MARCH, 1)
            .with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));

    static final Instant TUESDAY = DAY.atTime(9, 0).atZone(Dates.ZONE).toInstant();

    @Autowired
    ClassBookings bookings;

    @Autowired
    BookingJobs jobs;

    @Autowired
    VisitArrangements visits;

    @Autowired
    SessionBookings sessions;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Texts texts;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group7;
    long session;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        group7 = bookingsFixture.schoolClass(school, 7, 26);
        session = bookingsFixture.session(bookingsFixture.activity(), TUESDAY, 30, 1);
    }

    @Test
    void aBookingIsWrittenWithItsHistoryItsAuditAndItsMail() {
        long id = done(book(group7, 26));
        assertThat(TestSql.list(jdbc, Integer.class, "select head_count from booking_part where booking_id = ?", id))
                .containsExactly(26);
        assertThat(count("booking_event where event = 'CONFIRMED' and booking_id", id))
                .isOne();
        assertThat(count("audit_log where action = 'BOOKING_CONFIRMED' and subject_id", id))
                .isOne();
        assertThat(bookingsFixture.mails("booking-confirmed", id)).isOne();
        Mail mail = mail(id, "booking-confirmed", Locale.forLanguageTag("nl"));
        assertThat(mail.subject()).startsWith("Geboekt: Proef").contains("groep 7-");
        assertThat(mail.text())
                .contains(Dates.longDay(DAY, Texts.DUTCH) + ", 9.00-11.00 uur", "26 leerlingen en 4 volwassenen");
        assertThat(mail.calendar()).contains("UID:booking-" + id, "STATUS:CONFIRMED", "SEQUENCE:0");
    }

    @Test
    void theMailPromisesNoFreeCancellingThatIsOver() {
        long id = done(book(group7, 26));
        assertThat(mail(id, "booking-confirmed", Locale.forLanguageTag("nl")).text())
                .contains("Afzeggen is gratis tot en met " + Dates.longDay(DAY.minusDays(14), Texts.DUTCH));
        jdbc.sql(
                        "update session set starts_at = :start, ends_at = :start::timestamptz + interval '2 hours' where id = :id")
                .param("start", Timestamp.from(Instant.now().plus(Duration.ofDays(6))))
                .param("id", session)
                .update();
        assertThat(mail(id, "booking-confirmed", Locale.forLanguageTag("nl")).text())
                .contains("Gratis afzeggen kan niet meer.")
                .doesNotContain("Afzeggen is gratis tot en met");
    }

    @Test
    void aFullSessionWaitlistsTheClass_andMailsTheSchool() {
        book(bookingsFixture.schoolClass(school, 7, 20), 20);
        BookingResult second = book(group7, 26);
        assertThat(second).isInstanceOf(Waiting.class);
        long id = ((Waiting) second).bookingId();
        assertThat(bookingsFixture.mails("booking-waiting", id)).isOne();
        assertThat(bookingsFixture.mails("booking-confirmed", id)).isZero();
        assertThat(mail(id, "booking-waiting", Locale.ENGLISH).calendar()).isNull();
    }

    @Test
    void theSameRequestTwiceIsOneBookingAndTheSameAnswer() {
        BookClass command = command(session, group7, 26);
        BookingResult first = bookings.book(command, school.teacher());
        assertThat(bookings.book(command, school.teacher())).isEqualTo(first);
        assertThat(bookingsFixture.mails("booking-confirmed", done(first))).isOne();
        BookClass waits = command(session, bookingsFixture.schoolClass(school, 8, 20), 20);
        BookingResult waiting = bookings.book(waits, school.teacher());
        assertThat(bookings.book(waits, school.teacher())).isEqualTo(waiting).isInstanceOf(Waiting.class);
        bookings.cancel(done(first), "", school.teacher());
        assertThat(bookings.book(waits, school.teacher()))
                .as("after the place was offered too")
                .isEqualTo(waiting);
    }

    @Test
    void aClassWithAClashIsRefused_andTheOtherBookingNamed() {
        long first = done(book(group7, 26));
        long other = bookingsFixture.session(bookingsFixture.activity(), TUESDAY.plusSeconds(3600), 30, 1);
        assertThat(bookings.book(command(other, group7, 26), school.teacher()))
                .isEqualTo(new Refused(Refusal.inTheWay(Reason.CLASS_ELSEWHERE, first)));
        long roomy = bookingsFixture.session(bookingsFixture.activity(), TUESDAY.plusSeconds(86400), 60, 2);
        long once = done(bookings.book(command(roomy, group7, 26), school.teacher()));
        assertThat(bookings.book(command(roomy, group7, 26), school.teacher()))
                .isEqualTo(new Refused(Refusal.inTheWay(Reason.ALREADY_BOOKED, once)));
        assertThat(bookingsFixture.taken(roomy).participants()).isEqualTo(26);
    }

    @Test
    void aClassOfAnotherSchoolIsNotFound() {
        School other = bookingsFixture.school();
        assertThat(bookings.book(command(session, group7, 26), other.teacher())).isEqualTo(new Unknown());
        long id = done(book(group7, 26));
        assertThat(bookings.cancel(id, "", other.teacher())).isEqualTo(new Unknown());
        assertThat(bookings.changeHeadCounts(id, Map.of(group7.partId(), 5), 2, other.teacher()))
                .isEqualTo(new Unknown());
    }

    @Test
    void anUnsuitableClassIsRefusedWithAReason() {
        assertThat(reason(command(session, bookingsFixture.schoolClass(school, 4, 20), 20)))
                .isEqualTo(Reason.NOT_FOR_GROUP);
        assertThat(reason(command(session, group7, 0))).isEqualTo(Reason.NOBODY);
        assertThat(reason(command(session, group7, 31))).isEqualTo(Reason.TOO_MANY);
        assertThat(reason(command(
                        session,
                        bookingsFixture.schoolClass(school, BookingsFixture.NEXT_YEAR.start() - 1, 7, 20),
                        20)))
                .isEqualTo(Reason.OTHER_SCHOOL_YEAR);
        long past = bookingsFixture.session(
                bookingsFixture.activity(), Instant.now().minusSeconds(60), 30, 1);
        TestClass now =
                bookingsFixture.schoolClass(school, Dates.dayOf(Instant.now()).getYear(), 7, 20);
        assertThat(reason(command(past, now, 20))).isEqualTo(Reason.BEGUN);
        assertThat(reason(command(
                        bookingsFixture.session(bookingsFixture.activity("INDIVIDUALS"), TUESDAY, 30, null),
                        group7,
                        26)))
                .isEqualTo(Reason.NOT_FOR_CLASSES);
        TestSql.update(jdbc, "insert into public_holiday (day, name) values (?, 'Proefdag')", DAY);
        try {
            assertThat(reason(command(session, group7, 26))).isEqualTo(Reason.SCHOOL_CLOSED);
        } finally {
            jdbc.sql("delete from public_holiday where day = ?").param(DAY).update();
        }
        jdbc.sql("insert into closed_day (site_id, day, reason) values (?, ?, 'Studiedag')")
                .params(school.siteId(), DAY)
                .update();
        assertThat(reason(command(session, group7, 26))).isEqualTo(Reason.SCHOOL_CLOSED);
    }

    @Test
    void aSchoolThatEndedIsNotBooked_fromThatDayOn() {
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .params(DAY, school.siteId())
                .update();
        assertThat(reason(command(session, group7, 26))).isEqualTo(Reason.SCHOOL_ENDED);
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .params(DAY.plusDays(1), school.siteId())
                .update();
        long booked = done(book(group7, 26));
        long later = bookingsFixture.session(
                jdbc.sql("select activity_id from session where id = ?")
                        .param(session)
                        .query(Long.class)
                        .single(),
                TUESDAY.plusSeconds(7 * 86400),
                30,
                1);
        BookingResult moved = bookings.move(booked, later, school.teacher());
        assertThat(((Refused) moved).refusal().reason()).isEqualTo(Reason.SCHOOL_ENDED);
    }

    @Test
    void aPlaceThatCameFreeAfterASchoolEndedIsNotAccepted() {
        long booked = done(book(group7, 26));
        School other = bookingsFixture.school();
        TestClass waits = bookingsFixture.schoolClass(other, 7, 20);
        long waiting = ((Waiting) bookings.book(command(session, waits, 20), other.teacher())).bookingId();
        bookings.cancel(booked, "", school.teacher());
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .params(DAY, other.siteId())
                .update();
        assertThat(((Refused) bookings.accept(waiting, other.teacher()))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.SCHOOL_ENDED);
    }

    /** Rules 4.2, whoever books it; an older booking without an adult goes on until its number is asked. */
    @Test
    void aClassThatLeavesItsSchoolHasAnAdult_inTheDatabaseToo() {
        assertThat(reason(alone(session))).isEqualTo(Reason.NO_ADULTS);
        assertThatThrownBy(() -> insertAlone(session)).hasMessageContaining("has an adult with it");
        jdbc.sql("update session set venue_id = null, site_id = ? where id = ?")
                .params(school.siteId(), session)
                .update();
        long atSchool = done(bookings.book(alone(session), school.teacher()));
        jdbc.sql("update session set site_id = null where id = ?")
                .param(session)
                .update();
        Map<Long, Integer> pupils = Map.of(group7.partId(), 20);
        assertThat(((Refused) bookings.changeHeadCounts(atSchool, pupils, 0, school.teacher()))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.NO_ADULTS);
        done(bookings.changeHeadCounts(atSchool, pupils, 2, school.teacher()));
        assertThatThrownBy(() -> jdbc.sql("update booking set adults = 0 where id = ?")
                        .param(atSchool)
                        .update())
                .hasMessageContaining("has an adult with it");
        done(bookings.cancel(atSchool, "", school.teacher()));
    }

    private BookClass alone(long at) {
        return new BookClass(at, group7.id(), Map.of(group7.partId(), 26), 0, UUID.randomUUID());
    }

    private void insertAlone(long at) {
        jdbc.sql("""
                insert into booking (session_id, kind, state, participants, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'WAITING', 20, ?, ?, gen_random_uuid(), now())
                """).params(at, school.siteId(), group7.id()).update();
    }

    @Test
    void ofACombinationClassOnlyTheGroupsItIsForCanCome() {
        long younger = bookingsFixture.insert("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select ?, cohort_id, 4, 10, 10, 10 from class_part where id = ? returning id
                """, group7.id(), group7.partId());
        BookClass all =
                new BookClass(session, group7.id(), Map.of(group7.partId(), 15, younger, 10), 4, UUID.randomUUID());
        assertThat(reason(all)).isEqualTo(Reason.PART_NOT_FOR_GROUP);
        Refusal refusal = ((Refused) bookings.book(all, school.teacher())).refusal();
        assertThat(texts.text(
                        Texts.DUTCH,
                        refusal.reason().messageKey(),
                        refusal.arguments().toArray()))
                .isEqualTo("Dit is niet voor groep 4. Zet het aantal voor groep 4 op 0.");
        BookClass some =
                new BookClass(session, group7.id(), Map.of(group7.partId(), 15, younger, 0), 4, UUID.randomUUID());
        assertThat(bookings.book(some, school.teacher())).isInstanceOf(Done.class);
    }

    @Test
    void theTecCancelsASessionWithAReasonAndEverybodyIsTold() {
        long booked = done(book(group7, 26));
        long waiting = ((Waiting) book(bookingsFixture.schoolClass(school, 7, 20), 20)).bookingId();
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        transaction.executeWithoutResult(
                status -> sessions.sessionsCancelled(List.of(session), "De drukker is stuk.", maker));
        for (long id : List.of(booked, waiting)) {
            assertThat(bookingsFixture.state(id)).isEqualTo(BookingState.CANCELLED);
            Mail mail = mail(id, "booking-cancelled-by-tec", Locale.forLanguageTag("nl"));
            assertThat(mail.text()).contains("De drukker is stuk.");
            assertThat(mail.calendar()).contains("STATUS:CANCELLED", "SEQUENCE:1", "METHOD:CANCEL");
        }
        assertThat(bookingsFixture.taken(session)).isEqualTo(new SessionBookings.BookedSeats(0, 0));
        assertThat(reason(command(session, group7, 26))).isNotNull();
    }

    @Test
    void aSessionThatMovesTakesItsClassesAlongAndTellsThem() {
        long id = done(book(group7, 26));
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(TUESDAY.plusSeconds(86400)), Timestamp.from(TUESDAY.plusSeconds(93600)), session)
                .update();
        transaction.executeWithoutResult(status -> sessions.sessionsSaved(List.of(session), maker));
        assertThat(mail(id, "booking-moved", Locale.ENGLISH).text())
                .contains(Dates.longDay(DAY.plusDays(1), Locale.ENGLISH));
        long other = bookingsFixture.session(bookingsFixture.activity(), TUESDAY, 30, 1);
        assertThat(bookings.book(command(other, group7, 26), school.teacher())).isInstanceOf(Done.class);
        transaction.executeWithoutResult(status -> sessions.sessionsSaved(List.of(session), maker));
        assertThat(bookingsFixture.mails("booking-moved", id))
                .as("nothing moved: nobody is told again")
                .isOne();
    }

    @Test
    void schoolsAreRemindedOnceAWeekAndADayBefore() {
        School mine = bookingsFixture.school();
        Instant inAWeek = ZonedDateTime.now(Dates.ZONE).plusDays(7).toInstant();
        TestClass group = bookingsFixture.schoolClass(
                mine, nl.tec.shared.SchoolYear.of(Dates.dayOf(inAWeek)).start(), 7, 20);
        long soon = bookingsFixture.session(bookingsFixture.activity(), inAWeek, 30, 1);
        long id = done(bookings.book(command(soon, group, 20), mine.teacher()));
        jobs.remind();
        jobs.remind();
        assertThat(bookingsFixture.mails("booking-reminder-week", id)).isOne();
        assertThat(bookingsFixture.mails("booking-reminder-day", id)).isZero();
        Mail week = mail(id, "booking-reminder-week", Locale.forLanguageTag("nl"));
        assertThat(week.subject()).endsWith(" op " + Dates.day(Dates.dayOf(inAWeek), Locale.forLanguageTag("nl")));
    }

    /** A mail may wait for the mail server until the day itself. */
    @Test
    void theMailOfTheDayBeforeNamesTheDay_andIsNotSentOnceTheVisitHasBegun() {
        long id = done(book(group7, 26));
        LocalDate tomorrow = LocalDate.now(Dates.ZONE).plusDays(1);
        jdbc.sql(
                        "update session set starts_at = :start, ends_at = :start::timestamptz + interval '2 hours' where id = :id")
                .param("start", Timestamp.from(Dates.at(tomorrow, LocalTime.of(10, 0))))
                .param("id", session)
                .update();
        jobs.remind();
        Mail day = mail(id, "booking-reminder-day", Locale.ENGLISH);
        assertThat(day.subject()).startsWith("See you on " + Dates.day(tomorrow, Locale.ENGLISH) + ": ");
        begun(session);
        visitorsFixture.mail(school.teacher().email());
        assertThat(bookingsFixture.mails("booking-reminder-day", id)).isZero();
    }

    @Test
    void waitingClassesAreMailedOnceWhenTheSessionBegins() {
        book(bookingsFixture.schoolClass(school, 7, 20), 20);
        long waiting = ((Waiting) book(group7, 26)).bookingId();
        jobs.expireAndPromote();
        assertThat(bookingsFixture.mails("booking-waited-in-vain", waiting)).isZero();
        begun(session);
        jobs.expireAndPromote();
        jobs.expireAndPromote();
        assertThat(bookingsFixture.state(waiting)).isEqualTo(BookingState.EXPIRED);
        assertThat(bookingsFixture.mails("booking-waited-in-vain", waiting)).isOne();
        Mail mail = mail(waiting, "booking-waited-in-vain", Locale.forLanguageTag("nl"));
        assertThat(mail.subject()).startsWith("Geen plek vrijgekomen: Proef");
        assertThat(mail.text()).contains("/school");
        assertThat(mail.calendar()).isNull();
    }

    @Test
    void waitingClassesOfACancelledSessionAreMailedOnce() {
        book(bookingsFixture.schoolClass(school, 7, 20), 20);
        long waiting = ((Waiting) book(group7, 26)).bookingId();
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        transaction.executeWithoutResult(status -> sessions.sessionsCancelled(List.of(session), "Ziek", maker));
        begun(session);
        jobs.expireAndPromote();
        assertThat(bookingsFixture.mails("booking-cancelled-by-tec", waiting)).isOne();
        assertThat(bookingsFixture.mails("booking-waited-in-vain", waiting)).isZero();
    }

    @Test
    void theTeacherIsMailedWhenTheBusIsArranged_oncePerChange() {
        bookingsFixture.onlyBuses(53);
        long id = done(book(group7, 26));
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        Instant departs = TUESDAY.minusSeconds(1500);
        Instant returns = TUESDAY.plusSeconds(9000);
        assertThat(visits.arrangeBus(id, departs, returns, maker)).isInstanceOf(Done.class);
        visits.arrangeBus(id, departs, returns, maker);
        assertThat(bookingsFixture.mails("booking-transport", id)).isOne();
        Mail mail = mail(id, "booking-transport", Locale.forLanguageTag("nl"));
        assertThat(mail.subject()).startsWith("De bus is geregeld: Proef");
        assertThat(mail.text()).contains("Vertrek bij school", "8.35", "11.30");
        visits.arrangeBus(id, departs.minusSeconds(600), returns, maker);
        assertThat(bookingsFixture.mails("booking-transport", id)).isEqualTo(2);
        assertThat(mail(id, "booking-transport", Locale.ENGLISH).text()).contains("Leaves from school", "8:25");
        // later mails repeat the arrangement
        assertThat(bookings.changeHeadCounts(id, Map.of(group7.partId(), 25), 4, school.teacher()))
                .isInstanceOf(Done.class);
        assertThat(unfolded(mail(id, "booking-resized", Locale.ENGLISH).calendar()))
                .contains("our bus leaves from school at 8:25");
    }

    @Test
    void anOfferIsKeptInTheCalendar_thenThereForGood_orTakenOut() {
        long first = done(book(bookingsFixture.schoolClass(school, 7, 20), 20));
        long second = ((Waiting) book(group7, 26)).bookingId();
        long third = ((Waiting) book(bookingsFixture.schoolClass(school, 7, 22), 22)).bookingId();
        assertThat(bookings.changeHeadCounts(second, Map.of(group7.partId(), 25), 4, school.teacher()))
                .isInstanceOf(Done.class);
        assertThat(mail(second, "booking-resized", Locale.ENGLISH).calendar())
                .as("who waits has nothing in the calendar")
                .isNull();
        bookings.cancel(first, "", school.teacher());
        assertThat(mail(second, "booking-offered", Locale.ENGLISH).calendar())
                .contains("UID:booking-" + second, "STATUS:TENTATIVE", "SEQUENCE:1");
        TestSql.update(jdbc, "update booking set deadline = now() - interval '1 minute' where id = ?", second);
        jobs.expireAndPromote();
        assertThat(mail(second, "booking-offer-expired", Locale.ENGLISH).calendar())
                .contains("UID:booking-" + second, "METHOD:CANCEL", "SEQUENCE:2");
        assertThat(bookings.accept(third, school.teacher())).isInstanceOf(Done.class);
        assertThat(bookings.accept(third, school.teacher()))
                .as("a colleague said yes already")
                .isInstanceOf(Done.class);
        assertThat(mail(third, "booking-confirmed", Locale.ENGLISH).calendar())
                .contains("UID:booking-" + third, "STATUS:CONFIRMED", "SEQUENCE:1");
    }

    @Test
    void whatIsInTheCalendarSaysWhenTheBusLeaves_alsoAfterTheSessionMoved() {
        bookingsFixture.onlyBuses(53);
        long id = done(book(group7, 26));
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        visits.arrangeBus(id, TUESDAY.minusSeconds(1500), TUESDAY.plusSeconds(9000), maker);
        assertThat(unfolded(mail(id, "booking-transport", Locale.ENGLISH).calendar()))
                .contains("STATUS:CONFIRMED", "our bus leaves from school at 8:35");
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(TUESDAY.plusSeconds(86400)), Timestamp.from(TUESDAY.plusSeconds(93600)), session)
                .update();
        transaction.executeWithoutResult(status -> sessions.sessionsSaved(List.of(session), maker));
        assertThat(unfolded(mail(id, "booking-moved", Locale.ENGLISH).calendar()))
                .contains("our bus leaves from school at 8:30");
    }

    private static String unfolded(@Nullable String calendar) {
        return String.valueOf(calendar).replace("\r\n ", "");
    }

    private void begun(long session) {
        jdbc.sql(
                        "update session set starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour' where id = ?")
                .param(session)
                .update();
        jdbc.sql("update session_capacity set bookable_until = now() - interval '1 minute' where session_id = ?")
                .param(session)
                .update();
    }

    private Reason reason(BookClass command) {
        return ((Refused) bookings.book(command, school.teacher())).refusal().reason();
    }

    private BookingResult book(TestClass of, int pupils) {
        return bookings.book(command(session, of, pupils), school.teacher());
    }

    private static BookClass command(long session, TestClass of, int pupils) {
        return new BookClass(session, of.id(), Map.of(of.partId(), pupils), 4, UUID.randomUUID());
    }

    private static long done(BookingResult result) {
        return ((Done) result).bookingId();
    }

    private int count(String tableAndColumn, long id) {
        return TestSql.integer(jdbc, "select count(*) from " + tableAndColumn + " = ?", id);
    }

    private Mail mail(long booking, String name, Locale language) {
        return mails.newest(name, booking, language);
    }
}
