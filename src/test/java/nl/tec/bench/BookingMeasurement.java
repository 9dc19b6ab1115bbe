package nl.tec.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.tec.bench.BookingHub.Teacher;
import nl.tec.launch.DatabaseAddress;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The measuring of {@link BookingBench}: a seeded hub, one lean client, and the bare transaction in turns. */
final class BookingMeasurement {

    /** Over which the bookings are spread; the hot ones, one per turn, stand before them. */
    private static final int SESSIONS = 500;

    private static final int HOT_SESSIONS = 50;
    /** As many book at once, over HTTP and bare. */
    private static final int CONNECTIONS = 20;

    private static final int CLASSES_PER_TEACHER = 1000;
    private static final int ROUNDS = 15;
    private static final int ROUNDS_BESIDE = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(300);
    private static final Duration TURN = Duration.ofSeconds(2);

    private static final String GUARDED = """
            update session_capacity set taken = taken + ?, classes_taken = classes_taken + 1
            where session_id = ? and open and bookable_until > ? and taken + ? <= capacity and classes_taken < class_capacity
            """;
    private static final String BOOKING = """
            insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
            values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, ?) returning id
            """;
    private static final String MAIL = """
            insert into outbox (template, recipient, language, payload, created_at, next_attempt_at)
            values ('booking-confirmed', ?, 'nl', ?::jsonb, ?, ?)
            """;

    private final DatabaseAddress database;
    private final int port;
    private final int classes;
    private final List<Booker> bookers = new ArrayList<>();
    private final List<Booker> bareBookers = new ArrayList<>();
    private long firstSession;

    /** The next bookings of a teacher; every class books every session at most once. */
    private static final class Booker {

        final Teacher teacher;
        /** How many bookings were spread. */
        int spread;
        /** The next class on the hot session of this turn. */
        int hot;

        Booker(Teacher teacher) {
            this.teacher = teacher;
        }

        /** A class after another, over all sessions each. */
        int nextSession() {
            return (spread + teacher.number() * 23) % SESSIONS;
        }

        int nextClass() {
            return spread++ / SESSIONS;
        }
    }

    BookingMeasurement(DatabaseAddress database, int port) {
        this(database, port, CLASSES_PER_TEACHER);
    }

    /** @param classes of each teacher: as many bookings on one session there can be in a turn */
    BookingMeasurement(DatabaseAddress database, int port, int classes) {
        this.database = database;
        this.port = port;
        this.classes = classes;
    }

    /**
     * Full bookings as a fraction of bare ones: the medians of the fractions of the rounds, because the two turns of a round are the
     * likeliest to get the same from a machine that is not alone on its host.
     */
    record Outcome(double spread, double hot) {}

    /** The processor time per booking, which varies less with other load on the machine than the throughput. */
    record Processes(ProcessHandle program, ProcessHandle database) {

        /** Returns the processor time since its start, in microseconds. */
        private long ofProgram() {
            return time(program);
        }

        private long ofDatabase() {
            return time(database)
                    + database.children().mapToLong(Processes::time).sum();
        }

        private static long time(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
        }
    }

