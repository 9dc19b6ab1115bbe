package nl.tec.bench;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.TecApplication;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.planning.Adjustments;
import nl.tec.planning.PlanParts;
import nl.tec.planning.PlanReading;
import nl.tec.planning.PlanView;
import nl.tec.planning.PlanView.By;
import nl.tec.planning.Proposal;
import nl.tec.planning.Proposals;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A proposal for 600 wishes of 60 schools, made by the solver, over HTTP: read by week, school, room, person and bus, who is left out,
 * and one wish with its places; then moved by hand: asked what a move would cost, moved, and read again, with what was remembered of the
 * plan gone. One reader, signed in as programme manager, the whole answer; 95 of 100 requests within the limits.
 */
final class ProposalBench implements Benchmark {

    private static final double LIMIT_MILLISECONDS = 150;
    private static final double LIMIT_OF_A_MOVE = 1_000;
    private static final int WARM_UP = 60;
    private static final int REQUESTS = 200;
    private static final int MOVES = 60;
    private static final int SECONDS = 20;
    private static final int SCHOOLS = 60;
    private static final int CLASSES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SESSION = "bench-maker";
    private static final Pattern VERSION = Pattern.compile("name=\"versie\" value=\"([0-9]+)\"");

    private final Random random = new Random(42);

    /** A request, and how long its answer took. */
    private record Answer(HttpResponse<String> response, double milliseconds) {}

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-proposal");
        Map<String, Object> settings = Map.of(
                "server.port",
                0,
                "server.address",
                "127.0.0.1",
                "tec.jobs",
                false,
                "tec.data",
                data.toString(),
                "spring.datasource.url",
                TestDatabase.create());
        try (ConfigurableApplicationContext program = new SpringApplicationBuilder(TecApplication.class)
                .properties(settings)
                .run()) {
            long round = fill(program);
            long proposal = propose(program, round);
            int port = BenchProgram.port(program);
            TestBrowser browser = new TestBrowser(port, SESSION);
            double browsed = browse(program, browser, round, proposal);
            double moved = move(program, browser, round, proposal);
            String line = String.format(Locale.ROOT, "proposal: browse p95 %.0f ms, move p95 %.0f ms", browsed, moved);
            if (browsed >= LIMIT_MILLISECONDS || moved >= LIMIT_OF_A_MOVE) {
                throw new Missed(line);
            }
            return line;
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted((x, y) -> y.compareTo(x)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String address(long round, long proposal) {
        return "/beheer/jaarplan/" + round + "/voorstellen/" + proposal;
    }

    private static Answer timed(Supplier<HttpResponse<String>> request) {
        long begin = System.nanoTime();
        HttpResponse<String> response = request.get();
        double milliseconds = (System.nanoTime() - begin) / 1e6;
        if (response.statusCode() != 200 && response.statusCode() != 303) {
            throw new IllegalStateException(response.request().uri() + " answers " + response.statusCode());
        }
        return new Answer(response, milliseconds);
    }

    /** In each way, all parts in turn. @return of the slowest way, what 95 of 100 requests stay within */
    private double browse(ConfigurableApplicationContext program, TestBrowser browser, long round, long proposal) {
        PlanView view = view(program, proposal);
        double slowest = 0;
        for (By by : EnumSet.complementOf(EnumSet.of(By.CHANGES))) {
            List<String> paths = new ArrayList<>();
            PlanParts.of(view, by)
                    .forEach(part -> paths.add(address(round, proposal) + "?per=" + by.word() + "&kies=" + part.key()));
            if (paths.isEmpty()) {
                paths.add(address(round, proposal) + "?per=" + by.word());
            }
            slowest = Math.max(slowest, read(browser, by.word(), paths));
        }
        List<String> wishes = wishes(view).stream()
                .map(wish -> address(round, proposal) + "/wens/" + wish)
                .toList();
        slowest = Math.max(slowest, read(browser, "wish", wishes));
        return Math.max(slowest, read(browser, "all proposals", List.of("/beheer/jaarplan/" + round + "/voorstellen")));
    }

    private static double read(TestBrowser browser, String what, List<String> paths) {
        List<Double> times = new ArrayList<>();
        int largest = 0;
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            String path = paths.get(i % paths.size());
            Answer answer = timed(() -> browser.get(path));
            largest = Math.max(largest, answer.response().body().length());
            if (i >= WARM_UP) {
                times.add(answer.milliseconds());
            }
        }
        return p95(what + " (" + paths.size() + " pages of at most " + largest / 1000 + " kB)", times);
    }

    /** Wishes to other places, whatever that costs. @return of asking, moving and reading what 95 of 100 requests stay within */
    private double move(ConfigurableApplicationContext program, TestBrowser browser, long round, long proposal) {
        Adjustments adjustments = program.getBean(Adjustments.class);
        Proposals proposals = program.getBean(Proposals.class);
        List<Long> wishes = wishes(view(program, proposal));
        List<Double> asked = new ArrayList<>();
        List<Double> moved = new ArrayList<>();
        List<Double> readAgain = new ArrayList<>();
        int refused = 0;
        while (moved.size() < MOVES) {
            long wish = wishes.get(random.nextInt(wishes.size()));
            List<Adjustments.Place> places =
                    adjustments.of(proposals.get(round, proposal), wish).places();
            if (places.isEmpty()) {
                continue;
            }
            String to = String.valueOf(
                    places.get(random.nextInt(places.size())).candidate().id());
            String path = address(round, proposal) + "/wens/" + wish;
            Answer answer = timed(() -> browser.get(path + "?naar=" + to));
            asked.add(answer.milliseconds());
            Matcher version = VERSION.matcher(answer.response().body());
            if (version.find()) {
                moved.add(timed(() -> browser.post(path, "doe", "verplaats", "versie", version.group(1), "naar", to))
                        .milliseconds());
                readAgain.add(timed(() -> browser.get(address(round, proposal))).milliseconds());
            } else {
                refused++;
            }
        }
        System.out.printf(Locale.ROOT, "%d moves, and %d that are refused%n", moved.size(), refused);
        return Math.max(
                p95("asked what a move costs", asked), Math.max(p95("moved", moved), p95("read again", readAgain)));
    }

    private static double p95(String what, List<Double> times) {
        double[] sorted = times.stream().mapToDouble(time -> time).toArray();
        Arrays.sort(sorted);
        double p95 = sorted[sorted.length * 95 / 100];
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p95 %.1f ms, longest %.1f ms%n",
                what,
                sorted[sorted.length / 2],
                p95,
                sorted[sorted.length - 1]);
        return p95;
    }

