package nl.tec.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.accounts.Secrets;
import nl.tec.launch.DatabaseAddress;

/** The measuring of {@link BookingBench}: a seeded hub, one lean client, and the bare transaction in turns. */
final class BookingMeasurement {

    /** Over which the bookings are spread; the hot ones, one per turn, stand before them. */
    private static final int SESSIONS = 500;

    private static final int HOT_SESSIONS = 50;
    private static final int CONNECTIONS = 20;
    private static final int CLASSES_PER_TEACHER = 1000;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(120);
    private static final Duration TURN = Duration.ofSeconds(3);

    private static final String GUARDED = """
            update session_capacity set taken = taken + ?, classes_taken = classes_taken + 1
            where session_id = ? and open and bookable_until > ? and taken + ? <= capacity and classes_taken < class_capacity
            """;
    private static final String BOOKING = """
            insert into booking (session_id, kind, state, participants, site_id, class_id, idempotency_key, requested_at)
            values (?, 'CLASS', 'CONFIRMED', ?, ?, ?, ?, ?) returning id
            """;
    private static final String MAIL = """
            insert into outbox (template, recipient, language, payload, created_at, next_attempt_at)
            values ('booking-confirmed', ?, 'nl', ?::jsonb, ?, ?)
            """;

    private final DatabaseAddress database;
    private final int port;
    private final int classes;
    private final List<Teacher> teachers = new ArrayList<>();
    private final List<Teacher> bareTeachers = new ArrayList<>();
    private long firstSession;

    /** Somebody signed in, with classes; every class books every session at most once. */
    private static final class Teacher {

        final long site;
        final long firstClass;
        final long firstPart;
        final String cookies;
        final String token;
        final int offset;
        /** How many bookings were spread. */
        int spread;
        /** The next class on the hot session of this turn. */
        int hot;

        Teacher(int offset, long site, long firstClass, long firstPart, String cookies, String token) {
            this.offset = offset;
            this.site = site;
            this.firstClass = firstClass;
            this.firstPart = firstPart;
            this.cookies = cookies;
            this.token = token;
        }

