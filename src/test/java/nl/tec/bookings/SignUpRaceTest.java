package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.hub.Texts;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.programme.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Concurrent visitors (rules 3): no seat is allocated twice, nobody signs up twice, the waiting list is in order. */
@TecTest
class SignUpRaceTest {

    static final Instant START = Instant.now().plus(41, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    static final int VISITORS = 64;

    @Autowired
    SignUps signUps;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    EventSignUps eventSignUps;

    @Autowired
    BookingChanges changes;

    @Autowired
    Sessions sessions;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    BookingsFixture bookingsFixture;
    long activity;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        activity = visitorsFixture.activity("Drones", "CHILD");
    }

    @Test
    void sixtyFourVisitorsForTheLastPlaces_noneTwice_theRestWaitsInOrder() throws Exception {
        long session = visitorsFixture.session(activity, START, 20);
        List<SignUpResult> results = Together.run(
                VISITORS,
                i -> visitorsFixture.ask(
                        session,
                        VisitorsFixture.parent(
                                visitorsFixture.address(),
                                i % 3 == 0 ? new String[] {"Noor", "Sem"} : new String[] {"Noor"}),
                        UUID.randomUUID(),
                        true,
                        null));
        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(Received.class));
        assertThat(bookingsFixture.taken(session))
                .isEqualTo(bookingsFixture.held(session))
                .isEqualTo(new BookedSeats(20, 0));
        assertThat(count("select count(*) from booking where session_id = ?", session))
                .isEqualTo(VISITORS);
        assertThat(count("""
                select count(*) from booking b where b.session_id = ?
                  and b.participants <> (select count(*) from sign_up_person p where p.booking_id = b.id)
                """, session))
                .as("who is written down is who has a place")
                .isZero();