    private static PlanView view(ConfigurableApplicationContext program, long proposal) {
        Proposal made = program.getBean(Proposals.class).find(proposal).orElseThrow();
        return Objects.requireNonNull(program.getBean(PlanReading.class).view(made));
    }

    private static List<Long> wishes(PlanView view) {
        return view.sessions().stream()
                .flatMap(held -> held.visits().stream())
                .map(PlanView.Visit::wish)
                .toList();
    }

    private static long propose(ConfigurableApplicationContext program, long round) throws InterruptedException {
        Actor maker = program.getBean(Accounts.class).find(1).orElseThrow().actor();
        Proposals proposals = program.getBean(Proposals.class);
        Outcome<Long> started =
                proposals.start(round, "Voorstel", SECONDS, new Proposals.Settings(Map.of(), true), maker);
        long proposal = started.either(made -> made, problems -> {
            throw new IllegalStateException(problems.toString());
        });
        long until = System.nanoTime() + PATIENCE.toNanos();
        Proposal made = proposals.get(round, proposal);
        while (made.isRunning() && System.nanoTime() < until) {
            Thread.sleep(200);
            made = proposals.get(round, proposal);
        }
        if (made.state() != Proposal.State.DONE) {
            throw new IllegalStateException(made.toString());
        }
        PlanView view = view(program, proposal);
        System.out.printf(
                Locale.ROOT,
                "%d of %d wishes met, %d sessions, %d trips%n",
                view.score().met(),
                view.score().wishes(),
                view.sessions().size(),
                view.score().trips());
        return proposal;
    }