    Outcome measure(Processes processes) throws Exception {
        List<Double> ofProgram = new ArrayList<>();
        List<Double> ofDatabase = new ArrayList<>();
        List<Double> spread = new ArrayList<>();
        List<Double> hot = new ArrayList<>();
        List<Double> spreadOfFew = new ArrayList<>();
        List<Double> hotOfFew = new ArrayList<>();
        int few = connectionsOfTheProgram();
        try (Connection connection = database.connect();
                LeanClient client = new LeanClient(port, CONNECTIONS)) {
            seed(connection);
            System.out.println("warming up ...");
            full(client, Duration.ofSeconds(2), 0);
            analyze(connection);
            full(client, WARM_UP, 0);
            bare(Duration.ofSeconds(2), 0, CONNECTIONS);
            full(client, Duration.ofSeconds(2), 1);
            analyze(connection);
            for (int round = 0; round < ROUNDS; round++) {
                double bareSpread = bare(TURN, 0, CONNECTIONS);
                long program = processes.ofProgram();
                long base = processes.ofDatabase();
                double fullSpread = full(client, TURN, 0);
                double bookings = fullSpread * TURN.toSeconds();
                ofProgram.add((processes.ofProgram() - program) / bookings);
                ofDatabase.add((processes.ofDatabase() - base) / bookings);
                double fewSpread = bare(TURN, 0, few);
                int session = 2 + 3 * round;
                double bareHot = bare(TURN, session, CONNECTIONS);
                double fullHot = full(client, TURN, session + 1);
                double fewHot = bare(TURN, session + 2, few);
                spread.add(fullSpread / bareSpread);
                hot.add(fullHot / bareHot);
                spreadOfFew.add(fullSpread / fewSpread);
                hotOfFew.add(fullHot / fewHot);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: spread bare %5.0f/s, full %5.0f/s; hot bare %5.0f/s, full %5.0f/s; bare from %d connections %5.0f/s, %5.0f/s%n",
                        round + 1,
                        bareSpread,
                        fullSpread,
                        bareHot,
                        fullHot,
                        few,
                        fewSpread,
                        fewHot);
            }
            System.out.printf(
                    Locale.ROOT,
                    "of bare bookings from the %d connections that the program has: spread %.2f, hot %.2f%n",
                    few,
                    median(spreadOfFew),
                    median(hotOfFew));
            System.out.printf(
                    Locale.ROOT,
                    "processor time of a booking, spread: %.0f us of the program, %.0f us of the database%n",
                    median(ofProgram),
                    median(ofDatabase));
            check(connection);
        }
        return new Outcome(median(spread), median(hot));
    }

    /** Load that runs beside bookings for the given time. */
    @FunctionalInterface
    interface Beside {
        void run(Duration time) throws Exception;
    }

    /** How many times as many bookings on one session there are with something beside them as without: the median of the rounds. */
    double hotBeside(Beside beside, Duration turn) throws Exception {
        List<Double> fractions = new ArrayList<>();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = database.connect();
                LeanClient client = new LeanClient(port, CONNECTIONS)) {
            full(client, Duration.ofSeconds(2), 0);
            analyze(connection);
            full(client, WARM_UP.dividedBy(4), 0);
            for (int round = 0; round < ROUNDS_BESIDE; round++) {
                double alone = full(client, turn, 2 + 2 * round);
                Future<?> reading = other.submit(() -> {
                    beside.run(turn);
                    return null;
                });
                double together = full(client, turn, 3 + 2 * round);
                reading.get();
                fractions.add(together / alone);
                System.out.printf(
                        Locale.ROOT, "round %d: alone %5.0f/s, with readers %5.0f/s%n", round + 1, alone, together);
            }
            check(connection);
        } finally {
            other.shutdownNow();
        }
        return median(fractions);
    }

    /** Makes what is measured with. */
    void seed() throws Exception {
        try (Connection connection = database.connect()) {
            seed(connection);
        }
    }

    private void seed(Connection connection) throws Exception {
        BookingHub hub = BookingHub.seed(connection, port, 2 * CONNECTIONS, classes, HOT_SESSIONS + SESSIONS);
        firstSession = hub.session(0);
        hub.teachers()
                .forEach(teacher -> (teacher.number() < CONNECTIONS ? bookers : bareBookers).add(new Booker(teacher)));
    }

    /** As the database does by itself within some minutes: until then it plans as if there are no bookings, and reads them all. */
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /** @param hot 0: spread; else the number of the one session */
    private double full(LeanClient client, Duration time, int hot) throws IOException {
        bookers.forEach(booker -> booker.hot = 0);
        LeanClient.Count count = client.run(
                time,
                number -> {
                    Booker booker = bookers.get(number);
                    return hot == 0
                            ? request(
                                    booker.teacher,
                                    firstSession + HOT_SESSIONS + booker.nextSession(),
                                    booker.nextClass())
                            : request(booker.teacher, firstSession + hot, booker.hot++);
                },
                head -> head.startsWith("HTTP/1.1 303") && head.contains("/school/boekingen/"));
        if (count.wrongAnswers() > 0) {
            throw new IllegalStateException(count.wrongAnswers() + " bookings were refused: " + count.wrong());
        }
        return count.perSecond();
    }

    private byte[] request(Teacher teacher, long session, int number) {
        String body = teacher.form(session, number);
        return ("POST /school/boeken HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nCookie: " + teacher.cookies()
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private double bare(Duration time, int hot, int connections) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        bareBookers.forEach(booker -> booker.hot = 0);
        long start = System.nanoTime();
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int number = i;
            done.add(threads.submit(() -> bare(start + time.toNanos(), hot, bareBookers.get(number))));
        }
        int total = 0;
        for (Future<Integer> one : done) {
            total += one.get();
        }
        threads.shutdown();
        return total / ((System.nanoTime() - start) / 1e9);
    }

    /** Returns as many as the program has to the database. */
    private static int connectionsOfTheProgram() {
        try {
            return Integer.parseInt(PropertiesLoaderUtils.loadAllProperties("application.properties")
                    .getProperty("spring.datasource.hikari.maximum-pool-size"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int bare(long until, int hot, Booker booker) throws SQLException {
        int count = 0;
        try (Connection connection = database.connect();
                PreparedStatement guarded = connection.prepareStatement(GUARDED);
                PreparedStatement booking = connection.prepareStatement(BOOKING);
                PreparedStatement mail = connection.prepareStatement(MAIL)) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < until) {
                long session = firstSession + (hot == 0 ? HOT_SESSIONS + booker.nextSession() : hot);
                int number = hot == 0 ? booker.nextClass() : booker.hot++;
                Timestamp now = Timestamp.from(Instant.now());
                guarded.setInt(1, 1);
                guarded.setLong(2, session);
                guarded.setTimestamp(3, now);
                guarded.setInt(4, 1);
                if (guarded.executeUpdate() != 1) {
                    throw new IllegalStateException("no room for a bare booking");
                }
                booking.setLong(1, session);
                booking.setInt(2, 1);
                booking.setLong(3, booker.teacher.site());
                booking.setLong(4, booker.teacher.firstClass() + number);
                booking.setObject(5, UUID.randomUUID());
                booking.setTimestamp(6, now);
                booking.executeQuery().close();
                mail.setString(1, "teacher@example.org");
                mail.setString(2, "{\"booking\": 1}");
                mail.setTimestamp(3, now);
                mail.setTimestamp(4, now);
                mail.executeUpdate();
                connection.commit();
                count++;
            }
        }
        return count;
    }

    /** Checks that the seats given equal what the bookings add up to, of the full runs and the bare ones. */
    private void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var wrong = statement.executeQuery("""
                        select count(*) from session_capacity p
                        where p.taken <> (select coalesce(sum(participants), 0) from booking b
                                          where b.session_id = p.session_id and b.state in ('HELD', 'CONFIRMED', 'OFFERED'))
                        """)) {
            wrong.next();
            if (wrong.getInt(1) > 0) {
                throw new IllegalStateException(
                        wrong.getInt(1) + " sessions gave another number than they have bookings");
            }
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
