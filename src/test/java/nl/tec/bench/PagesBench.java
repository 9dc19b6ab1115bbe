package nl.tec.bench;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.programme.ProgrammeSeed;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The programme page with 50 sessions (by date), in requests per second, as a fraction of a bare page with the same 50 rows:
 * one query, one template, no frame, no texts. Both in the same running program, behind the same filters; they take turns
 * and the median of the rounds counts. Client, program and PostgreSQL share the machine.
 */
public final class PagesBench implements Benchmark {

    private static final double LIMIT = 0.53;
    private static final int ROWS = 50;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 31;
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final String BARE = "/bench/bare";
    private static final String FULL = "/programma?weergave=data&per=50";

    private static final String QUERY = """
            select s.starts_at, s.ends_at, a.slug, a.title_nl, p.name_nl, v.free, v.free_classes
            from session s
            join activity a on a.id = s.activity_id
            join venue p on p.id = s.venue_id
            join bookings_session_availability_v v on v.session_id = s.id
            where s.state = 'PUBLISHED' and a.state = 'PUBLISHED' and s.starts_at >= ?
            order by s.starts_at, s.id limit 50
            """;

    /** A row of the bare page. */
    public record Row(
            Instant starts, Instant ends, String slug, String title, String place, int free, int freeClasses) {}

    @Override
    public String run() throws Exception {
        try (ConfigurableApplicationContext program = BenchProgram.start()) {
            seed(program);
            HttpRequestHandler bare = bare(program);
            // found by its path, as every page
            program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                    .registerMapping(
                            RequestMappingInfo.paths(BARE).build(),
                            bare,
                            HttpRequestHandler.class.getMethod(
                                    "handleRequest", HttpServletRequest.class, HttpServletResponse.class));
            int port = BenchProgram.port(program);
            return measure(port);
        }
    }

    private static String measure(int port) throws Exception {
        List<Double> fractions = new ArrayList<>();
        try (LeanClient client = new LeanClient(port, CONNECTIONS)) {
            turn(client, BARE, WARM_UP);
            turn(client, FULL, WARM_UP);
            for (int round = 1; round <= ROUNDS; round++) {
                double bare = turn(client, BARE, TURN);
                double full = turn(client, FULL, TURN);
                fractions.add(full / bare);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: bare %5.0f/s, programme page %5.0f/s: %.2f%n",
                        round,
                        bare,
                        full,
                        full / bare);
            }
        }
        fractions.sort(null);
        double fraction = fractions.get(ROUNDS / 2);
        String line = String.format(Locale.ROOT, "pages: %.2f", fraction);
        if (fraction < LIMIT) {
            throw new Missed(line);
        }
        return line;
    }

    private static double turn(LeanClient client, String path, Duration time) throws Exception {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        LeanClient.Count count = client.run(time, connection -> request, head -> head.startsWith("HTTP/1.1 200"));
        if (count.wrongAnswers() > 0) {
            throw new IllegalStateException(path + " answers " + count.wrong());
        }
        return count.perSecond();
    }

    private static HttpRequestHandler bare(ConfigurableApplicationContext context) {
        try {
            TemplateEngine engine = TemplateEngine.create(
                    new DirectoryCodeResolver(Path.of("src/test/jte")),
                    Files.createTempDirectory("tec-bench-jte"),
                    ContentType.Html);
            engine.setBinaryStaticContent(true);
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            Clock clock = context.getBean(Clock.class);
            return (request, response) -> {
                List<Row> rows = jdbc.sql(QUERY)
                        .param(Timestamp.from(clock.instant()))
                        .query((row, n) -> new Row(
                                row.getTimestamp(1).toInstant(),
                                row.getTimestamp(2).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getInt(6),
                                row.getInt(7)))
                        .list();
                Utf8ByteOutput page = new Utf8ByteOutput();
                engine.render("bench/bare.jte", rows, page);
                response.setContentType("text/html;charset=UTF-8");
                response.setContentLength(page.getContentLength());
                page.writeTo(response.getOutputStream());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo programme, and 500 sessions of it that are still to come. */
    static void seed(ConfigurableApplicationContext program) {
        program.getBean(HubSettings.class).set(HubSettings.Setting.NAME, "TEC");
        program.getBean(ProgrammeSeed.class).load();
        JdbcClient jdbc = program.getBean(JdbcClient.class);
        jdbc.sql("""
                insert into session (activity_id, starts_at, ends_at, venue_id, state, capacity, class_capacity)
                select a.id, t.at, t.at + interval '2 hours', a.venue_id, 'PUBLISHED', 30,
                       case a.takes when 'CLASSES' then 1 end
                from (select id, takes, venue_id, row_number() over (order by id) - 1 as n from activity) a
                join (select g as n, ?::timestamptz + g * interval '5 hours' as at from generate_series(1, 500) g) t
                  on t.n % (select count(*) from activity) = a.n
                """)
                .param(Timestamp.from(program.getBean(Clock.class).instant()))
                .update();
        jdbc.sql("""
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, taken, ends_at, held_at)
                select id, true, starts_at, capacity, coalesce(class_capacity, 0), 0, ends_at, concat(venue_id, '/', site_id)
                from session
                """).update();
        jdbc.sql("analyze").update();
        if (jdbc.sql("select count(*) from session").query(Integer.class).single() < ROWS) {
            throw new IllegalStateException("too few sessions");
        }
    }
}