    /** Classes of all schools wish one of three activities each; some are too large for any, so that somebody is left out. */
    private static long fill(ConfigurableApplicationContext program) {
        JdbcClient jdbc = program.getBean(JdbcClient.class);
        program.getBean(HubSettings.class).set(HubSettings.Setting.NAME, "TEC");
        SchoolYear year = SchoolYear.of(LocalDate.now(Dates.ZONE)).next();
        for (String sql : List.of(
                """
                insert into account (id, email, name, created_at) overriding system value
                values (1, 'maker@example.org', 'Maker', now())
                """,
                "insert into account_role (account_id, role, granted_at) values (1, 'PROGRAMME_MANAGER', now())",
                """
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                values (:secret, 1, false, now(), now(), now() + interval '8 hours')
                """,
                """
                insert into venue (key, kind, name_nl, name_en, town, wheelchair, groups_at_once, latitude, longitude)
                select 'plek-' || n, 'TECHLAB', 'Plek ' || n, 'Place ' || n, 'Deventer', true, 1, 52.24 + n * 0.005, 6.14
                  from generate_series(1, 6) n
                """,
                """
                insert into resource (kind, key, name, venue_id, capacity)
                select 'ROOM', 'zaal-' || v.id || '-' || n, 'Zaal ' || n, v.id, 40 from venue v, generate_series(1, 4) n
                """,
                """
                insert into resource (kind, key, name, name_en, capacity)
                select 'BUS', 'bus-' || n, 'Bus ' || n, 'Bus ' || n, 53 from generate_series(1, 8) n
                """,
                """
                insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                    description_en, worlds, audiences, po_from, po_to, minutes, setup_minutes, cleanup_minutes, group_min, group_max, venue_id,
                    room_id, changed_at)
                select 'bench-' || n, 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', 'CLASSES', 'Les ' || n, 'Lesson ' || n, '', '', '', '',
                       array[(array['HITECH_SCIENCE', 'VOEDING_NATUUR', 'MENS_GEZONDHEID'])[1 + n % 3]], '{PO}', 5, 8, 75, 15, 15, 1, 32,
                       r.venue_id, r.id, now()
                  from (select id, venue_id, row_number() over (order by id) - 1 as n from resource where kind = 'ROOM') r
                """,
                "insert into skill (name) select 'Vaardigheid ' || n from generate_series(1, 8) n",
                """
                insert into activity_role (activity_id, skill_id, people)
                select a.id, s.id, 1 from activity a join skill s on s.id % 8 = a.id % 8
                """,
                """
                insert into staff_member (kind, name, email, vog_issued_on, vog_seen_on)
                select 'PROFESSIONAL', 'Begeleider ' || n, 'begeleider' || n || '@example.org', current_date - 20, current_date - 10
                  from generate_series(1, 32) n
                """,
                """
                insert into staff_skill (member_id, skill_id)
                select m.id, s.id from staff_member m join skill s on (s.id + m.id) % 8 < 2
                """,
                """
                insert into organisation (kind, name, town, latitude, longitude, invented)
                select 'SCHOOL', 'School ' || n, 'Deventer', 52.22 + n % 8 * 0.01, 6.08 + n / 8 * 0.02, true
                  from generate_series(1, :schools) n
                """,
                """
                insert into school_site (organisation_id, brin6, sector, holiday_region)
                select id, to_char(row_number() over (order by id), 'FM00') || 'AA00', 'PO', 'NOORD' from organisation where kind = 'SCHOOL'
                """,
                // known, on a day on which nothing is held
                """
                insert into holiday (region, school_year, kind, first_day, last_day)
                select 'NOORD', :year, kind, make_date(:year, 8, 1), make_date(:year, 8, 1)
                  from unnest(array['AUTUMN', 'CHRISTMAS', 'SPRING', 'MAY', 'SUMMER']) kind
                """,
                """
                insert into plan_round (id, school_year, title, opens_on, closes_on, wishes_per_class, invitation, invite_at, made_at)
                overriding system value
                values (1, :year, 'Wensen', current_date - 30, current_date - 2, 1, '', now() - interval '30 days', now())
                """,
                "insert into plan_round_activity (round_id, activity_id) select 1, id from activity",
                "insert into plan_round_school (round_id, site_id) select 1, organisation_id from school_site",
                """
                insert into plan_supply (round_id, activity_id, venue_id, room_id, weekdays, opens, closes, first_day, last_day)
                select 1, id, venue_id, room_id, '{1,2,3,4,5}', '08:30', '16:00', make_date(:year, 9, 1), make_date(:year + 1, 6, 30)
                  from activity
                """,
                """
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, preferred, changed_at)
                select 1, s.organisation_id, 'groep ' || 5 + n % 4 || ' ' || chr(65 + n), 1, array[5 + n % 4],
                       case when (s.organisation_id + n) % 30 = 0 then 40 else 20 + n end,
                       (select array_agg(a.id) from activity a where (a.id + s.organisation_id * 3 + n) % 8 = 0),
                       array(select make_date(:year, 9, 1) + (8 - extract(isodow from make_date(:year, 9, 1))::int)
                               + 7 * (((s.organisation_id + n) * 5 + g) % 36)::int from generate_series(0, 5) g),
                       now()
                  from school_site s, generate_series(0, :classes - 1) n
                """,
                "analyze")) {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            for (Map.Entry<String, Object> value : Map.<String, Object>of(
                            "secret",
                            Secrets.hash(SESSION),
                            "schools",
                            SCHOOLS,
                            "classes",
                            CLASSES,
                            "year",
                            year.start())
                    .entrySet()) {
                if (sql.contains(":" + value.getKey())) {
                    statement = statement.param(value.getKey(), value.getValue());
                }
            }
            statement.update();
        }
        return 1;
    }
}
