package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.hub.Texts;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.programme.Sessions.Refused;
import nl.tec.programme.Sessions.Saved;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Changing a booked session (rules 3): promises stay true, or the change is refused with a reason. */
@TecTest
class SessionChangesTest {

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    Sessions sessions;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Assignments assignments;

    @Autowired
    VisitArrangements visits;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private BookingsFixture bookingsFixture;
    private School school;
    private Actor maker;
    private long activity;
    private long venue;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        activity = bookingsFixture.activity();
        venue = bookingsFixture.venue();
    }

    @Test
    void aMoveIsRefusedIfABookedClassHasAClash_rules3() {
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long moving = session(slot(0), 60, 2);
        book(moving, group);
        book(session(slot(1), 60, 2), group);
        Sessions.Result result = sessions.change(moving, 0, details(slot(1), 60, 2), maker);
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().all())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.field()).isEqualTo(SessionFields.START)));
        assertThat(sessions.find(moving).orElseThrow().slot()).isEqualTo(slot(0));
        assertThat(sessions.change(moving, 0, details(slot(2), 60, 2), maker)).isInstanceOf(Saved.class);
    }

    @Test
    void aConcurrentBookingElsewhereRefusesTheMoveToo_rules3() throws Exception {
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long moving = session(slot(0), 60, 2);
        book(moving, group);
        long other = session(slot(1), 60, 2);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Sessions.Result> change = transaction.execute(status -> {
                book(other, group); // not visible to the check, and blocks the save until it is
                Future<Sessions.Result> waiting =
                        thread.submit(() -> sessions.change(moving, 0, details(slot(1), 60, 2), maker));
                bookingsFixture.awaitBlocked("update class_occupation");
                return waiting;
            });
            assertThat(change.get())
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problems().at(SessionFields.START))
                                    .isPresent());
        } finally {
            thread.shutdownNow();
        }
        assertThat(sessions.find(moving).orElseThrow().slot()).isEqualTo(slot(0));
    }

    @Test
    void aMoveIsRefusedIfAGuideHasAClash_andCancellingFreesThem_rules3() {
        long runner = new StaffFixture(jdbc)
                .member(bookingsFixture.account(Role.PROFESSIONAL, null).accountId());
        long moving = session(slot(0), 60, 2);
        long other = session(slot(1), 60, 2);
        assignments.assign(moving, runner, maker);
        assignments.assign(other, runner, maker);
        assertThat(sessions.change(moving, 0, details(slot(1), 60, 2), maker))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().at(SessionFields.START))
                                .isPresent());
        jdbc.sql("update outbox set attempts = 1 where template = 'team' and (payload ->> 'member')::bigint = ?")
                .param(runner)
                .update();
        assertThat(sessions.cancel(List.of(other), "Ziek", maker)).isInstanceOf(Saved.class);
        assertThat(sessions.change(moving, 0, details(slot(1), 60, 2), maker)).isInstanceOf(Saved.class);
        assertThat(assignments.assign(session(slot(1), 60, 2), runner, maker)).isInstanceOf(Outcome.Refused.class);
        assertThat(assignments.assign(session(slot(0), 60, 2), runner, maker)).isInstanceOf(Outcome.Done.class);
        assertThat(jdbc.sql("""
                        select payload ->> 'kind' from outbox
                        where template = 'team' and (payload ->> 'member')::bigint = ? order by id
                        """).param(runner).query(String.class).list())
                .containsExactly("ASSIGNED", "ASSIGNED", "CANCELLED", "MOVED", "ASSIGNED");
    }

    @Test
    void aSessionThatMovesTakesTheTravelOfItsClassesAlong_rules3_rules4() {
        long near = bookingsFixture.venue(52.251, 6.161);
        long far = bookingsFixture.venue(52.4, 6.4);
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long moving = session(at(near, null, slot(0)));
        book(moving, group);
        long booking = TestSql.bigint(jdbc, "select id from booking where session_id = ?", moving);
        visits.chooseTransport(booking, Transport.WALK, school.teacher());
        assertThat(travel(booking)).isLessThan(10);
        assertThat(sessions.change(moving, 0, at(far, null, slot(0)), maker)).isInstanceOf(Saved.class);
        assertThat(travel(booking)).isGreaterThan(60);
        assertThat(told(booking)).as("too far to walk: asked anew").contains("te ver om te fietsen");
        assertThat(bookingsFixture.mails("booking-moved", booking)).isOne();
        bookingsFixture.onlyBuses(53);
        visits.chooseTransport(booking, Transport.TEC_BUS, school.teacher());
        assertThat(sessions.change(moving, 1, at(far, null, slot(1)), maker)).isInstanceOf(Saved.class);
        assertThat(told(booking)).as("only the time: what was chosen stays").contains("onze bus vertrekt");
        assertThat(bookingsFixture.mails("booking-moved", booking)).isEqualTo(2);
        // half an hour after it and nearby, so no conflict before it moved
        Instant after = slot(1).end().plusSeconds(1800);
        long next = session(at(near, null, new TimeSlot(after, after.plusSeconds(3600))));
        assertThat(bookings.book(command(next, group), school.teacher()))
                .isInstanceOfSatisfying(
                        BookingResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.CLASS_ELSEWHERE));
        assertThat(sessions.change(moving, 2, at(null, school.siteId(), slot(1)), maker))
                .isInstanceOf(Saved.class);
        assertThat(travel(booking)).isZero();
        assertThat(told(booking)).contains("we komen naar je toe");
        book(next, group);
        assertThat(sessions.change(moving, 3, at(near, null, slot(1)), maker)).isInstanceOf(Saved.class);
        assertThat(travel(booking)).isPositive();
        assertThat(told(booking)).contains("jullie kunnen lopen");
    }

    @Test
    void aMoveIsRefusedIfABookedClassCannotArriveInTime_rules3() {
        long near = bookingsFixture.venue(52.251, 6.161);
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long moving = session(at(near, null, slot(0)));
        book(moving, group);
        Instant after = slot(0).end().plusSeconds(1800);
        book(session(at(near, null, new TimeSlot(after, after.plusSeconds(3600)))), group);
        assertThat(sessions.change(moving, 0, at(bookingsFixture.venue(52.4, 6.4), null, slot(0)), maker))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().all())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.field()).isEqualTo(SessionFields.PLACE)));
        assertThat(sessions.find(moving).orElseThrow().where().venueId()).isEqualTo(near);
        assertThat(sessions.change(moving, 0, at(bookingsFixture.venue(52.2512, 6.161), null, slot(0)), maker))
                .isInstanceOf(Saved.class);
    }

    @Test
    void aMoveToAnotherSchoolThanThatOfTheClassIsRefused() {
        long moving = session(slot(0), 60, 2);
        book(moving, bookingsFixture.schoolClass(school, 7, 20));
        assertThat(sessions.change(moving, 0, at(null, bookingsFixture.school().siteId(), slot(0)), maker))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().at(SessionFields.PLACE))
                                .isPresent());
        assertThat(sessions.change(moving, 0, at(null, school.siteId(), slot(0)), maker))
                .isInstanceOf(Saved.class);
    }

    @Test
    void aSessionWithClassesStaysInTheirSchoolYear_rules1_rules2() {
        long moving = session(slot(0), 60, 2);
        TimeSlot nextYear = slot(45);
        assertThat(SchoolYear.of(Dates.dayOf(nextYear.start())))
                .isEqualTo(SchoolYear.of(Dates.dayOf(slot(0).start())).next());
        book(moving, bookingsFixture.schoolClass(school, 7, 20));
        assertThat(sessions.change(moving, 0, details(nextYear, 60, 2), maker))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().at(SessionFields.DAY))
                                .isPresent());
        assertThat(sessions.change(session(slot(1), 60, 2), 0, details(nextYear, 60, 2), maker))
                .as("nobody booked it")
                .isInstanceOf(Saved.class);
    }

    private int travel(long booking) {
        assertThat(jdbc.sql("""
                        select o.during = tstzrange(s.starts_at - b.travel_minutes * interval '1 minute',
                                                    s.ends_at + b.travel_minutes * interval '1 minute')
                        from class_occupation o join booking b on b.id = o.booking_id join session s on s.id = b.session_id
                        where b.id = ?
                        """).param(booking).query(Boolean.class).single())
                .as("away from leaving to coming back")
                .isTrue();
        return TestSql.integer(jdbc, "select travel_minutes from booking where id = ?", booking);
    }

    /** Returns the newest mail about a move, which states the means of travel. */
    private String told(long booking) {
        return mails.newest("booking-moved", booking, Texts.DUTCH).text();
    }

    private long session(SessionDetails details) {
        return ((Saved) sessions.create(details, true, maker)).ids().get(0);
    }

    private SessionDetails at(@Nullable Long venue, @Nullable Long site, TimeSlot slot) {
        return new SessionDetails(activity, slot, venue, site, null, 60, 2, "");
    }

    @Test
    void aSessionIsNotMovedToADayThatIsOver() {
        long moving = session(slot(0), 60, 2);
        TimeSlot yesterday = new TimeSlot(
                Instant.now().minus(Duration.ofDays(1)), Instant.now().minus(Duration.ofHours(22)));
        assertThat(sessions.change(moving, 0, details(yesterday, 60, 2), maker))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().at(SessionFields.DAY))
                                .isPresent());
    }

    /** Every response is true, and nothing fails with a deadlock or on a database constraint. */
    @Test
    void concurrentReductionsNeverGoBelowTheTakenSeats_rules3() throws Exception {
        for (int round = 0; round < 8; round++) {
            long session = session(slot(3 + round), 300, 10);
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TestClass group = bookingsFixture.schoolClass(school, 7, 20);
                work.add(() -> bookings.book(command(session, group), school.teacher()));
            }
            for (int places : List.of(20, 60, 100, 140)) {
                work.add(() -> change(session, places));
            }
            java.util.Collections.shuffle(work);
            Together.run(work);
            assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
            assertThat(bookingsFixture.taken(session).participants())
                    .isLessThanOrEqualTo(sessions.find(session).orElseThrow().capacity());
        }
    }

    private Sessions.Result change(long session, int places) {
        var now = sessions.find(session).orElseThrow();
        return sessions.change(session, now.version(), details(now.slot(), places, 10), maker);
    }

    private void book(long session, TestClass group) {
        assertThat(bookings.book(command(session, group), school.teacher())).isInstanceOf(Done.class);
    }

    private static BookClass command(long session, TestClass group) {
        return new BookClass(session, group.id(), Map.of(group.partId(), group.pupils()), 3, UUID.randomUUID());
    }

    private long session(TimeSlot slot, int capacity, int classes) {
        return session(details(slot, capacity, classes));
    }

    private SessionDetails details(TimeSlot slot, int capacity, int classes) {
        return new SessionDetails(activity, slot, venue, null, null, capacity, classes, "");
    }

    private static TimeSlot slot(int weeks) {
        var start = ClassBookingsTest.TUESDAY.plus(Duration.ofDays(7L * weeks));
        return new TimeSlot(start, start.plusSeconds(7200));
    }
}
