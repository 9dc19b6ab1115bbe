package nl.tec.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tec.TecApplication;
import nl.tec.TecProcess;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.launch.DatabaseAddress;
import nl.tec.launch.EmbeddedDatabase;
import nl.tec.reach.CohortReach;
import nl.tec.results.Figures;
import nl.tec.results.Kpis;
import nl.tec.shared.Dates;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The time that the page with all KPIs takes on the schools of a whole country ({@link Country}), and on a hundredth of them: over
 * HTTP, from four readers at a time, the whole answer, 95 of 100 requests within it.
 */
final class ReachBench implements Benchmark {

    private static final double PAGE_MILLISECONDS = 60;
    private static final double OPENED_MILLISECONDS = 150;
    private static final int READERS = 4;
    private static final int WARM_UP = 400;
    private static final int REQUESTS = 600;
    static final String BOARD = "bench-board";
    /** Figures opened down to their schools; of the last one there are none. */
    private static final Map<String, String> OPENED = new TreeMap<>(Map.of(
            "groups 7 and 8 opened down", "/resultaten/po-7-8",
            "those not reached yet", "/resultaten/po-7-8?welke=NOT_YET",
            "without schools", "/resultaten/mbo"));

    @Override
    public String run() throws Exception {
        Path folder = Files.createTempDirectory("tec-bench-reach");
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("database"))) {
            Measured small = measure(server, "small", 0.01, folder);
            Measured all = measure(server, "country", 1, folder);
            String line =
                    String.format(Locale.ROOT, "reach: p95 %.0f ms at 1%%, %.0f ms at 100%%", small.page(), all.page());
            if (!small.quickEnough() || !all.quickEnough()) {
                throw new Missed(line);
            }
            return line;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Milliseconds, the 95th percentile. @param opened of the slowest figure opened down */
    private record Measured(double page, double opened) {

        boolean quickEnough() {
            return page < PAGE_MILLISECONDS && opened < OPENED_MILLISECONDS;
        }
    }

    private static Measured measure(EmbeddedDatabase server, String name, double scale, Path folder) throws Exception {
        DatabaseAddress address = country(server, name, scale);
        try (TecProcess program = TecProcess.startOn(address, folder.resolve("program-" + name), "--empty")) {
            Percentiles page = time(program, "/resultaten", "");
            System.out.printf(Locale.ROOT, "at %.0f%%: all KPIs %s", 100 * scale, page);
            double slowest = 0;
            for (Map.Entry<String, String> opened : OPENED.entrySet()) {
                Percentiles down = time(program, opened.getValue(), BOARD);
                slowest = Math.max(slowest, down.p95());
                System.out.printf("; %s %s", opened.getKey(), down);
            }
            System.out.println();
            return new Measured(page.p95(), slowest);
        }
    }

    /** A database with a country in it, counted and measured, and a member of the board signed in as {@link #BOARD}. */
    static DatabaseAddress country(EmbeddedDatabase server, String name, double scale) throws SQLException {
        try (Connection connection = server.superuser("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner tec");
        }
        DatabaseAddress address = server.owner(name);
        prepare(server, name, address, scale);
        return address;
    }

    /** Makes the data, has the program count them, and says how long both take. */
    private static void prepare(EmbeddedDatabase server, String name, DatabaseAddress address, double scale)
            throws SQLException {
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        try (ConfigurableApplicationContext program = program(address, Map.of())) {
            long begin = System.nanoTime();
            try (Connection connection = server.superuser(name).connect()) {
                Country.fill(connection, scale, LocalDate.now(Dates.ZONE));
                signIn(connection);
            }
            double filled = since(begin);
            // and forgets what it had read of the settings before
            program.getBean(HubSettings.class).set(HubSettings.Setting.NAME, "TEC Nederland");
            begin = System.nanoTime();
            program.getBean(CohortReach.class).recomputeAll();
            double counted = since(begin);
            begin = System.nanoTime();
            // the listener to the counts measures
            Figures figures = program.getBean(Figures.class);
            Awaitility.await()
                    .forever()
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> figures.pending().isEmpty());
            double measured = since(begin);
            if (figures.of(program.getBean(Kpis.class).list().get(0), figures.currentYear())
                            .figure()
                    == null) {
                throw new IllegalStateException("the figures were not measured");
            }
            begin = System.nanoTime();
            long differences = program.getBean(CohortReach.class).differences();
            System.out.printf(
                    Locale.ROOT,
                    "at %.0f%%: made in %.1f s, all cohorts counted in %.1f s, all KPIs of all years measured in %.1f s,"
                            + " checked in %.1f s (%d differences)%n",
                    100 * scale,
                    filled,
                    counted,
                    measured,
                    since(begin),
                    differences);
        }
    }

    /** The program in this process, without its pages being used, to make the tables and to count. */
    static ConfigurableApplicationContext program(DatabaseAddress address, Map<String, Object> more) {
        SpringApplication application = new SpringApplication(TecApplication.class);
        Map<String, Object> settings = new TreeMap<>(more);
        settings.putAll(Map.of(
                "spring.datasource.url",
                address.url(),
                "spring.datasource.username",
                address.user(),
                "spring.datasource.password",
                address.password(),
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "tec.jobs",
                "false"));
        application.setDefaultProperties(settings);
        return application.run();
    }

    private static void signIn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into account (id, email, name, created_at) overriding system value
                    values (1, 'bestuur@example.org', 'Bestuur', now())
                    """);
            statement.execute("insert into account_role (account_id, role, granted_at) values (1, 'BOARD', now())");
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                values (?, 1, false, now(), now(), now() + interval '8 hours')
                """)) {
            statement.setBytes(1, Secrets.hash(BOARD));
            statement.execute();
        }
    }

    record Percentiles(double p50, double p95) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f ms, p95 %.1f ms", p50, p95);
        }
    }

    static Percentiles time(TecProcess program, String path, String session) throws InterruptedException {
        read(program, path, session, WARM_UP);
        double[] milliseconds = read(program, path, session, REQUESTS);
        Arrays.sort(milliseconds);
        return new Percentiles(milliseconds[REQUESTS / 2], milliseconds[REQUESTS * 95 / 100]);
    }

    private static double[] read(TecProcess program, String path, String session, int requests)
            throws InterruptedException {
        double[] milliseconds = new double[requests];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Thread[] readers = new Thread[READERS];
        for (int reader = 0; reader < READERS; reader++) {
            readers[reader] = new Thread(() -> {
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(program.address(path)));
                if (!session.isEmpty()) {
                    request.header("Cookie", "tec=" + session);
                }
                for (int at = next.getAndIncrement(); at < requests; at = next.getAndIncrement()) {
                    long begin = System.nanoTime();
                    try {
                        int status = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                                .statusCode();
                        if (status != 200) {
                            wrong.incrementAndGet();
                        }
                    } catch (IOException | InterruptedException e) {
                        wrong.incrementAndGet();
                    }
                    milliseconds[at] = 1000 * since(begin);
                }
            });
            readers[reader].start();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        if (wrong.get() > 0) {
            throw new IllegalStateException(wrong.get() + " of the answers of " + path + " were not the page");
        }
        return milliseconds;
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