        /** A class after another, over all sessions each. */
        long nextSession() {
            return (spread + offset * 23L) % SESSIONS;
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

    /** Bookings per second, the medians of the rounds. */
    record Outcome(double bareSpread, double fullSpread, double bareHot, double fullHot) {}

    Outcome measure() throws Exception {
        List<Double> bareSpread = new ArrayList<>();
        List<Double> fullSpread = new ArrayList<>();
        List<Double> bareHot = new ArrayList<>();
        List<Double> fullHot = new ArrayList<>();
        try (Connection connection = connect();
                LeanClient client = new LeanClient(port, CONNECTIONS)) {
            seed(connection);
            System.out.println("warming up ...");
            full(client, Duration.ofSeconds(2), 0);
            analyze(connection);
            full(client, WARM_UP, 0);
            bare(Duration.ofSeconds(2), 0);
            full(client, Duration.ofSeconds(2), 1);
            analyze(connection);
            for (int round = 0; round < ROUNDS; round++) {
                bareSpread.add(bare(TURN, 0));
                fullSpread.add(full(client, TURN, 0));
                bareHot.add(bare(TURN, 2 + 2 * round));
                fullHot.add(full(client, TURN, 3 + 2 * round));
                System.out.printf(
                        Locale.ROOT,
                        "round %d: spread bare %5.0f/s, full %5.0f/s; hot bare %5.0f/s, full %5.0f/s%n",
                        round + 1,
                        bareSpread.get(round),
                        fullSpread.get(round),
                        bareHot.get(round),
                        fullHot.get(round));
            }
            check(connection);
        }
        return new Outcome(median(bareSpread), median(fullSpread), median(bareHot), median(fullHot));
    }

    /** What runs beside bookings, for so long. */
    @FunctionalInterface
    interface Beside {
        void run(Duration time) throws Exception;
    }

    /** How many times as many bookings on one session there are with something beside them as without: the median of the rounds. */
    double hotBeside(Beside beside, Duration turn) throws Exception {
        List<Double> fractions = new ArrayList<>();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = connect();
                LeanClient client = new LeanClient(port, CONNECTIONS)) {
            full(client, Duration.ofSeconds(2), 0);
            analyze(connection);
            full(client, WARM_UP.dividedBy(4), 0);
            for (int round = 0; round < ROUNDS; round++) {
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
        try (Connection connection = connect()) {
            seed(connection);
        }
    }

    /** As the database does by itself within some minutes: until then it plans as if there are no bookings, and reads them all. */
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /** @param hot 0: spread; else the number of the one session */
    private double full(LeanClient client, Duration time, int hot) throws IOException {
        teachers.forEach(teacher -> teacher.hot = 0);
        LeanClient.Count count = client.run(
                time,
                number -> {
                    Teacher teacher = teachers.get(number);
                    return hot == 0
                            ? request(teacher, firstSession + HOT_SESSIONS + teacher.nextSession(), teacher.nextClass())
                            : request(teacher, firstSession + hot, teacher.hot++);
                },
                head -> head.startsWith("HTTP/1.1 303") && head.contains("/school/boekingen/"));
        if (count.wrongAnswers() > 0) {
            throw new IllegalStateException(count.wrongAnswers() + " bookings were refused: " + count.wrong());
        }
        return count.perSecond();
    }

    private byte[] request(Teacher teacher, long session, int number) {
        String body = "klas=" + (teacher.firstClass + number) + "&sessie=" + session + "&sleutel=" + UUID.randomUUID()
                + "&leerlingen-" + (teacher.firstPart + number) + "=1&volwassenen=2&_csrf=" + teacher.token;
        return ("POST /school/boeken HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nCookie: " + teacher.cookies
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private double bare(Duration time, int hot) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        bareTeachers.forEach(teacher -> teacher.hot = 0);
        long start = System.nanoTime();
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            done.add(threads.submit(() -> bare(start + time.toNanos(), hot, bareTeachers.get(number))));
        }
        int total = 0;
        for (Future<Integer> one : done) {
            total += one.get();
        }
        threads.shutdown();
        return total / ((System.nanoTime() - start) / 1e9);
    }

    private int bare(long until, int hot, Teacher teacher) throws SQLException {
        int count = 0;
        try (Connection connection = connect();
                PreparedStatement guarded = connection.prepareStatement(GUARDED);
                PreparedStatement booking = connection.prepareStatement(BOOKING);
                PreparedStatement mail = connection.prepareStatement(MAIL)) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < until) {
                long session = firstSession + (hot == 0 ? HOT_SESSIONS + teacher.nextSession() : hot);
                int number = hot == 0 ? teacher.nextClass() : teacher.hot++;
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
                booking.setLong(3, teacher.site);
                booking.setLong(4, teacher.firstClass + number);
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

    /** What was given is what the bookings add up to, in the full ones and the bare ones. */
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

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** A hub with sessions some hours apart, and teachers of schools with many small classes. */
    private void seed(Connection connection) throws SQLException, IOException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC', now())");
            untilBegun();
            long activity = id(statement, """
                    insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                        description_en, worlds, audiences, po_from, po_to, minutes, group_min, group_max, changed_at)
                    values ('bench', 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', 'CLASSES', 'Meten', 'Measuring', 'Je meet.', '', '', '',
                        '{HITECH_SCIENCE}', '{PO}', 1, 8, 60, 1, 5000, now()) returning id
                    """);
            firstSession = id(statement, """
                    with made as (
                      insert into session (activity_id, starts_at, ends_at, state, capacity, class_capacity)
                      select %d, '2027-09-01 08:00+02'::timestamptz + n * interval '10 hours', '2027-09-01 09:00+02'::timestamptz + n * interval '10 hours',
                             'PUBLISHED', 5000, 1000000
                      from generate_series(0, %d) n returning id)
                    select min(id) from made
                    """.formatted(activity, HOT_SESSIONS + SESSIONS - 1));
            statement.execute("""
                    insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at)
                    select id, true, starts_at, 1000000000, 1000000, ends_at, '/' from session
                    """);
            for (int i = 0; i < CONNECTIONS; i++) {
                teachers.add(teacher(statement, i));
                bareTeachers.add(teacher(statement, CONNECTIONS + i));
            }
        }
    }

    private Teacher teacher(Statement statement, int number) throws SQLException, IOException, InterruptedException {
        long site = id(
                statement,
                "insert into organisation (kind, name, latitude, longitude) values ('SCHOOL', 'Meetschool', 52.25, 6.16) returning id");
        statement.execute(
                "insert into school_site (organisation_id, brin6, sector, holiday_region) values (%d, '00AA%02d', 'PO', 'NOORD')"
                        .formatted(site, number));
        long cohort = id(
                statement,
                "insert into cohort (site_id, sector, leaves_in) values (%d, 'PO', 2029) returning id".formatted(site));
        long firstClass = id(statement, """
                with made as (
                  insert into school_class (site_id, school_year, label, source)
                  select %d, 2027, n::text, 'SCHOOL' from generate_series(1, %d) n returning id)
                select min(id) from made
                """.formatted(site, classes));
        long firstPart = id(statement, """
                with made as (
                  insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                  select id, %d, 7, 25, 25, 25 from school_class where site_id = %d order by id returning id)
                select min(id) from made
                """.formatted(cohort, site));
        long account = id(
                statement,
                "insert into account (email, name, created_at) values ('meet%d@example.org', 'Meet', now()) returning id"
                        .formatted(number));
        statement.execute(
                "insert into account_role (account_id, role, organisation_id, granted_at) values (%d, 'TEACHER', %d, now())"
                        .formatted(account, site));
        String session = Secrets.make();
        try (PreparedStatement insert = statement
                .getConnection()
                .prepareStatement(
                        "insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at) values (?, ?, false, now(), now(), now() + interval '8 hours')")) {
            insert.setBytes(1, Secrets.hash(session));
            insert.setLong(2, account);
            insert.executeUpdate();
        }
        return signedIn(number, site, firstClass, firstPart, session);
    }

    /** The program reads its settings anew now and then; until it knows that the hub has begun, it leads to the first page. */
    private void untilBegun() throws IOException, InterruptedException {
        HttpRequest home = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        for (int second = 0; second < 120; second++) {
            if (HttpClient.newHttpClient()
                            .send(home, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200) {
                return;
            }
            Thread.sleep(1000);
        }
        throw new IllegalStateException("the hub does not begin");
    }

    /** With the token of the form, as a browser has it. */
    private Teacher signedIn(int number, long site, long firstClass, long firstPart, String session)
            throws IOException, InterruptedException {
        HttpResponse<String> form = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/school/boeken?klas="
                                        + firstClass + "&sessie=" + firstSession))
                                .header("Cookie", "tec=" + session)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form.body());
        if (!token.find()) {
            throw new IllegalStateException(
                    "no form: " + form.statusCode() + " " + form.headers().map() + " " + form.body());
        }
        String csrf = form.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("csrf="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
        return new Teacher(
                number,
                site,
                firstClass,
                firstPart,
                "tec=" + session + "; " + csrf,
                URLEncoder.encode(token.group(1), StandardCharsets.US_ASCII));
    }

    private static long id(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
