package nl.tec.bench;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.TecProcess;
import nl.tec.exchange.Feeds;
import nl.tec.launch.DatabaseAddress;
import nl.tec.launch.EmbeddedDatabase;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What others read: a page of the feed, a list of the API and a page on a partner's site, each in requests per second as a fraction of a
 * bare page that answers with the same bytes from memory, behind the same filters of the same program; they take turns and the median of
 * the rounds counts. Then, on a durable database: bookings on one session while 200 readers each read a feed of five million bytes, as a
 * fraction of those without readers.
 */
final class OpenBench implements Benchmark {

    private static final double LIMIT = 0.6;
    private static final double LIMIT_BOOKING = 0.8;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final int MOST = 2_000_000;

    private static final int READERS = 200;
    private static final int CLASSES = 4000;
    private static final int MOST_OF_A_PAGE = 1_000_000;
    private static final long FEED_BYTES = 5_000_000;
    /** Sessions that are added first, to see how long one is in the feed. */
    private static final int SAMPLE = 500;
    /** In which every reader reads the whole feed. */
    private static final Duration READING = Duration.ofSeconds(20);

    private static final Pattern NEXT = Pattern.compile("\"next\": \"[^\"?]*\\?afterChangeNumber=([0-9]+)\"");

    @Override
    public String run() throws Exception {
        Map<String, Double> fractions = fractions();
        double booking = booking();
        System.out.printf(Locale.ROOT, "bookings while %d read the feed: %.2f%n", READERS, booking);
        String line = "open: "
                + fractions.entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%s %.2f", one.getKey(), one.getValue()))
                        .reduce((one, other) -> one + ", " + other)
                        .orElseThrow();
        if (booking < LIMIT_BOOKING || fractions.values().stream().anyMatch(fraction -> fraction < LIMIT)) {
            throw new Missed(line);
        }
        return line;
    }

    private static Map<String, Double> fractions() throws Exception {
        try (ConfigurableApplicationContext program = BenchProgram.start()) {
            PagesBench.seed(program);
            program.getBean(Feeds.class).refresh();
            long partner =
                    program.getBean(JdbcClient.class).sql("""
                    with made as (insert into organisation (kind, name) values ('COMPANY', 'Meetpartner') returning id)
                    insert into partner (organisation_id) select id from made returning organisation_id
                    """).query(Long.class).single();
            int port = BenchProgram.port(program);
            Map<String, String> paths = new LinkedHashMap<>();
            paths.put("feed", Feeds.EVENTS);
            paths.put("list", "/api/v1/sessies?aantalPerPagina=100");
            paths.put("embed", "/insluiten/" + partner + "/programma");
            Map<String, Double> fractions = new LinkedHashMap<>();
            try (LeanClient client = new LeanClient(port, CONNECTIONS, MOST)) {
                for (Map.Entry<String, String> one : paths.entrySet()) {
                    String bare = "/bench/" + one.getKey();
                    bare(program, bare, get(port, one.getValue()));
                    fractions.put(one.getKey(), fraction(client, one.getKey(), one.getValue(), bare));
                }
            }
            return fractions;
        }
    }

