package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.tec.TecTest;
import nl.tec.Together;
import nl.tec.bookings.SignUpResult.AlreadySignedUp;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.SignUps.Readdressed;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.shared.Problems.Problem;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Unconfirmed sign-ups cannot exhaust a session (rules 3). */
@TecTest
class HoldsTest {

    private static final Instant START = Instant.now().plus(60, ChronoUnit.DAYS);
    private static final int AT_ONCE = 12;

    @Autowired
    SignUps signUps;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    long activity;
    String network;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        activity = visitorsFixture.activity("Drones", "CHILD");
        network = "network " + UUID.randomUUID();
    }

    @Test
    void anAddressHoldsSixPlacesUnconfirmed_inAllSessionsTogether() {
        String email = visitorsFixture.address();
        assertThat(ask(session(), email, null, "Noor", "Sem", "Yara", "Daan")).isInstanceOf(Received.class);
        assertThat(ask(session(), email, null, "Noor", "Sem", "Yara"))
                .satisfies(refused("signup.check.holdAddress", 6));
        assertThat(ask(session(), email, null, "Noor", "Sem")).isInstanceOf(Received.class);
        byLink.confirm(VisitorsFixture.secret(visitorsFixture.post(email)));
        assertThat(ask(session(), email, null, "Noor")).as("two are confirmed").isInstanceOf(Received.class);
    }

    @Test
    void sixPlacesAlsoWhenAskedAtTheSameMoment() throws Exception {
        String email = visitorsFixture.address();
        List<Long> sessions =
                IntStream.range(0, AT_ONCE).mapToObj(i -> session()).toList();
        List<SignUpResult> results = Together.run(AT_ONCE, i -> ask(sessions.get(i), email, null, "Noor"));
        assertThat(results.stream().filter(Received.class::isInstance)).hasSize(6);
    }

    @Test
    void aNetworkAddressHoldsAQuarterOfASessionUnconfirmed_andAFamilyAlways() throws Exception {
        long large = visitorsFixture.session(activity, START, 40);
        List<SignUpResult> results = Together.run(AT_ONCE, i -> ask(large, visitorsFixture.address(), network, "Noor"));
        assertThat(results.stream().filter(Received.class::isInstance)).hasSize(10);
        assertThat(results)
                .filteredOn(Refused.class::isInstance)
                .hasSize(2)
                .allSatisfy(refused("signup.check.holdNetwork", 10));
        assertThat(ask(large, visitorsFixture.address(), network + " of somebody else", "Noor"))
                .isInstanceOf(Received.class);
        long small = visitorsFixture.session(activity, START, 8);
        assertThat(ask(small, visitorsFixture.address(), network, "Noor", "Sem", "Yara", "Daan", "Lina", "Bram"))
                .isInstanceOf(Received.class);
        assertThat(ask(small, visitorsFixture.address(), network, "Fenna"))
                .satisfies(refused("signup.check.holdNetwork", 6));
    }

    @Test
    void onlyAHashOfTheNetworkAddressIsKept_andOnlyWhileUnconfirmed() {
        long session = session();
        String email = visitorsFixture.address();
        ask(session, email, network, "Noor");
        assertThat(networks(session)).isOne();
        byLink.confirm(VisitorsFixture.secret(visitorsFixture.post(email)));
        assertThat(networks(session)).isZero();
        String silent = visitorsFixture.address();
        ask(session, silent, network, "Noor");
        jdbc.sql("update booking set deadline = now() - interval '1 minute' where session_id = ? and state = 'HELD'")
                .param(session)
                .update();
        signUps.session(session);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(1, 0));
        assertThat(networks(session)).isZero();
        String gone = visitorsFixture.address();
        ask(session, gone, network, "Noor");
        byLink.cancel(VisitorsFixture.secret(visitorsFixture.post(gone)));
        assertThat(networks(session)).isZero();
    }

    @Test
    void theSameAddressForTheSameSessionIsToldSo_andMailedTheLink() {
        long session = session();
        String email = visitorsFixture.address();
        assertThat(ask(session, email, null, "Noor")).isInstanceOf(Received.class);
        assertThat(ask(session, email.toUpperCase(Locale.ROOT), null, "Noor")).isEqualTo(new AlreadySignedUp(false));
        String secret = VisitorsFixture.secret(visitorsFixture.post(email));
        byLink.confirm(secret);
        assertThat(ask(session, email, null, "Sem")).isEqualTo(new AlreadySignedUp(true));
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(1, 0));
        assertThat(visitorsFixture.mail(email).get(0).subject()).isEqualTo("De link naar je aanmelding");
        byLink.cancel(secret);
        assertThat(ask(session, email, null, "Sem"))
                .as("cancelled is not signed up")
                .isInstanceOf(Received.class);
    }

    @Test
    void anotherAddressIsHeldToTheSame() {
        long session = session();
        String known = visitorsFixture.address();
        ask(session, known, null, "Noor");
        Received second = (Received) ask(session, visitorsFixture.address(), null, "Sem");
        assertThat(signUps.mailAgain(session, second.key(), known)).isEqualTo(Readdressed.REFUSED);
        String full = visitorsFixture.address();
        ask(session(), full, null, "Noor", "Sem", "Yara", "Daan", "Lina", "Bram");
        assertThat(signUps.mailAgain(session, second.key(), full)).isEqualTo(Readdressed.REFUSED);
    }

    private long session() {
        return visitorsFixture.session(activity, START, 20);
    }

    private SignUpResult ask(long session, String email, @Nullable String from, String... children) {
        return visitorsFixture.ask(session, VisitorsFixture.parent(email, children), UUID.randomUUID(), true, from);
    }

    private static ThrowingConsumer<SignUpResult> refused(String key, int most) {
        return result ->
                assertThat(((Refused) result).problems().all()).containsExactly(new Problem("", key, List.of(most)));
    }

    private int networks(long session) {
        return jdbc.sql("""
                select count(*) from sign_up u join booking b on b.id = u.booking_id
                where b.session_id = ? and u.network_hash is not null
                """).param(session).query(Integer.class).single();
    }
}
