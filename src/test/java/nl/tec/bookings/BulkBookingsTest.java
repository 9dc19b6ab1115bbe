package nl.tec.bookings;

import static nl.tec.bookings.Refusal.because;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.BulkBookings.Result;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Booking classes in bulk (rules 3). */
@TecTest
class BulkBookingsTest {

    @Autowired
    BulkBookings bulk;

    @Autowired
    ClassBookings bookings;

    @Autowired
    VisitContextQueries facts;

    @Autowired
    Suggestions suggestions;

    @Autowired
    BusSchedule buses;

    @Autowired
    List<MailTemplate> templates;

    @Autowired
    JsonMapper json;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    Actor maker;
    School one;
    School other;
    Instant start;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        one = bookingsFixture.school();
        other = bookingsFixture.school();
        start = bookingsFixture.schoolDay(40);
    }

    @Test
    void allAreBooked_withTheirHistory_andOneMailToEachSchool() {
        bookingsFixture.account(Role.SCHOOL_COORDINATOR, one.siteId());
        bookingsFixture.account(Role.SCHOOL_COORDINATOR, other.siteId());
        long first = session(30, 2);
        long second = session(60, 2);
        List<BookClass> commands =
                List.of(command(first, group(one)), command(second, group(one)), command(second, group(other)));
        Result result = bulk.book(commands, true, maker);
        assertThat(result.refused()).isEmpty();
        assertThat(result.booked()).containsOnlyKeys(commands);
        for (long booking : result.booked().values()) {
            assertThat(bookingsFixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
            assertThat(count("booking_event where event = 'CONFIRMED' and booking_id", booking))
                    .isOne();
            assertThat(count("audit_log where action = 'BOOKING_CONFIRMED' and subject_id", booking))
                    .isOne();
            assertThat(bookingsFixture.mails("booking-confirmed", booking)).isZero();
        }
        assertThat(bookingsFixture.taken(second)).isEqualTo(bookingsFixture.held(second));
        List<Long> ofOne = List.of(booked(result, commands.get(0)), booked(result, commands.get(1)));
        assertThat(payloads(ofOne)).as("to the one coordinator").hasSize(1);
        assertThat(payloads(List.of(booked(result, commands.get(2))))).hasSize(1);
        Mail mail = mail(payloads(ofOne).get(0), Texts.DUTCH);
        assertThat(mail.subject()).isEqualTo("2 bezoeken geboekt voor jullie klassen");
        assertThat(mail.text())
                .contains("/school/boekingen/" + ofOne.get(0), "/school/boekingen/" + ofOne.get(1))
                .doesNotContain("/school/boekingen/" + booked(result, commands.get(2)));
        assertThat(mail.calendar()).contains("UID:booking-" + ofOne.get(0), "UID:booking-" + ofOne.get(1));
        assertThat(mail(payloads(ofOne).get(0), Locale.ENGLISH).subject()).startsWith("2 visits booked");
    }

    @Test
    void whatIsRefusedSaysWhy_andTheRestIsBooked() {
        TestClass twice = group(one);
        long small = session(20, 1);
        long large = session(60, 3);
        BookClass fits = command(small, twice);
        BookClass full = command(small, group(one));
        BookClass elsewhere = command(large, twice);
        BookClass nobody = new BookClass(large, group(one).id(), Map.of(), 2, UUID.randomUUID());
        BookClass unknown = command(0, group(one));
        BookClass after = command(large, group(other));
        Result result = bulk.book(List.of(fits, full, elsewhere, nobody, unknown, after), false, maker);
        assertThat(result.booked()).containsOnlyKeys(fits, after);
        assertThat(result.refused())
                .containsEntry(full, new BookingResult.Refused(because(Reason.FULL)))
                .containsEntry(
                        elsewhere,
                        new BookingResult.Refused(Refusal.inTheWay(Reason.CLASS_ELSEWHERE, booked(result, fits))))
                .containsEntry(nobody, new BookingResult.Refused(because(Reason.NOBODY)))
                .containsEntry(unknown, new BookingResult.Unknown())
                .hasSize(4);
        assertThat(count("booking where state = 'WAITING' and session_id", small))
                .as("nobody waits")
                .isZero();
    }

    @Test
    void oneRefusalRollsBackAllOrNothing_alsoWithinAnOuterTransaction() {
        long small = session(20, 1);
        long large = session(60, 3);
        BookClass fits = command(large, group(one));
        BookClass full = command(small, group(one));
        List<BookClass> commands = List.of(fits, command(small, group(other)), full);
        long left = transaction.execute(status -> {
            Result result = bulk.book(commands, true, maker);
            assertThat(result.booked()).isEmpty();
            assertThat(result.refused()).containsOnlyKeys(full);
            return ((BookingResult.Done) bookings.book(fits, maker)).bookingId();
        });
        assertThat(bookingsFixture.state(left)).as("booked by itself").isEqualTo(BookingState.CONFIRMED);
        assertThat(count("booking where session_id", small)).isZero();
        assertThat(count("booking where session_id", large)).isOne();
        assertThat(bookingsFixture.taken(small)).isEqualTo(bookingsFixture.held(small));
    }

    @Test
    void aRepeatedRequestBooksOnce_andMailsOnce() {
        bookingsFixture.account(Role.SCHOOL_COORDINATOR, one.siteId());
        long session = session(60, 3);
        List<BookClass> commands = List.of(command(session, group(one)), command(session, group(one)));
        Result first = bulk.book(commands, true, maker);
        assertThat(bulk.book(commands, true, maker)).isEqualTo(first);
        assertThat(count("booking where session_id", session)).isEqualTo(2);
        assertThat(payloads(commands.stream().map(each -> booked(first, each)).toList()))
                .hasSize(1);
    }

    @Test
    void aTeacherBooksForTheOwnSchoolOnly() {
        long session = session(60, 3);
        BookClass theirs = command(session, group(other));
        assertThat(bulk.book(List.of(theirs), false, one.teacher()).refused())
                .containsEntry(theirs, new BookingResult.Unknown());
    }

    @Test
    void concurrentBulksOfTheSameSessions_neitherOversellNorDeadlock() throws Exception {
        List<Long> sessions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sessions.add(session(i, 50, 2));
        }
        List<Callable<Result>> work = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            List<BookClass> commands = new ArrayList<>(sessions.stream()
                    .map(session -> command(session, group(one)))
                    .toList());
            Collections.shuffle(commands);
            work.add(() -> bulk.book(commands, false, maker));
        }
        int booked = 0;
        for (Result result : Together.<Result>run(work)) {
            booked += result.booked().size();
        }
        assertThat(booked).as("two in each session").isEqualTo(12);
        assertThat(sessions)
                .allSatisfy(session -> assertThat(bookingsFixture.taken(session))
                        .isEqualTo(bookingsFixture.held(session))
                        .isEqualTo(new nl.tec.programme.SessionBookings.BookedSeats(40, 2)));
    }

    @Test
    void aPlannerAsksWhatItNeeds_beforeItBooks() {
        bookingsFixture.onlyBuses(20, 53);
        TestClass group = group(one);
        long session = session(30, 1);
        VisitContext.Key key = new VisitContext.Key(session, group.id());
        VisitContext visit =
                facts.list(List.of(key, new VisitContext.Key(0, group.id()))).get(key);
        assertThat(visit).isNotNull();
        assertThat(BookingRules.whether(visit, Instant.now())).isEmpty();
        Travel travel = new Travel(null, Transport.TEC_BUS, 30);
        assertThat(buses.free(travel, visit.session().time(), 23))
                .extracting(bus -> bus.seats())
                .containsExactly(53);
        assertThat(buses.free(travel, visit.session().time(), 54)).isEmpty();
    }

    private TestClass group(School school) {
        return bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
    }

    private static BookClass command(long session, TestClass group) {
        return new BookClass(session, group.id(), Map.of(group.partId(), group.pupils()), 3, UUID.randomUUID());
    }

    private long session(int capacity, int classes) {
        return session(0, capacity, classes);
    }

    private long session(int hour, int capacity, int classes) {
        return bookingsFixture.session(
                bookingsFixture.activity(), start.plus(Duration.ofHours(hour)), capacity, classes);
    }

    private static long booked(Result result, BookClass command) {
        return java.util.Objects.requireNonNull(result.booked().get(command));
    }

    private int count(String tableAndColumn, long id) {
        return TestSql.integer(jdbc, "select count(*) from " + tableAndColumn + " = ?", id);
    }

    /** Returns the payloads of the mails about exactly these bookings. */
    private List<String> payloads(List<Long> bookings) {
        return jdbc.sql("""
                        select payload from outbox where template = 'visits-booked'
                          and payload -> 'booking' @> to_jsonb(?::bigint[]) and payload -> 'booking' <@ to_jsonb(?::bigint[])
                        """)
                .params(array(bookings), array(bookings))
                .query(String.class)
                .list();
    }

    private static String array(List<Long> numbers) {
        return numbers.toString().replace('[', '{').replace(']', '}');
    }

    private Mail mail(String payload, Locale language) {
        return templates.stream()
                .filter(template -> template.name().equals("visits-booked"))
                .findFirst()
                .orElseThrow()
                .render(json.readTree(payload), language);
    }
}