    private static double fraction(LeanClient client, String name, String path, String bare) throws Exception {
        turn(client, bare, WARM_UP);
        turn(client, path, WARM_UP);
        List<Double> fractions = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double least = turn(client, bare, TURN);
            double full = turn(client, path, TURN);
            fractions.add(full / least);
            System.out.printf(
                    Locale.ROOT, "round %d: bare %5.0f/s, %s %5.0f/s: %.2f%n", round, least, name, full, full / least);
        }
        fractions.sort(null);
        return fractions.get(ROUNDS / 2);
    }

    private static double turn(LeanClient client, String path, Duration time) throws Exception {
        byte[] request = request(path);
        LeanClient.Count count = client.run(time, connection -> request, head -> head.startsWith("HTTP/1.1 200"));
        if (count.wrongAnswers() > 0) {
            throw new IllegalStateException(path + " answers " + count.wrong());
        }
        return count.perSecond();
    }

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void bare(ConfigurableApplicationContext program, String path, byte[] bytes) throws Exception {
        HttpRequestHandler handler = (request, response) -> {
            response.setContentType("text/html;charset=UTF-8");
            response.setHeader("Cache-Control", "max-age=60, public");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        };
        // found by its path, as every page
        program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .registerMapping(
                        RequestMappingInfo.paths(path).build(),
                        handler,
                        HttpRequestHandler.class.getMethod(
                                "handleRequest", HttpServletRequest.class, HttpServletResponse.class));
    }

    private static byte[] get(int port, String path) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private static double booking() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-open");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data.resolve("database"));
                TecProcess program = TecProcess.startOn(database.owner("tec"), data.resolve("program"), "--empty")) {
            BookingMeasurement bookings = new BookingMeasurement(database.owner("tec"), program.port(), CLASSES);
            bookings.seed();
            List<String> pages = feed(database.owner("tec"), program.port());
            return bookings.hotBeside(time -> read(program.port(), pages, time), READING);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    /** The feed: the addresses of its pages, and its bytes. */
    private record Feed(List<String> pages, long bytes) {}

    /** Adds sessions until the feed is as long as it must be: a sample says how many bytes one of them is. */
    private static List<String> feed(DatabaseAddress database, int port) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude)
                    values ('meetplek', 'TECHLAB', 'Meetplek', 'Bench place', 'Meetstraat 1', 'Deventer', true, 52.25, 6.16)
                    """);
            Feed before = grown(port, 0);
            add(statement, 0, SAMPLE);
            Feed sampled = grown(port, before.bytes());
            long each = (sampled.bytes() - before.bytes()) / SAMPLE;
            add(statement, SAMPLE, (FEED_BYTES - sampled.bytes()) / each);
            Feed feed = grown(port, sampled.bytes());
            System.out.printf(
                    "the feed has %d pages and %d bytes%n", feed.pages().size(), feed.bytes());
            return feed.pages();
        }
    }

    private static void add(Statement statement, long after, long sessions) throws SQLException {
        statement.execute("""
                insert into session (activity_id, starts_at, ends_at, venue_id, state, capacity, class_capacity)
                select activity_id, now() + n * interval '1 hour', now() + n * interval '1 hour' + interval '30 minutes', place.id,
                       'PUBLISHED', 30, 1
                  from (select min(activity_id) as activity_id from session) one,
                       (select id from venue where key = 'meetplek') place,
                       generate_series(20001 + %d, 20000 + %d) n
                """.formatted(after, after + sessions));
    }

    /** Reads the feed once the job that writes it has made it longer. */
    private static Feed grown(int port, long bytes) throws Exception {
        for (int attempt = 0; attempt < 60; attempt++) {
            Feed feed = whole(port);
            if (feed.bytes() > bytes && feed.pages().size() > 1) {
                return feed;
            }
            Thread.sleep(Duration.ofSeconds(5).toMillis());
        }
        throw new IllegalStateException("the feed does not grow");
    }

    private static Feed whole(int port) throws Exception {
        List<String> pages = new ArrayList<>();
        long bytes = 0;
        String next = Feeds.EVENTS;
        while (pages.isEmpty() || !next.equals(pages.get(pages.size() - 1))) {
            pages.add(next);
            byte[] page = get(port, next);
            bytes += page.length;
            Matcher link = NEXT.matcher(new String(page, StandardCharsets.UTF_8));
            next = link.find() ? Feeds.EVENTS + "?afterChangeNumber=" + link.group(1) : next;
        }
        return new Feed(pages, bytes);
    }

    /** Every reader goes through all pages once, at an even pace: in each tenth of the time, when there are ten pages, one of them. */
    private static void read(int port, List<String> pages, Duration time) throws Exception {
        AtomicLong wrong = new AtomicLong();
        long start = System.nanoTime();
        try (LeanClient readers = new LeanClient(port, READERS, MOST_OF_A_PAGE)) {
            for (int page = 0; page < pages.size(); page++) {
                byte[] request = request(pages.get(page));
                readers.run(Duration.ZERO, reader -> request, head -> {
                    wrong.addAndGet(head.startsWith("HTTP/1.1 200") ? 0 : 1);
                    return true;
                });
                long due = start + time.toNanos() * (page + 1) / pages.size();
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            }
        }
        if (wrong.get() > 0) {
            throw new IllegalStateException(wrong + " readers had no page");
        }
    }
}
