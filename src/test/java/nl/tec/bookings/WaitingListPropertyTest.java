package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeProperty;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.WaitingListPropertyTest.Model.Request;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/**
 * A property test of the waiting list of one session: after every step of a random sequence the bookings match a simple reference model
 * (rules 3). First come first served among those that fit; never oversold; an offer holds its seats until it is answered or expires;
 * each offer is mailed once.
 */
@TecTest
class WaitingListPropertyTest {

    private static final Instant START = ClassBookingsTest.TUESDAY;

    @Autowired
    ClassBookings bookings;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    BookingChanges changes;

    @Autowired
    WaitingList waitingList;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    @SuppressWarnings("NullAway.Init")
    private BookingsFixture bookingsFixture;

    @SuppressWarnings("NullAway.Init")
    private School school;

    @SuppressWarnings("NullAway.Init")
    private Actor maker;

    @BeforeProperty
    void program() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
    }

    /** A step of the sequence; the numbers select the booking and the amount. */
    record Step(What what, int which, int number) {}

    enum What {
        ASK,
        ASK_TOO,
        ASK_AS_WELL,
        ASK_AGAIN,
        CANCEL,
        CANCEL_TOO,
        RESIZE,
        ANSWER,
        RUN_OUT,
        CAPACITY,
        CLASS_CAPACITY
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(1, 40))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** The reference model of a session and its requests. */
    static final class Model {

        static final class Request {
            final long id;
            final boolean waited;
            final Runnable again;
            BookingState state;
            int people;
            int offers;

            Request(long id, int people, BookingState state, Runnable again) {
                this.id = id;
                this.people = people;
                this.state = state;
                this.waited = state == BookingState.WAITING;
                this.again = again;
            }
        }

        final boolean forClasses;
        final List<Request> requests = new ArrayList<>();
        int capacity;
        int classes;

        Model(boolean forClasses, int capacity, int classes) {
            this.forClasses = forClasses;
            this.capacity = capacity;
            this.classes = classes;
        }

        int taken() {
            return requests.stream()
                    .filter(one -> one.state.holdsSeats())
                    .mapToInt(one -> one.people)
                    .sum();
        }

        int classesTaken() {
            return forClasses
                    ? (int) requests.stream()
                            .filter(one -> one.state.holdsSeats())
                            .count()
                    : 0;
        }

        boolean fits(int people) {
            return taken() + people <= capacity && (!forClasses || classesTaken() < classes);
        }

        /** Promotes waiting requests that fit in the free seats. */
        void serve() {
            for (Request one : requests) {
                if (one.state == BookingState.WAITING && fits(one.people)) {
                    one.state = forClasses ? BookingState.OFFERED : BookingState.HELD;
                    one.offers++;
                }
            }
        }
    }

    @Property(tries = 30)
    void classesWait(@ForAll("steps") List<Step> steps) {
        check(steps, new Model(true, 60, 2), bookingsFixture.activity());
    }

    @Property(tries = 30)
    void visitorsWait(@ForAll("steps") List<Step> steps) {
        check(steps, new Model(false, 6, 0), bookingsFixture.activity("INDIVIDUALS"));
    }

    private void check(List<Step> steps, Model model, long activity) {
        long session = session(activity, model);
        for (Step step : steps) {
            take(step, session, model);
            assertSame(session, model, step);
        }
        Map<Long, Integer> offers = new HashMap<>();
        jdbc.sql("""
                select (o.payload->>'booking')::bigint, count(*) from outbox o
                where o.template in ('booking-offered', 'sign-up-promoted-held')
                  and (o.payload->>'booking')::bigint in (select id from booking where session_id = ?)
                group by 1
                """).param(session).query(row -> {
            offers.put(row.getLong(1), row.getInt(2));
        });
        assertThat(model.requests)
                .allSatisfy(one ->
                        assertThat(offers.getOrDefault(one.id, 0)).as("mails").isEqualTo(one.offers));
    }

    private void take(Step step, long session, Model model) {
        switch (step.what()) {
            case ASK, ASK_TOO, ASK_AS_WELL -> ask(people(model, step), session, model);
            case CAPACITY -> {
                int most = model.forClasses ? 3 * step.number() : Math.max(1, step.number() / 3);
                capacity(session, most, model.classes, model);
            }
            case CLASS_CAPACITY ->
                capacity(session, model.capacity, model.forClasses ? 1 + step.number() % 4 : 0, model);
            default -> {
                if (!model.requests.isEmpty()) {
                    toOne(model.requests.get(step.which() % model.requests.size()), step, session, model);
                }
            }
        }
        model.serve();
    }

    private static int people(Model model, Step step) {
        return model.forClasses ? step.number() : 1 + step.number() % 4;
    }

    private void toOne(Request one, Step step, long session, Model model) {
        switch (step.what()) {
            case ASK_AGAIN -> one.again.run();
            case CANCEL, CANCEL_TOO -> {
                boolean possible = one.state.active();
                assertThat(refusal(changes.cancel(one.id, CancelledBy.SCHOOL, "", maker)))
                        .isEqualTo(possible ? null : Reason.NOT_ACTIVE);
                one.state = possible ? BookingState.CANCELLED : one.state;
            }
            case RESIZE -> resize(one, people(model, step), model);
            case ANSWER -> {
                boolean possible = one.state == BookingState.OFFERED || one.state == BookingState.HELD;
                assertThat(refusal(changes.confirm(one.id, maker))).isEqualTo(possible ? null : Reason.OFFER_OVER);
                one.state = possible ? BookingState.CONFIRMED : one.state;
            }
            case RUN_OUT -> {
                jdbc.sql(
                                "update booking set deadline = now() - interval '1 second' where id = ? and deadline is not null")
                        .param(one.id)
                        .update();
                waitingList.expireAndPromote(session);
                if (one.state == BookingState.OFFERED || one.state == BookingState.HELD) {
                    one.state = BookingState.EXPIRED;
                }
            }
            default -> throw new IllegalStateException();
        }
    }

    private void resize(Request one, int people, Model model) {
        Reason expected = null;
        if (!one.state.active()) {
            expected = Reason.NOT_ACTIVE;
        } else if (one.state == BookingState.WAITING
                ? people > model.capacity
                : model.taken() - one.people + people > model.capacity) {
            expected = Reason.NO_ROOM;
        }
        assertThat(refusal(changes.resize(one.id, people, model.forClasses ? 1 : 0, Map.of(), maker)))
                .isEqualTo(expected);
        one.people = expected == null ? people : one.people;
    }

    private static @Nullable Reason refusal(Optional<Refusal> refusal) {
        return refusal.map(Refusal::reason).orElse(null);
    }

    private void ask(int people, long session, Model model) {
        if (model.forClasses) {
            askForAClass(people, session, model);
        } else {
            askForVisitors(people, session, model);
        }
    }

    private void askForAClass(int pupils, long session, Model model) {
        TestClass group = bookingsFixture.schoolClass(school, 7, pupils);
        BookClass command = new BookClass(session, group.id(), Map.of(group.partId(), pupils), 3, UUID.randomUUID());
        BookingResult result = bookings.book(command, school.teacher());
        if (pupils > model.capacity) {
            assertThat(result).isInstanceOf(BookingResult.Refused.class);
        } else if (model.fits(pupils)) {
            assertThat(result).isInstanceOf(BookingResult.Done.class);
            long id = ((BookingResult.Done) result).bookingId();
            model.requests.add(new Request(id, pupils, BookingState.CONFIRMED, () -> again(command, result)));
        } else {
            assertThat(result).isInstanceOf(BookingResult.Waiting.class);
            long id = ((BookingResult.Waiting) result).bookingId();
            model.requests.add(new Request(id, pupils, BookingState.WAITING, () -> again(command, result)));
        }
    }

    private void again(BookClass command, BookingResult before) {
        BookingResult answer = bookings.book(command, school.teacher());
        // a session that has become too small is reported first
        assertThat(answer).isInstanceOfAny(before.getClass(), BookingResult.Refused.class);
        if (!(answer instanceof BookingResult.Refused)) {
            assertThat(answer).isEqualTo(before);
        }
    }

    private void askForVisitors(int children, long session, Model model) {
        SignUpEntry entry = VisitorsFixture.parent(
                "ouder" + UUID.randomUUID() + "@voorbeeld.nl",
                List.of("Noor", "Sem", "Yara", "Finn").subList(0, children).toArray(new String[0]));
        SignUpEntry inGroup7 = new SignUpEntry(
                entry.email(),
                entry.name(),
                false,
                "",
                entry.children().stream()
                        .map(child -> new SignUpEntry.Child(child.firstName(), "7"))
                        .toList(),
                "0",
                "",
                false);
        UUID form = UUID.randomUUID();
        SignUpResult result = visitorsFixture.ask(session, inGroup7, form, true, null);
        if (children > model.capacity) {
            assertThat(result).isInstanceOf(SignUpResult.Refused.class);
            return;
        }
        UUID key = ((SignUpResult.Received) result).key();
        long id = TestSql.bigint(jdbc, "select id from booking where idempotency_key = ?", key);
        model.requests.add(new Request(
                id,
                children,
                model.fits(children) ? BookingState.HELD : BookingState.WAITING,
                () -> assertThat(visitorsFixture.ask(session, inGroup7, form, true, null))
                        .isEqualTo(result)));
    }

    private void capacity(long session, int capacity, int classes, Model model) {
        Sessions.Result result = sessions.change(
                session, sessions.find(session).orElseThrow().version(), details(session, capacity, classes), maker);
        boolean possible = capacity >= model.taken() && (!model.forClasses || classes >= model.classesTaken());
        assertThat(result).isInstanceOf(possible ? Sessions.Saved.class : Sessions.Refused.class);
        if (possible) {
            model.capacity = capacity;
            model.classes = classes;
        }
    }

    private SessionDetails details(long session, int capacity, int classes) {
        return jdbc.sql("select activity_id, venue_id from session where id = ?")
                .param(session)
                .query((row, n) -> details(row.getLong(1), row.getLong(2), capacity, classes))
                .single();
    }

    private static SessionDetails details(long activity, long venue, int capacity, int classes) {
        return new SessionDetails(
                activity,
                new TimeSlot(START, START.plusSeconds(7200)),
                venue,
                null,
                null,
                capacity,
                classes == 0 ? null : classes,
                "");
    }

    private long session(long activity, Model model) {
        long venue = bookingsFixture.venue();
        Sessions.Result made = sessions.create(details(activity, venue, model.capacity, model.classes), true, maker);
        assertThat(made).isInstanceOf(Sessions.Saved.class);
        return ((Sessions.Saved) made).ids().get(0);
    }

    private void assertSame(long session, Model model, Step step) {
        List<String> expected = model.requests.stream()
                .map(one -> one.id + " " + one.state + " " + one.people + (one.waited ? " waited" : ""))
                .toList();
        assertThat(jdbc.sql("""
                        select id || ' ' || state || ' ' || participants || case when turn is null then '' else ' waited' end
                        from booking where session_id = ? order by id
                        """).param(session).query(String.class).list())
                .as("after " + step)
                .isEqualTo(expected);
        assertThat(bookingsFixture.taken(session).participants())
                .isEqualTo(model.taken())
                .isEqualTo(bookingsFixture.held(session).participants())
                .isLessThanOrEqualTo(model.capacity);
        assertThat(bookingsFixture.taken(session).classes()).isEqualTo(model.classesTaken());
    }
}
