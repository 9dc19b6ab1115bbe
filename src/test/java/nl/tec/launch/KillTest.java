package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.TecProcess;
import nl.tec.TestBrowser;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Through any crash (rules 3): clients book, cancel and sign up over HTTP, and in the middle of it the program or its PostgreSQL is
 * killed, again and again. Who got no answer presses the button once more, as people do. What was confirmed is there, nothing
 * is there twice, no place is given twice, and each thing that happened is mailed once.
 */
class KillTest {

    /** Kills: first of the program, then of PostgreSQL, which is back much sooner; {@code -Dtec.kills=100} for more. */
    private static final int KILLS = Integer.getInteger("tec.kills", 8);

    private static final int OF_THE_PROGRAM = KILLS / 4;

    private static final int CLIENTS = 6;
    private static final int CLASS_SESSIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern BOOKING = Pattern.compile("/school/boekingen/([0-9]+)");
    private static final Pattern SIGN_UP = Pattern.compile("/klaar\\?k=([0-9a-f-]{36})");

    @TempDir
    Path data;

    /** The one that runs now. */
    @SuppressWarnings("NullAway.Init")
    private TecProcess program;

    private final Random random = new Random(42);
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger pressedAgain = new AtomicInteger();

    /** A teacher with a browser, and the browser of a visitor who is not signed in. */
    private record Client(School school, String secret, TestBrowser teacher, TestBrowser visitor) {}

    /** What somebody saw. @param key of the request, as the database has it */
    private record Seen(UUID key, Said said, String detail) {}

    private enum Said {
        BOOKED,
        WAITING,
        CANCELLED,
        SIGNED_UP
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void whatWasConfirmedIsThereOnce_whateverIsKilledInTheMiddle() throws Exception {
        program = TecProcess.start(data, "--empty");
        try {
            List<Client> clients = clients(program.port());
            for (int kill = 0; kill < KILLS; kill++) {
                storm(clients, kill < OF_THE_PROGRAM);
            }
            assertThat(pressedAgain)
                    .as("requests that a kill left without an answer")
                    .hasPositiveValue();
            everythingThatHappenedIsMailedOnce();
            MailsInTheBox.everyMailArrivesOnce(jdbc());
        } finally {
            threads.shutdownNow();
            program.stop();
        }
    }

    private void storm(List<Client> clients, boolean killProgram) throws Exception {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc());
        List<Long> forClasses = new ArrayList<>();
        List<Long> forVisitors = new ArrayList<>();
        for (int i = 0; i < CLASS_SESSIONS; i++) {
            forClasses.add(bookingsFixture.session(bookingsFixture.activity(), start(i), 50, 2));
        }
        forVisitors.add(bookingsFixture.session(bookingsFixture.activity("INDIVIDUALS"), start(0), 4, null));

        answered.set(0);
        List<Future<List<Seen>>> work = new ArrayList<>();
        for (Client client : clients) {
            TestClass group = bookingsFixture.schoolClass(client.school(), 7, 20);
            work.add(threads.submit(visit(client, group, forClasses, forVisitors)));
        }
        await(2 + random.nextInt(10));
        if (killProgram) {
            program.kill9();
            program = TecProcess.begin(data, program.port(), Map.of(), "--empty");
        } else {
            program.killPostgres9();
        }
        program.waitUntilItAnswers();
        List<Seen> seen = new ArrayList<>();
        for (Future<List<Seen>> one : work) {
            seen.addAll(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        List<Long> sessions = new ArrayList<>(forClasses);
        sessions.addAll(forVisitors);
        whatWasSeenIsThere(seen, sessions);
        nothingIsOversold(sessions);
    }

    private static Instant start(int week) {
        // a Tuesday in March after next, when schools are open
        return LocalDate.now(Dates.ZONE)
                .plusYears(2)
                .withMonth(3)
                .withDayOfMonth(10)
                .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
                .plusWeeks(week)
                .atTime(9, 0)
                .atZone(Dates.ZONE)
                .toInstant();
    }

    private void await(int answers) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (answered.get() < answers && System.nanoTime() < until) {
            Thread.sleep(1);
        }
    }