        // everybody with a seat cancels concurrently; the waiting list gets the seats in order
        List<Long> waiting = ids(session, "WAITING", "turn");
        List<Long> holding = ids(session, "HELD", "id");
        Together.run(
                VISITORS,
                i -> i >= holding.size()
                        || changes.cancel(holding.get(i), CancelledBy.VISITOR, "", null)
                                .isEmpty());
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
        assertPromotedInOrder(session, waiting);
    }

    /** Asserts that no waiting entry precedes a promoted one of at least the same size. */
    private void assertPromotedInOrder(long session, List<Long> waiting) {
        int smallestLeftBehind = Integer.MAX_VALUE;
        for (long booking : waiting) {
            int people = count("select participants from booking where id = ?", booking);
            if (bookingsFixture.state(booking) == BookingState.WAITING) {
                smallestLeftBehind = Math.min(smallestLeftBehind, people);
            } else {
                assertThat(people).as("passed somebody who fits").isLessThan(smallestLeftBehind);
            }
        }
        int free = 20 - bookingsFixture.taken(session).participants();
        assertThat(smallestLeftBehind).as("nobody waits who fits").isGreaterThan(free);
    }

    @Test
    void theSameFormFromManyTabsSignsUpOnce() throws Exception {
        long session = visitorsFixture.session(activity, START, 20);
        String email = visitorsFixture.address();
        UUID form = UUID.randomUUID();
        List<SignUpResult> results = Together.run(
                VISITORS, i -> visitorsFixture.ask(session, VisitorsFixture.parent(email, "Noor"), form, true, null));
        assertThat(results.stream().distinct()).hasSize(1);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(1, 0));
        assertThat(visitorsFixture.mail(email)).hasSize(1);
    }

    @Test
    void whoDoesNotWantToWaitIsToldItIsFull_andNothingOfItStays() throws Exception {
        long session = visitorsFixture.session(activity, START, 5);
        List<SignUpResult> results = Together.run(
                VISITORS,
                i -> visitorsFixture.ask(
                        session,
                        VisitorsFixture.parent(visitorsFixture.address(), "Noor"),
                        UUID.randomUUID(),
                        false,
                        null));
        assertThat(results.stream().filter(Received.class::isInstance)).hasSize(5);
        assertThat(results.stream().filter(Full.class::isInstance)).hasSize(VISITORS - 5);
        assertThat(count("select count(*) from booking where session_id = ?", session))
                .isEqualTo(5);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(5, 0));
    }

    @Test
    void confirmingCancellingAndChangingAtOnceLeavesTheCountRight() throws Exception {
        long session = visitorsFixture.session(activity, START, 4);
        String email = visitorsFixture.address();
        String secret = visitorsFixture.signUp(session, email, "Noor");
        Together.run(VISITORS, i -> switch (i % 3) {
            case 0 -> byLink.confirm(secret);
            case 1 ->
                visitorsFixture.change(secret, VisitorsFixture.parent(email, i % 2 == 0 ? "Noor" : "Sem", "Yara"));
            default -> i == VISITORS / 2 ? byLink.cancel(secret) : byLink.confirm(secret);
        });
        byLink.cancel(secret);
        assertThat(bookingsFixture.taken(session))
                .isEqualTo(bookingsFixture.held(session))
                .isEqualTo(new BookedSeats(0, 0));
    }

    @Test
    void aCourseIsWholeOrNotAtAll_whicheverMeetingHasTheLastPlace() throws Exception {
        List<Long> course = visitorsFixture.course(activity, START, 9, 5, 7);
        List<SignUpResult> results = Together.run(
                VISITORS,
                i -> visitorsFixture.ask(
                        course.get(i % 3),
                        VisitorsFixture.parent(
                                visitorsFixture.address(),
                                i % 4 == 0 ? new String[] {"Noor", "Sem"} : new String[] {"Noor"}),
                        UUID.randomUUID(),
                        i % 2 == 0,
                        null));
        assertThat(results.stream().filter(Received.class::isInstance)).hasSizeGreaterThanOrEqualTo(VISITORS / 2);
        assertWhole(course, 5);

        // cancellations, changes and a change of capacity, all concurrently
        List<Long> holding = ids(course.get(0), "HELD", "id");
        List<Long> waiting = ids(course.get(0), "WAITING", "turn");
        Together.run(
                VISITORS,
                i -> i < holding.size()
                        ? changes.cancel(holding.get(i), CancelledBy.VISITOR, "", null)
                        : i % 2 == 0
                                ? changes.cancel(waiting.get(i % waiting.size()), CancelledBy.VISITOR, "", null)
                                : visitorsFixture.ask(
                                        course.get(i % 3),
                                        VisitorsFixture.parent(visitorsFixture.address(), "Daan"),
                                        UUID.randomUUID(),
                                        true,
                                        null));
        assertWhole(course, 5);
    }

    @Test
    void partsOfAnEventAreGivenTogetherOrNotAtAll_fromEverySide() throws Exception {
        long fun = visitorsFixture.freeActivity("Robots", "CHILD");
        long morning = visitorsFixture.session(fun, START, 9);
        long noon = visitorsFixture.session(fun, START.plus(3, ChronoUnit.HOURS), 5);
        long evening = visitorsFixture.session(fun, START.plus(6, ChronoUnit.HOURS), 7);
        ProgrammeEvent event = visitorsFixture.event(
                "Week van de race", bookingsFixture.account(Role.PROGRAMME_MANAGER, null), morning, noon, evening);
        List<List<Long>> choices = List.of(List.of(morning, noon), List.of(noon, evening), List.of(evening, morning));
        List<SignUpResult> results = Together.run(VISITORS, i -> {
            SignUpSession together = Objects.requireNonNull(
                    eventSignUps.choose(event, choices.get(i % 3)).together());
            return eventSignUps.signUp(new SignUpVisitors(
                    together,
                    VisitorsFixture.parent(visitorsFixture.address(), "Noor"),
                    UUID.randomUUID(),
                    false,
                    Texts.DUTCH,
                    null));
        });
        long received = results.stream().filter(Received.class::isInstance).count();
        assertThat(results.stream().filter(result -> !(result instanceof Received)))
                .allSatisfy(result -> assertThat(result).isInstanceOf(Full.class));
        int given = 0;
        for (long session : List.of(morning, noon, evening)) {
            assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
            given += bookingsFixture.taken(session).participants();
        }
        assertThat(given).as("two parts for each sign-up").isEqualTo((int) received * 2);
        assertThat(bookingsFixture.taken(noon).participants())
                .as("the scarcest is full")
                .isEqualTo(5);
    }

    /** Asserts that nothing is oversold, no sign-up is partial, and nobody waits who would fit. */
    private void assertWhole(List<Long> course, int scarcest) {
        assertThat(course)
                .allSatisfy(session -> assertThat(bookingsFixture.taken(session))
                        .isEqualTo(bookingsFixture.held(session))
                        .isEqualTo(bookingsFixture.taken(course.get(0))));
        assertThat(bookingsFixture.taken(course.get(0)).participants()).isEqualTo(scarcest);
        assertThat(count("""
                select count(*) from (
                  select from booking b join session_capacity p on p.session_id = b.session_id
                  where p.course_id = (select course_id from session_capacity where session_id = ?)
                  group by coalesce(b.sign_up_id, b.id)
                  having count(*) <> 3 or count(distinct b.state) <> 1 or count(distinct b.participants) <> 1) half
                """, course.get(0))).as("half sign-ups").isZero();
    }

    @Test
    void meetingsThatAreCalledOffAndSignedUpForAtOnceStayRight() throws Exception {
        List<Long> course = visitorsFixture.course(activity, START, 20, 20, 20);
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        Together.run(
                VISITORS,
                i -> i == VISITORS / 2
                        ? sessions.cancel(List.of(course.get(1)), "Ziek", maker)
                        : visitorsFixture.ask(
                                course.get(i % 3),
                                VisitorsFixture.parent(visitorsFixture.address(), "Noor"),
                                UUID.randomUUID(),
                                true,
                                null));
        assertThat(bookingsFixture.taken(course.get(1)))
                .isEqualTo(bookingsFixture.held(course.get(1)))
                .isEqualTo(new BookedSeats(0, 0));
        assertThat(bookingsFixture.taken(course.get(0)))
                .isEqualTo(bookingsFixture.held(course.get(0)))
                .isEqualTo(bookingsFixture.taken(course.get(2)))
                .isEqualTo(bookingsFixture.held(course.get(2)));
    }

    @Test
    void whoSignsUpWaitsForOthersWithTheCountOnly_andGoesOnTheWaitingListWhenTheyWereQuicker() throws Exception {
        long session = visitorsFixture.session(activity, START, 2);
        List<Long> course = visitorsFixture.course(activity, START, 9, 2, 9);
        for (long full : List.of(session, course.get(1))) {
            String email = visitorsFixture.address();
            CompletableFuture<SignUpResult> answer = new CompletableFuture<>();
            transaction.executeWithoutResult(status -> {
                TestSql.update(jdbc, "update session_capacity set taken = 2 where session_id = ?", full);
                answer.completeAsync(() -> visitorsFixture.ask(
                        full, VisitorsFixture.parent(email, "Noor", "Sem"), UUID.randomUUID(), true, null));
                bookingsFixture.awaitBlocked("book_visitors");
            });
            assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Received.class);
            SignUp signUp = byLink.find(VisitorsFixture.secret(visitorsFixture.post(email)))
                    .orElseThrow();
            assertThat(signUp.state()).isEqualTo(BookingState.WAITING);
            assertThat(signUp.people()).extracting(SignUpPerson::firstName).containsExactly("Noor", "Sem");
            TestSql.update(jdbc, "update session_capacity set taken = 0 where session_id = ?", full);
        }
    }

    private List<Long> ids(long session, String state, String order) {
        return jdbc.sql("select id from booking where session_id = ? and state = ? order by " + order)
                .param(session)
                .param(state)
                .query(Long.class)
                .list();
    }

    private int count(String sql, long id) {
        return jdbc.sql(sql).param(id).query(Integer.class).single();
    }
}
