package nl.tec.bookings;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.TestBrowser;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.launch.DatabaseAddress;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Simulated users who book, cancel and sign up over HTTP while something is killed (rules 3). Users without a response press the button
 * again. Afterwards the responses are compared with the database.
 */
public final class Crowd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern BOOKING = Pattern.compile("/school/boekingen/([0-9]+)");
    private static final Pattern SIGN_UP = Pattern.compile("/klaar\\?k=([0-9a-f-]{36})");
    /** So many answers in a row are of every node. */
    private static final int IN_A_ROW = 10;

    private static final int PUPILS = 20;
    private static final int ADULTS = 3;
    /** The maximum number of weeks with a session for classes; a class is in one place at a time. */
    private static final int MAX_WEEKS = 12;

    private final int port;
    private final int people;
    private final Supplier<DatabaseAddress> database;
    private final Duration pause;
    private final Random random = new Random(42);
    private final ExecutorService threads;
    private final List<Person> everyone = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger pressedAgain = new AtomicInteger();
    private final AtomicLong longestWait = new AtomicLong();
    private final AtomicInteger places = new AtomicInteger();

    private final List<Long> sessions = new ArrayList<>();
    private final List<Future<List<Seen>>> work = new ArrayList<>();
    private volatile boolean resting;

    /** A teacher with a browser, and the browser of an anonymous visitor. */
    private record Person(School school, TestBrowser teacher, TestBrowser visitor) {}

    /** A response to a request. @param key the key of the request in the database */
    private record Seen(UUID key, Said said) {}

    private enum Said {
        BOOKED(List.of("CONFIRMED")),
        // a freed seat may have been offered to the waiting list
        WAITING(List.of("WAITING", "OFFERED")),
        CANCELLED(List.of("CANCELLED")),
        SIGNED_UP(List.of("HELD", "WAITING"));

        private final List<String> states;

        Said(List<String> states) {
            this.states = states;
        }
    }

    private interface Errand {
        Seen run();
    }

    /**
     * The result of comparing the database with the responses.
     *
     * @param acknowledged the number of acknowledged requests
     * @param lost the number of acknowledged requests that the database does not have
     * @param doubled the number of requests that were executed more than once
     * @param oversold the number of sessions with more seats allocated than available, or a wrong counter
     * @param details descriptions of the errors
     */
    public record Verdict(int acknowledged, int lost, int doubled, int oversold, List<String> details) {

        public static final Verdict NONE = new Verdict(0, 0, 0, 0, List.of());

        public Verdict and(Verdict other) {
            List<String> all = new ArrayList<>(details);
            all.addAll(other.details);
            return new Verdict(
                    acknowledged + other.acknowledged,
                    lost + other.lost,
                    doubled + other.doubled,
                    oversold + other.oversold,
                    all);
        }

        public boolean good() {
            return details.isEmpty();
        }
    }

    /**
     * @param port the port of the hub
     * @param pause the pause of each user between two errands
     * @param database supplies the current address of the hub's database
     */
    public Crowd(int port, int people, Duration pause, Supplier<DatabaseAddress> database) {
        this.port = port;
        this.people = people;
        this.pause = pause;
        this.database = database;
        this.threads = Executors.newFixedThreadPool(people);
    }

    /** Gives the hub a name and a mailbox, so that mail can be delivered, and signs the teachers in. */
    public void arrive() {
        JdbcClient jdbc = jdbc();
        jdbc.sql("""
                insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC Test', now()), ('DEMO', 'true', now())
                on conflict (key) do update set value = excluded.value
                """).update();
        BookingsFixture fixture = new BookingsFixture(jdbc);
        for (int i = 0; i < people; i++) {
            School school = fixture.school();
            String secret = Secrets.make();
            jdbc.sql("""
                    insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                    values (?, ?, false, now(), now(), now() + interval '8 hours')
                    """)
                    .param(Secrets.hash(secret))
                    .param(school.teacher().accountId())
                    .update();
            everyone.add(new Person(school, new TestBrowser(port, secret), new TestBrowser(port, null)));
        }
        // the application reloads its settings every few seconds, and behind a proxy each node by itself
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (int inARow = 0; inARow < IN_A_ROW && System.nanoTime() < until; inARow++) {
            if (new TestBrowser(port, null).get("/").statusCode() != 200) {
                inARow = -1;
                sleep(Duration.ofMillis(150));
            }
        }
    }

    /**
     * Starts all users. Each books classes for sessions, a third of which have room, cancels one in four bookings, and signs up for other
     * sessions, all in an order of their own.
     */
    public void begin(int classSessions, int classesEach, int visitorSessions) {
        sessions.clear();
        work.clear();
        answered.set(0);
        pressedAgain.set(0);
        longestWait.set(0);
        resting = false;
        List<List<Errand>> errands = new ArrayList<>();
        // in one transaction, to be atomic in a crash
        try (Connection connection = database.get().connect()) {
            connection.setAutoCommit(false);
            BookingsFixture fixture =
                    new BookingsFixture(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            int rooms = people * classesEach / 3;
            List<Long> forClasses = new ArrayList<>();
            for (int i = 0; i < classSessions; i++) {
                forClasses.add(fixture.session(
                        fixture.activity(), start(i % MAX_WEEKS), rooms * (PUPILS + ADULTS + 2), rooms));
            }
            List<Long> forVisitors = new ArrayList<>();
            for (int i = 0; i < visitorSessions; i++) {
                forVisitors.add(
                        fixture.session(fixture.activity("INDIVIDUALS"), start(i % MAX_WEEKS), people * 2 / 3, null));
            }
            for (Person person : everyone) {
                errands.add(errands(
                        person, fixture.classes(person.school(), classesEach, PUPILS), forClasses, forVisitors));
            }
            connection.commit();
            sessions.addAll(forClasses);
            sessions.addAll(forVisitors);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        for (List<Errand> own : errands) {
            work.add(threads.submit(() -> run(own)));
        }
    }

    private List<Errand> errands(
            Person person, List<TestClass> classes, List<Long> forClasses, List<Long> forVisitors) {
        List<Errand> errands = new ArrayList<>();
        for (TestClass group : classes) {
            for (long session : forClasses) {
                boolean mindChanges = random.nextInt(4) == 0;
                errands.add(() -> book(person, group, session, mindChanges));
            }
        }
        for (long session : forVisitors) {
            errands.add(() -> signUp(person, session));
        }
        Collections.shuffle(errands, random);
        return errands;
    }

    private List<Seen> run(List<Errand> errands) {
        List<Seen> seen = new ArrayList<>();
        for (Errand errand : errands) {
            if (resting) {
                break;
            }
            seen.add(errand.run());
            sleep(pause);
        }
        return seen;
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

    /** Waits until this number of requests has been answered since the beginning. */
    public void awaitAnswers(int number) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (answered.get() < number && System.nanoTime() < until && !done()) {
            sleep(Duration.ofMillis(1));
        }
    }

    /** Returns the number of requests answered since the beginning. */
    public int answered() {
        return answered.get();
    }

    /** Returns the number of retries since the beginning. */
    public int pressedAgain() {
        return pressedAgain.get();
    }

    /** Returns the longest time since the beginning between first pressing a button and a response. */
    public Duration longestWait() {
        return Duration.ofNanos(longestWait.get());
    }

    /** Whether all errands are done. */
    public boolean done() {
        return work.stream().allMatch(Future::isDone);
    }

    /** Stops all users after their current errand. */
    public void rest() {
        resting = true;
    }

    /** Waits until all users are done, and compares the responses with the database. */
    public Verdict verdict() {
        List<Seen> seen = new ArrayList<>();
        try {
            for (Future<List<Seen>> one : work) {
                seen.addAll(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("somebody did not get through", e);
        }
        return compare(seen);
    }

    private Verdict compare(List<Seen> seen) {
        JdbcClient jdbc = jdbc();
        Map<UUID, String> states = new HashMap<>();
        jdbc.sql("select idempotency_key, state from booking where session_id in (:sessions)")
                .param("sessions", sessions)
                .query(row -> {
                    states.put(row.getObject(1, UUID.class), row.getString(2));
                });
        List<String> wrong = new ArrayList<>();
        for (Seen one : seen) {
            String state = states.get(one.key());
            if (state == null || !one.said().states.contains(state)) {
                wrong.add(one + " is " + state);
            }
        }
        wrong.addAll(list("sign-ups without their person", """
                select b.id from booking b where b.session_id in (:sessions) and b.kind = 'INDIVIDUAL'
                  and not exists (select from sign_up u where u.booking_id = b.id and u.email is not null)
                """));
        wrong.addAll(list("classes that are away without a place, or the other way round", """
                select b.id from booking b where b.session_id in (:sessions) and b.kind = 'CLASS'
                  and (b.state in ('CONFIRMED', 'OFFERED'))
                    <> exists (select from class_occupation o where o.booking_id = b.id)
                """));
        wrong.addAll(list("waits although it fits", """
                select b.id from booking b join session_capacity p on p.session_id = b.session_id
                where b.session_id in (:sessions) and b.state = 'WAITING' and p.taken + b.participants <= p.capacity
                  and (b.kind = 'INDIVIDUAL' or p.classes_taken < p.class_capacity)
                """));
        int lost = wrong.size();
        int doubled = Math.abs(jdbc.sql("select count(*) from booking where session_id in (:sessions)")
                        .param("sessions", sessions)
                        .query(Integer.class)
                        .single()
                - seen.size());
        if (doubled > 0) {
            wrong.add(doubled + " bookings more or fewer than the " + seen.size() + " that were asked for");
        }
        List<String> oversold = list("sessions that gave more than they have, or lost count", """
                select s.id from session s join session_capacity p on p.session_id = s.id
                  left join lateral (
                    select coalesce(sum(b.participants), 0) as taken, count(*) filter (where b.kind = 'CLASS') as classes
                      from booking b where b.session_id = s.id and b.state in ('HELD', 'CONFIRMED', 'OFFERED')) b on true
                 where s.id in (:sessions)
                   and (b.taken <> p.taken or b.classes <> p.classes_taken or b.taken > s.capacity or b.classes > s.class_capacity)
                """);
        wrong.addAll(oversold);
        return new Verdict(seen.size(), lost, doubled, oversold.size(), wrong);
    }

    /** Checks that each event of a booking has its mail, and that there are no others. */
    public Verdict mails() {
        List<String> wrong = jdbc().sql("""
                with happened as (
                  select e.booking_id as booking,
                    case when b.kind = 'CLASS' then 'booking-' || lower(split_part(e.event, '_', 1))
                         when e.event = 'HELD' then 'sign-up-confirm' else 'sign-up-confirm-waiting' end as mail
                  from booking_event e join booking b on b.id = e.booking_id),
                mailed as (select (payload->>'booking')::bigint as booking, template as mail from outbox)
                select concat_ws(' ', booking, mail, 'happened', count(h.mail), 'mailed', count(m.mail))
                from (select booking, mail, row_number() over (partition by booking, mail) as n from happened) h
                full join (select booking, mail, row_number() over (partition by booking, mail) as n from mailed) m
                  using (booking, mail, n)
                group by booking, mail having count(h.mail) <> count(m.mail)
                """).query(String.class).list();
        return new Verdict(0, wrong.size(), 0, 0, wrong);
    }

    private List<String> list(String what, String sql) {
        return jdbc().sql(sql).param("sessions", sessions).query(Long.class).list().stream()
                .map(id -> what + ": " + id)
                .toList();
    }

    private Seen book(Person person, TestClass group, long session, boolean mindChanges) {
        UUID key = UUID.randomUUID();
        HttpResponse<String> answer = press(
                person.teacher(),
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
                "" + ADULTS);
        String booking = found(BOOKING, answer);
        boolean booked = "booking.flash.booked".equals(person.teacher().cookie("flash"));
        if (!mindChanges) {
            return new Seen(key, booked ? Said.BOOKED : Said.WAITING);
        }
        // a retry responds that there is nothing left to cancel, which also counts as success
        HttpResponse<String> gone = press(person.teacher(), "/school/boekingen/" + booking + "/afzeggen", "reden", "");
        if (!List.of(302, 303, 422).contains(gone.statusCode())) {
            throw new IllegalStateException("cancelling answers " + gone.statusCode() + " " + gone.body());
        }
        return new Seen(key, Said.CANCELLED);
    }

    private Seen signUp(Person person, long session) {
        // visitors come from different network addresses
        int place = places.getAndIncrement();
        person.visitor().with("X-Forwarded-For", "10." + place / 65_536 + "." + place / 256 % 256 + "." + place % 256);
        HttpResponse<String> answer = press(
                person.visitor(),
                "/meedoen/" + session,
                "sleutel",
                "" + UUID.randomUUID(),
                "email",
                "sanne" + session + "-" + person.school().siteId() + "@voorbeeld.nl",
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
        return new Seen(UUID.fromString(found(SIGN_UP, answer)), Said.SIGNED_UP);
    }

    private static String found(Pattern pattern, HttpResponse<String> answer) {
        Matcher matcher =
                pattern.matcher(answer.headers().firstValue("Location").orElse(""));
        if (!matcher.find()) {
            throw new IllegalStateException(
                    answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
        }
        return matcher.group(1);
    }

    /** Presses a button, and retries without a response or on a temporary failure. */
    private HttpResponse<String> press(TestBrowser browser, String path, String... fields) {
        long begin = System.nanoTime();
        while (true) {
            try {
                HttpResponse<String> answer = browser.post(path, fields);
                if (answer.statusCode() < 500) {
                    answered.incrementAndGet();
                    longestWait.accumulateAndGet(System.nanoTime() - begin, Math::max);
                    return answer;
                }
                if (!passes(answer)) {
                    throw new IllegalStateException(path + " answers " + answer.statusCode() + " " + answer.body());
                }
            } catch (UncheckedIOException e) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
            }
            pressedAgain.incrementAndGet();
            sleep(Duration.ofMillis(150));
        }
    }

    /** Whether the failure is temporary; 502, 504 and a bare 500 are sent by a proxy that lost its node halfway. */
    private static boolean passes(HttpResponse<String> answer) {
        return List.of(502, 503, 504).contains(answer.statusCode())
                || answer.body().startsWith("<html><body><h1>500 Internal Server Error</h1>");
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns a client for the current database. */
    public JdbcClient jdbc() {
        DatabaseAddress now = database.get();
        return JdbcClient.create(new DriverManagerDataSource(now.url(), now.user(), now.password()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
