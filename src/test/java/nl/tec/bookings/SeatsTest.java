package nl.tec.bookings;

import static nl.tec.bookings.Refusal.because;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.SeatAllocation;
import nl.tec.bookings.internal.SeatAnswer;
import nl.tec.bookings.internal.SeatAnswer.Closed;
import nl.tec.bookings.internal.SeatAnswer.Given;
import nl.tec.bookings.internal.SeatAnswer.Repeated;
import nl.tec.bookings.internal.SeatAnswer.Waiting;
import nl.tec.bookings.internal.SeatRequest;
import nl.tec.bookings.internal.SeatRequest.OfClass;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.programme.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Seats and the waiting list (rules 3), rule by rule; the races are in BookingStormTest. */
@TecTest
class SeatsTest {

    static final Instant START = Instant.now().plus(60, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

    @Autowired
    SeatAllocation seatAllocation;

    @Autowired
    BookingChanges changes;

    @Autowired
    ClassBookings classBookings;

    @Autowired
    VisitContextQueries visits;

    @Autowired
    BookingQueries bookings;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    BookingsFixture bookingsFixture;
    School school;
    long session;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        session = bookingsFixture.session(bookingsFixture.activity(), START, 60, 2);
    }

    @Test
    void givesPlacesWhileThereAreAny_thenAWaitingList() {
        assertThat(ask(30)).isInstanceOf(Given.class);
        assertThat(ask(25)).isInstanceOf(Given.class);
        SeatAnswer third = ask(5);
        assertThat(third).as("five pupils fit, a third class does not").isInstanceOf(Waiting.class);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new nl.tec.programme.SessionBookings.BookedSeats(55, 2));
    }

    @Test
    void aRequestSentTwiceBooksOnceAndAnswersTheSame() {
        SeatRequest request = request(session, 30, bookingsFixture.schoolClass(school, 7, 30));
        Given given = (Given) seatAllocation.ask(request);
        long full = bookingsFixture.session(bookingsFixture.activity(), START.plusSeconds(86400), 30, 1);
        SeatRequest waiting = request(full, 30, bookingsFixture.schoolClass(school, 7, 30));
        seatAllocation.ask(request(full, 30, bookingsFixture.schoolClass(school, 7, 30)));
        Waiting first = (Waiting) seatAllocation.ask(waiting);
        assertThat(seatAllocation.ask(waiting)).isEqualTo(new Repeated(first.bookingId()));
        assertThat(bookingsFixture.taken(session).classes()).isEqualTo(1);
        assertThat(given.bookingId()).isPositive();
    }

    @Test
    void losingARaceWaitlistsOrRefuses_andLeavesNothingBehind() throws Exception {
        assertThat(askedWhile("update session_capacity set taken = 50, classes_taken = 2 where session_id = ?"))
                .as("full by now")
                .isInstanceOf(Waiting.class);
        TestSql.update(jdbc, "update session_capacity set taken = 0, classes_taken = 0 where session_id = ?", session);
        assertThat(askedWhile("update session_capacity set open = false where session_id = ?"))
                .as("closed by now")
                .isInstanceOf(Closed.class);
        assertThat(bookingsFixture.held(session).classes()).isZero();
        assertThat(TestSql.integer(jdbc, "select count(*) from booking where session_id = ?", session))
                .as("the one that waits")
                .isOne();
    }

    /** Returns the answer to a request that saw room, and was then blocked by this change. */
    private SeatAnswer askedWhile(String change) throws Exception {
        CompletableFuture<SeatAnswer> answer = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            jdbc.sql(change).param(session).update();
            answer.completeAsync(() -> ask(20));
            bookingsFixture.awaitBlocked("book_class");
        });
        return answer.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aPopularSessionLeavesConnectionsForTheOthers() throws Exception {
        long other = bookingsFixture.session(bookingsFixture.activity(), START.plusSeconds(86400), 30, 1);
        SeatRequest quiet = request(other, 20, bookingsFixture.schoolClass(school, 7, 20));
        List<SeatRequest> popular = IntStream.range(0, 20)
                .<SeatRequest>mapToObj(i -> request(session, 1, bookingsFixture.schoolClass(school, 7, 20)))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(popular.size());
        try {
            List<Future<SeatAnswer>> answers = new ArrayList<>();
            transaction.executeWithoutResult(status -> {
                TestSql.integer(jdbc, "select taken from session_capacity where session_id = ? for update", session);
                popular.forEach(request -> answers.add(threads.submit(() -> seatAllocation.ask(request))));
                bookingsFixture.awaitBlocked("book_class");
                assertThat(CompletableFuture.supplyAsync(() -> seatAllocation.ask(quiet))
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join())
                        .isInstanceOf(Given.class);
            });
            for (Future<SeatAnswer> answer : answers) {
                answer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(bookingsFixture.taken(session).classes()).isEqualTo(2);
    }

    @Test
    void aPlaceThatComesFreeIsOfferedToTheFirstThatFits() {
        Given large = (Given) ask(35);
        Given small = (Given) ask(20);
        Waiting first = (Waiting) ask(45);
        Waiting second = (Waiting) ask(25);
        Waiting third = (Waiting) ask(20);
        assertThat(changes.cancel(small.bookingId(), CancelledBy.SCHOOL, "", school.teacher()))
                .isEmpty();
        assertThat(bookingsFixture.state(first.bookingId()))
                .as("45 do not fit in 25")
                .isEqualTo(BookingState.WAITING);
        assertThat(bookingsFixture.state(second.bookingId())).isEqualTo(BookingState.OFFERED);
        assertThat(bookingsFixture.state(third.bookingId())).isEqualTo(BookingState.WAITING);
        assertThat(changes.confirm(second.bookingId(), school.teacher())).isEmpty();
        assertThat(changes.cancel(large.bookingId(), CancelledBy.SCHOOL, "", school.teacher()))
                .isEmpty();
        assertThat(bookingsFixture.state(first.bookingId()))
                .as("45 do not fit in 35")
                .isEqualTo(BookingState.WAITING);
        assertThat(bookingsFixture.state(third.bookingId())).isEqualTo(BookingState.OFFERED);
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
    }

    @Test
    void anOfferThatIsNotAnsweredGoesToTheNext() {
        Given given = (Given) ask(60);
        Waiting first = (Waiting) ask(60);
        Waiting second = (Waiting) ask(50);
        changes.cancel(given.bookingId(), CancelledBy.SCHOOL, "", school.teacher());
        assertThat(bookingsFixture.state(first.bookingId())).isEqualTo(BookingState.OFFERED);
        TestSql.update(
                jdbc, "update booking set deadline = now() - interval '1 minute' where id = ?", first.bookingId());
        assertThat(changes.confirm(first.bookingId(), school.teacher())).contains(because(Reason.OFFER_OVER));
        assertThat(bookingsFixture.state(first.bookingId())).isEqualTo(BookingState.EXPIRED);
        assertThat(bookingsFixture.state(second.bookingId())).isEqualTo(BookingState.OFFERED);
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
    }

    @Test
    void moreOnlyWhereThereIsRoom_fewerFreesPlacesForWhoWaits() {
        TestClass mine = bookingsFixture.schoolClass(school, 7, 30);
        Given given = (Given) seatAllocation.ask(request(session, 30, mine));
        Given other = (Given) ask(20);
        assertThat(changes.resize(given.bookingId(), 41, 2, Map.of(mine.partId(), 41), school.teacher()))
                .contains(because(Reason.NO_ROOM, 10));
        assertThat(changes.resize(given.bookingId(), 40, 2, Map.of(mine.partId(), 40), school.teacher()))
                .isEmpty();
        changes.cancel(other.bookingId(), CancelledBy.SCHOOL, "", school.teacher());
        Waiting waiting = (Waiting) ask(30);
        assertThat(changes.resize(given.bookingId(), 30, 2, Map.of(mine.partId(), 30), school.teacher()))
                .isEmpty();
        assertThat(bookingsFixture.state(waiting.bookingId())).isEqualTo(BookingState.OFFERED);
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
    }

    @Test
    void aClassIsNeverInTwoPlacesAtOnce_travelIncluded() {
        TestClass mine = bookingsFixture.schoolClass(school, 7, 20);
        seatAllocation.ask(request(session, 20, mine));
        long later = bookingsFixture.session(bookingsFixture.activity(), START.plus(140, ChronoUnit.MINUTES), 60, 2);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> seatAllocation.ask(request(later, 20, mine)))
                .hasMessageContaining("class_in_one_place");
        assertThat(bookingsFixture.taken(later).participants()).isZero();
        long wellLater =
                bookingsFixture.session(bookingsFixture.activity(), START.plus(160, ChronoUnit.MINUTES), 60, 2);
        assertThat(seatAllocation.ask(request(wellLater, 20, mine))).isInstanceOf(Given.class);
    }

    @Test
    void aWaitingClassWithAClashKeepsItsTurn_andTheNextIsOffered() {
        TestClass mine = bookingsFixture.schoolClass(school, 7, 20);
        Given full = (Given) ask(60);
        Waiting busy = (Waiting) seatAllocation.ask(request(session, 20, mine));
        Waiting next = (Waiting) ask(50);
        long elsewhere = bookingsFixture.session(bookingsFixture.activity(), START, 30, 1);
        assertThat(seatAllocation.ask(request(elsewhere, 20, mine))).isInstanceOf(Given.class);
        changes.cancel(full.bookingId(), CancelledBy.SCHOOL, "", school.teacher());
        assertThat(bookingsFixture.state(busy.bookingId())).isEqualTo(BookingState.WAITING);
        assertThat(bookingsFixture.state(next.bookingId())).isEqualTo(BookingState.OFFERED);
    }

    @Test
    void whatAClassWaitsForIsOfferedAfterTheTransactionThatFreedIt_whichDoesNotLockThatSession() {
        TestClass mine = bookingsFixture.schoolClass(school, 7, 20);
        Given full = (Given) ask(60);
        Waiting busy = (Waiting) seatAllocation.ask(request(session, 20, mine));
        long elsewhere = bookingsFixture.session(bookingsFixture.activity(), START, 30, 1);
        Given there = (Given) seatAllocation.ask(request(elsewhere, 20, mine));
        changes.cancel(full.bookingId(), CancelledBy.SCHOOL, "", school.teacher());
        transaction.executeWithoutResult(status -> {
            assertThat(classBookings.cancel(there.bookingId(), "", school.teacher()))
                    .isInstanceOf(BookingResult.Done.class);
            CompletableFuture.runAsync(() -> transaction.executeWithoutResult(other -> TestSql.integer(
                            jdbc,
                            "select taken from session_capacity where session_id = ? for update nowait",
                            session)))
                    .join();
            assertThat(bookingsFixture.state(busy.bookingId())).isEqualTo(BookingState.WAITING);
        });
        assertThat(bookingsFixture.state(busy.bookingId())).isEqualTo(BookingState.OFFERED);
    }

    /** Rules 3.6: the bookings move to the top of the wish list; until the class has another date. */
    @Test
    void aClassWhoseVisitTheTecCalledOffWaitsBeforeTheOthers() {
        TestClass mine = bookingsFixture.schoolClass(school, 7, 20);
        long activity = TestSql.bigint(jdbc, "select activity_id from session where id = ?", session);
        long flooded = bookingsFixture.session(activity, START.plus(7, ChronoUnit.DAYS), 30, 1);
        Given calledOff = (Given) seatAllocation.ask(request(flooded, 20, mine));
        Given full = (Given) ask(60);
        Waiting early = (Waiting) ask(50);
        Waiting first = (Waiting) seatAllocation.ask(request(session, 20, mine));
        assertThat(ahead(first)).isOne();
        sessions.cancel(
                List.of(flooded), "Het lab staat onder water", bookingsFixture.account(Role.PROGRAMME_MANAGER, null));
        assertThat(bookingsFixture.state(calledOff.bookingId())).isEqualTo(BookingState.CANCELLED);
        assertThat(ahead(first)).isZero();
        assertThat(ahead(early)).isOne();
        changes.cancel(full.bookingId(), CancelledBy.SCHOOL, "", school.teacher());
        assertThat(bookingsFixture.state(first.bookingId())).isEqualTo(BookingState.OFFERED);
        assertThat(bookingsFixture.state(early.bookingId())).isEqualTo(BookingState.WAITING);
        // having got a place, it waits as anybody else
        long other = bookingsFixture.session(activity, START.plus(14, ChronoUnit.DAYS), 60, 2);
        assertThat(seatAllocation.ask(request(other, 60, bookingsFixture.schoolClass(school, 7, 60))))
                .isInstanceOf(Given.class);
        assertThat(seatAllocation.ask(request(other, 30, bookingsFixture.schoolClass(school, 7, 30))))
                .isInstanceOf(Waiting.class);
        assertThat(ahead((Waiting) seatAllocation.ask(request(other, 20, mine))))
                .isOne();
    }

    private int ahead(Waiting waiting) {
        return bookings.find(waiting.bookingId()).orElseThrow().ahead();
    }

    @Test
    void cancellingIsFreeUntilTheDeadline_lateAfterIt_andNothingIsLostFromTheHistory() {
        Given early = (Given) ask(10);
        changes.cancel(early.bookingId(), CancelledBy.SCHOOL, "", school.teacher());
        long soon = bookingsFixture.session(
                bookingsFixture.activity(), Instant.now().plus(3, ChronoUnit.DAYS), 60, 2);
        Given late = (Given) seatAllocation.ask(request(soon, 10, bookingsFixture.schoolClass(school, 7, 10)));
        jdbc.sql("update booking set requested_at = requested_at - interval '2 hours' where id = ?")
                .param(late.bookingId())
                .update();
        changes.cancel(late.bookingId(), CancelledBy.SCHOOL, "Ziek", school.teacher());
        assertThat(late(early)).isFalse();
        assertThat(late(late)).isTrue();
        assertThat(jdbc.sql("select event from booking_event where booking_id = ? order by id")
                        .param(late.bookingId())
                        .query(String.class)
                        .list())
                .containsExactly("CONFIRMED", "CANCELLED_LATE");
    }

    private boolean late(Given booking) {
        return jdbc.sql("select cancelled_late from booking where id = ?")
                .param(booking.bookingId())
                .query(Boolean.class)
                .single();
    }

    private SeatAnswer ask(int pupils) {
        return seatAllocation.ask(request(session, pupils, bookingsFixture.schoolClass(school, 7, pupils)));
    }

    private SeatRequest request(long session, int pupils, TestClass of) {
        return new OfClass(
                new BookClass(session, of.id(), Map.of(of.partId(), pupils), 2, UUID.randomUUID()),
                visits.find(session, of.id()).orElseThrow(),
                new Travel(null, Transport.TEC_BUS, 15),
                school.teacher(),
                false,
                true);
    }
}