    /** What one client does in one storm, in an order of its own. */
    private Callable<List<Seen>> visit(Client client, TestClass group, List<Long> forClasses, List<Long> forVisitors) {
        List<Callable<List<Seen>>> errands = new ArrayList<>();
        for (long session : forClasses) {
            boolean mindChanges = random.nextInt(4) == 0;
            errands.add(() -> book(client, group, session, mindChanges));
        }
        for (long session : forVisitors) {
            errands.add(() -> List.of(signUp(client, session)));
        }
        Collections.shuffle(errands, random);
        return () -> {
            List<Seen> seen = new ArrayList<>();
            for (Callable<List<Seen>> errand : errands) {
                seen.addAll(errand.call());
            }
            return seen;
        };
    }

    private List<Seen> book(Client client, TestClass group, long session, boolean mindChanges) {
        UUID key = UUID.randomUUID();
        HttpResponse<String> answer = press(
                client.teacher(),
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
        String booking = found(BOOKING, answer);
        boolean booked = "booking.flash.booked".equals(client.teacher().cookie("flash"));
        if (!mindChanges) {
            return List.of(new Seen(key, booked ? Said.BOOKED : Said.WAITING, booking));
        }
        // a second time it says that there is nothing left to cancel, which is as good
        HttpResponse<String> gone = press(client.teacher(), "/school/boekingen/" + booking + "/afzeggen", "reden", "");
        assertThat(gone.statusCode()).as(gone.body()).isIn(302, 303, 422);
        return List.of(new Seen(key, Said.CANCELLED, booking));
    }

    private Seen signUp(Client client, long session) {
        HttpResponse<String> answer = press(
                client.visitor(),
                "/meedoen/" + session,
                "sleutel",
                "" + UUID.randomUUID(),
                "email",
                mailAddress(session, client),
                "naam",
                "Sanne de Vries",
                "voornaam-1",
                "Noor",
                "leeftijd-1",
                "7",
                "volwassenen",
                "0",
                "wachtlijst",
                "ja");
        return new Seen(UUID.fromString(found(SIGN_UP, answer)), Said.SIGNED_UP, mailAddress(session, client));
    }

    private static String mailAddress(long session, Client client) {
        return "sanne" + session + "-" + client.school().siteId() + "@voorbeeld.nl";
    }

    private static String found(Pattern pattern, HttpResponse<String> answer) {
        Matcher matcher =
                pattern.matcher(answer.headers().firstValue("Location").orElse(""));
        assertThat(matcher.find())
                .as(answer.statusCode() + " " + answer.headers().map() + " " + answer.body())
                .isTrue();
        return matcher.group(1);
    }

    /** Presses a button, and once more as long as no answer comes, or one that says that something is wrong for the moment. */
    private HttpResponse<String> press(TestBrowser browser, String path, String... fields) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = browser.post(path, fields);
                if (answer.statusCode() < 500) {
                    answered.incrementAndGet();
                    return answer;
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            } catch (UncheckedIOException e) {
                assertThat(System.nanoTime()).as("still no answer: " + e).isLessThan(until);
            }
            pressedAgain.incrementAndGet();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void whatWasSeenIsThere(List<Seen> seen, List<Long> sessions) throws IOException {
        JdbcClient jdbc = jdbc();
        for (Seen one : seen) {
            String state = jdbc.sql("select state from booking where idempotency_key = ?")
                    .param(one.key())
                    .query(String.class)
                    .single();
            // a place that came free may have been offered to who waited
            assertThat(state)
                    .as(one.toString())
                    .isIn(
                            switch (one.said()) {
                                case BOOKED -> List.of("CONFIRMED");
                                case WAITING -> List.of("WAITING", "OFFERED");
                                case CANCELLED -> List.of("CANCELLED");
                                case SIGNED_UP -> List.of("HELD", "WAITING");
                            });
        }
        assertThat(number("select count(*) from booking where session_id in (:sessions)", sessions))
                .as("bookings; as many as were asked for")
                .isEqualTo(seen.size())
                .isEqualTo(CLIENTS * (CLASS_SESSIONS + 1));
        assertThat(number("""
                select count(*) from booking b where b.session_id in (:sessions) and b.kind = 'INDIVIDUAL'
                  and not exists (select from sign_up u where u.booking_id = b.id and u.email is not null)
                """, sessions)).as("sign-ups without their person").isZero();
        assertThat(number("""
                select count(*) from booking b where b.session_id in (:sessions) and b.kind = 'CLASS'
                  and (b.state in ('CONFIRMED', 'OFFERED'))
                    <> exists (select from class_occupation o where o.booking_id = b.id)
                """, sessions))
                .as("classes that are away without a place, or the other way round")
                .isZero();
    }

    private void nothingIsOversold(List<Long> sessions) throws IOException {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc());
        for (long session : sessions) {
            assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
            assertThat(number("""
                    select count(*) from session s where s.id in (:sessions)
                      and (select sum(participants) from booking b where b.session_id = s.id
                           and b.state in ('HELD', 'CONFIRMED', 'OFFERED')) > s.capacity
                    """, sessions)).isZero();
        }
        assertThat(number("""
                select count(*) from booking b join session_capacity p on p.session_id = b.session_id
                where b.session_id in (:sessions) and b.state = 'WAITING' and p.taken + b.participants <= p.capacity
                  and (b.kind = 'INDIVIDUAL' or p.classes_taken < p.class_capacity)
                """, sessions)).as("waits although it fits").isZero();
    }

