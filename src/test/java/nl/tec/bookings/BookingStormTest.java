package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecApplication;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The booking storm (rules 3): 64 clients over HTTP, two application instances on one database, sessions with few seats. No seat is
 * allocated twice, every response is true, and the waiting list is in order. The same storm without the guard oversells, which shows
 * that the test can fail.
 */
@TecTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookingStormTest {

    private static final int CLIENTS = 64;

    @Autowired
    Environment environment;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ClassBookings bookings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private ConfigurableApplicationContext secondProgram;
    private ExecutorService threads;
    private BookingsFixture bookingsFixture;

    /** A client with two browsers, one on each instance. */
    private record Client(School school, TestBrowser first, TestBrowser second) {}

    @BeforeAll
    void startTheSecondProgram() {
        secondProgram = new SpringApplicationBuilder(TecApplication.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--tec.jobs=false",
                        "--spring.datasource.url=" + environment.getRequiredProperty("spring.datasource.url"));
        threads = Executors.newFixedThreadPool(CLIENTS);
    }

    @AfterAll
    void stopIt() {
        threads.shutdownNow();
        secondProgram.close();
    }

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
    }

    @Test
    void noPlaceIsGivenTwiceAndEveryAnswerIsTrue() throws Exception {
        List<Long> sessions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sessions.add(bookingsFixture.session(
                    bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(Duration.ofDays(7L * i)), 70, 3));
        }
        List<Client> clients = clients();
        List<List<String>> answers = storm(clients.stream()
                .<Callable<List<String>>>map(client -> () -> bookAll(client, sessions))
                .toList());
        Map<Long, String> byBooking = new HashMap<>();
        for (List<String> some : answers) {
            for (String answer : some) {
                String[] parts = answer.split(" ");
                byBooking.put(Long.valueOf(parts[0]), parts[1]);
            }
        }
        assertThat(byBooking).as("one booking per client and session").hasSize(CLIENTS * sessions.size());
        byBooking.forEach((booking, answer) -> assertThat(bookingsFixture.state(booking))
                .as("booking %d, of which the answer was %s", booking, answer)
                .isEqualTo(answer.equals("booked") ? BookingState.CONFIRMED : BookingState.WAITING));
        for (long session : sessions) {
            assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
            assertThat(bookingsFixture.held(session).participants()).isLessThanOrEqualTo(70);
            assertThat(bookingsFixture.held(session).classes()).isEqualTo(3);
        }
        byBooking
                .keySet()
                .forEach(booking -> assertThat(bookingsFixture.mails("booking-confirmed", booking)
                                + bookingsFixture.mails("booking-waiting", booking))
                        .isOne());
    }

    /** Books all sessions, in a different order per client; every form is sent to both instances almost simultaneously. */
    private List<String> bookAll(Client client, List<Long> sessions) {
        TestClass group = bookingsFixture.schoolClass(client.school(), 7, 20);
        List<Long> order = new ArrayList<>(sessions);
        Collections.shuffle(order);
        List<String> answers = new ArrayList<>();
        for (long session : order) {
            UUID key = UUID.randomUUID();
            String once = book(client.first(), session, group, key);
            String again = book(client.second(), session, group, key);
            assertThat(again).as("sent twice").isEqualTo(once);
            answers.add(once);
        }
        return answers;
    }

    @Test
    void theSameFormSentAtOnceToBothProgramsBooksOnce() throws Exception {
        long session = bookingsFixture.session(
                bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(Duration.ofDays(42)), 5000, 500);
        List<Client> clients = clients().subList(0, CLIENTS / 2);
        List<Callable<String>> work = new ArrayList<>();
        for (Client client : clients) {
            TestClass group = bookingsFixture.schoolClass(client.school(), 7, 20);
            UUID key = UUID.randomUUID();
            work.add(() -> book(client.first(), session, group, key));
            work.add(() -> book(client.second(), session, group, key));
        }
        List<String> answers = storm(work);
        for (int i = 0; i < answers.size(); i += 2) {
            assertThat(answers.get(i)).isEqualTo(answers.get(i + 1)).endsWith("booked");
        }
        assertThat(bookingsFixture.held(session).classes()).isEqualTo(clients.size());
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
    }

    @Test
    void theWaitingListIsServedInItsOrder() throws Exception {
        long session = bookingsFixture.session(
                bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(Duration.ofDays(49)), 20, 1);
        List<Client> clients = clients();
        storm(clients.stream()
                .<Callable<String>>map(client -> {
                    TestClass group = bookingsFixture.schoolClass(client.school(), 7, 20);
                    return () -> book(client.first(), session, group, UUID.randomUUID());
                })
                .toList());
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from booking where session_id = ? and state = 'WAITING'", session))
                .isEqualTo(CLIENTS - 1);
        long lastTurn = 0;
        for (int i = 0; i < 10; i++) {
            long holder = jdbc.sql("select id from booking where session_id = ? and state in ('CONFIRMED', 'OFFERED')")
                    .param(session)
                    .query(Long.class)
                    .single();
            long site = TestSql.bigint(jdbc, "select site_id from booking where id = ?", holder);
            School school = clients.stream()
                    .map(Client::school)
                    .filter(one -> one.siteId() == site)
                    .findFirst()
                    .orElseThrow();
            if (i > 0) {
                long turn = TestSql.bigint(jdbc, "select turn from booking where id = ?", holder);
                long firstWaiting = TestSql.bigint(
                        jdbc, "select min(turn) from booking where session_id = ? and state = 'WAITING'", session);
                assertThat(turn).isGreaterThan(lastTurn).isLessThan(firstWaiting);
                lastTurn = turn;
            }
            bookings.cancel(holder, "", school.teacher());
        }
    }

    @Test
    void withoutTheGuardTheSameStormDoesOversell() throws Exception {
        long session = bookingsFixture.session(
                bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(Duration.ofDays(56)), 70, 3);
        List<Client> clients = clients();
        CountDownLatch fiveLooked = new CountDownLatch(5);
        storm(clients.stream()
                .<Callable<Boolean>>map(client -> {
                    TestClass group = bookingsFixture.schoolClass(client.school(), 7, 20);
                    return () -> naive(session, client.school(), group, fiveLooked);
                })
                .toList());
        assertThat(bookingsFixture.held(session).classes())
                .as("classes on a session for 3, booked by looking first and writing then")
                .isGreaterThan(3);
    }

    private static void awaitReaders(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Books with a naive check-then-act: correct in isolation, wrong under concurrency. The latch only ensures that a few check before the
     * first one writes, which also happens by chance.
     */
    private boolean naive(long session, School school, TestClass group, CountDownLatch fiveLooked) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (bookingsFixture.held(session).classes() >= 3) {
                return false;
            }
            fiveLooked.countDown();
            awaitReaders(fiveLooked);
            bookingsFixture.insert("""
                    insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                    values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, now()) returning id
                    """, session, group.pupils(), school.siteId(), group.id(), UUID.randomUUID());
            return true;
        }));
    }

    private List<Client> clients() {
        int port = Integer.parseInt(secondProgram.getEnvironment().getRequiredProperty("local.server.port"));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            School school = bookingsFixture.school();
            SignedIn teacher = accounts.teacherOf(school.siteId());
            clients.add(new Client(
                    school, teacher.browser(), new SignedIn(teacher.account(), teacher.session(), port).browser()));
        }
        return clients;
    }

    /** Runs all tasks concurrently. */
    private <T> List<T> storm(List<Callable<T>> work) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(work.size());
        List<Future<T>> results = new ArrayList<>();
        for (Callable<T> one : work) {
            results.add(threads.submit(() -> {
                barrier.await();
                return one.call();
            }));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> result : results) {
            answers.add(result.get());
        }
        return answers;
    }

    /** Books, and returns the booking with the outcome in the response: {@code 4711 booked}. */
    private static String book(TestBrowser browser, long session, TestClass group, UUID key) {
        HttpResponse<String> response = browser.post(
                "/school/boeken",
                "klas",
                "" + group.id(),
                "sessie",
                "" + session,
                "sleutel",
                "" + key,
                "leerlingen-" + group.partId(),
                "" + group.pupils(),
                "volwassenen",
                "3");
        String location = response.headers().firstValue("Location").orElse("");
        Matcher path = Pattern.compile("/school/boekingen/([0-9]+)").matcher(location);
        assertThat(path.find())
                .as(response.statusCode() + " " + response.body())
                .isTrue();
        String flash = browser.cookie("flash");
        return path.group(1) + " " + (flash == null ? "?" : flash.replace("booking.flash.", ""));
    }
}