    /** The history of each booking and its mails say the same, one for one. */
    private void everythingThatHappenedIsMailedOnce() throws IOException {
        assertThat(jdbc().sql("""
                with happened as (
                  select e.booking_id as booking,
                    case when b.kind = 'CLASS' then 'booking-' || lower(split_part(e.event, '_', 1))
                         when e.event = 'HELD' then 'sign-up-confirm' else 'sign-up-confirm-waiting' end as mail
                  from booking_event e join booking b on b.id = e.booking_id),
                mailed as (select (payload->>'booking')::bigint as booking, template as mail from outbox)
                select booking, mail, count(h.mail), count(m.mail)
                from (select booking, mail, row_number() over (partition by booking, mail) as n from happened) h
                full join (select booking, mail, row_number() over (partition by booking, mail) as n from mailed) m
                  using (booking, mail, n)
                group by booking, mail having count(h.mail) <> count(m.mail)
                """).query().listOfRows())
                .as("happened without a mail, or mailed without having happened")
                .isEmpty();
    }

    private int number(String sql) throws IOException {
        return jdbc().sql(sql).query(Integer.class).single();
    }

    private int number(String sql, List<Long> sessions) throws IOException {
        return jdbc().sql(sql).param("sessions", sessions).query(Integer.class).single();
    }

    /** The hub gets a name and a mailbox, so that mail arrives somewhere. */
    private List<Client> clients(int port) throws IOException {
        JdbcClient jdbc = jdbc();
        jdbc.sql("""
                insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC Test', now()), ('DEMO', 'true', now())
                on conflict (key) do update set value = excluded.value
                """).update();
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            School school = bookingsFixture.school();
            String secret = Secrets.make();
            jdbc.sql("""
                    insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                    values (?, ?, false, now(), now(), now() + interval '8 hours')
                    """)
                    .param(Secrets.hash(secret))
                    .param(school.teacher().accountId())
                    .update();
            // visitors come from different places
            clients.add(new Client(
                    school,
                    secret,
                    new TestBrowser(port, secret),
                    new TestBrowser(port, null).with("X-Forwarded-For", "198.51.100." + i)));
        }
        awaitStarted(port);
        return clients;
    }

    /** The program looks at its settings every few seconds. */
    private static void awaitStarted(int port) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (new TestBrowser(port, null).get("/").statusCode() != 200 && System.nanoTime() < until) {
            pause();
        }
    }

    /** The database of the program that runs now; its port is another one after every start. */
    private JdbcClient jdbc() throws IOException {
        DatabaseAddress database = EmbeddedDatabase.running(data).orElseThrow().program();
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }
}
