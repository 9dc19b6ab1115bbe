package nl.tec.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nl.tec.TestSql;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.shared.Dates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The planning board of a week with 1,000 reservations: 500 sessions in 40 rooms, each with a room and a set of equipment, and two in
 * three with a guide. Over HTTP, one reader, signed in as programme manager, the whole answer, in turn by room, person, bus and set of
 * equipment; 95 of 100 requests within the limit.
 */
final class BoardBench implements Benchmark {

    private static final double LIMIT_MILLISECONDS = 60;
    private static final int WARM_UP = 200;
    private static final int REQUESTS = 400;
    private static final int RESERVATIONS = 1000;
    private static final String SESSION = "bench-maker";
    private static final List<String> BY = List.of("ruimte", "mens", "materiaal", "bus");

    @Override
    public String run() throws Exception {
        try (ConfigurableApplicationContext program = BenchProgram.start()) {
            LocalDate monday = Dates.monday(LocalDate.now(Dates.ZONE)).plusWeeks(1);
            fill(program, monday);
            int port = BenchProgram.port(program);
            double p95 = measure(port, monday);
            String line = String.format(Locale.ROOT, "board: p95 %.0f ms", p95);
            if (p95 >= LIMIT_MILLISECONDS) {
                throw new Missed(line);
            }
            return line;
        }
    }

    private static double measure(int port, LocalDate monday) throws Exception {
        double[] milliseconds = new double[REQUESTS];
        long bytes = 0;
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            String path = "/beheer/bord?weergave=week&per=" + BY.get(i % BY.size()) + "&dag=" + monday;
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Cookie", "tec=" + SESSION)
                    .build();
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answers " + answer.statusCode());
            }
            if (i >= WARM_UP) {
                milliseconds[i - WARM_UP] = (System.nanoTime() - begin) / 1e6;
            }
            bytes = Math.max(bytes, answer.body().length);
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "%d requests: p50 %.1f ms, p95 %.1f ms, longest %.1f ms; the largest page %d kB%n",
                REQUESTS,
                milliseconds[REQUESTS / 2],
                milliseconds[REQUESTS * 95 / 100],
                milliseconds[REQUESTS - 1],
                bytes / 1000);
        return milliseconds[REQUESTS * 95 / 100];
    }

    private static void fill(ConfigurableApplicationContext program, LocalDate monday) {
        JdbcClient jdbc = program.getBean(JdbcClient.class);
        program.getBean(HubSettings.class).set(HubSettings.Setting.NAME, "TEC");
        for (String sql : List.of(
                """
                insert into venue (key, kind, name_nl, name_en, town, wheelchair, groups_at_once, latitude, longitude)
                select 'plek-' || n, 'TECHLAB', 'Plek ' || n, 'Place ' || n, 'Deventer', true, 1, 52.2 + n * 0.01, 6.1
                  from generate_series(1, 10) n
                """,
                """
                insert into resource (kind, key, name, venue_id, capacity)
                select 'ROOM', 'zaal-' || v.id || '-' || n, 'Zaal ' || n, v.id, 40 from venue v, generate_series(1, 4) n
                """,
                "insert into equipment (key, kind, name_nl, name_en) values ('set', 'KIT', 'Set', 'Set')",
                """
                insert into resource (kind, name, equipment_key, number)
                select 'EQUIPMENT', 'Set', 'set', n from generate_series(1, 40) n
                """,
                """
                insert into resource (kind, key, name, capacity)
                select 'BUS', 'bus-' || n, 'Bus ' || n, 53 from generate_series(1, 6) n
                """,
                """
                insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                    description_en, worlds, audiences, po_from, po_to, minutes, setup_minutes, cleanup_minutes, group_min, group_max, changed_at)
                select 'bench-' || n, 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', 'CLASSES', 'Les ' || n, 'Lesson ' || n, '', '', '', '',
                       array[(array['HITECH_SCIENCE', 'VOEDING_NATUUR', 'MENS_GEZONDHEID'])[1 + n % 3]], '{PO}', 5, 8, 60, 15, 15, 1, 32, now()
                  from generate_series(0, 39) n
                """,
                """
                insert into session (activity_id, starts_at, ends_at, venue_id, room_id, state, capacity, class_capacity)
                select a.id, t.at, t.at + interval '1 hour', r.venue_id, r.id, 'PUBLISHED', 30, 1
                  from (select id, venue_id, row_number() over (order by id) - 1 as n from resource where kind = 'ROOM') r
                  join generate_series(0, :reservations / 2 - 1) g on g % 40 = r.n
                  join (select id, row_number() over (order by id) - 1 as n from activity) a on a.n = g * 7 % 40
                 cross join lateral (select (:monday::date + g / 40 % 5 + time '08:30' + g / 200 * interval '2 hours')
                                              at time zone 'Europe/Amsterdam' as at) t
                """,
                """
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, taken, ends_at, held_at)
                select id, true, starts_at, capacity, coalesce(class_capacity, 0), 0, ends_at, concat(venue_id, '/', site_id)
                  from session
                """,
                """
                insert into reservation (resource_id, during, subject, subject_id)
                select s.room_id, tstzrange(s.starts_at - interval '15 minutes', s.ends_at + interval '15 minutes'), 'SESSION', s.id
                  from session s
                union all
                select e.id, tstzrange(s.starts_at - interval '15 minutes', s.ends_at + interval '15 minutes'), 'SESSION', s.id
                  from session s
                  join (select id, row_number() over (order by id) as n from resource where kind = 'ROOM') r on r.id = s.room_id
                  join resource e on e.kind = 'EQUIPMENT' and e.number = r.n
                """,
                """
                insert into staff_member (kind, name, email, vog_issued_on, vog_seen_on)
                select 'PROFESSIONAL', 'Begeleider ' || n, 'begeleider' || n || '@example.org', current_date - 20, current_date - 10
                  from generate_series(1, 40) n
                """,
                """
                insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude)
                select s.session_id, m.id, now(), s.during, s.place, s.latitude, s.longitude
                  from staff_session_v s
                  join programme_session_v p on p.id = s.session_id
                  join (select id, row_number() over (order by id) as n from resource where kind = 'ROOM') r on r.id = p.room_id
                  join (select id, row_number() over (order by id) as n from staff_member) m on m.n = r.n
                 where s.session_id % 3 > 0
                """,
                """
                insert into account (id, email, name, created_at) overriding system value
                values (1, 'maker@example.org', 'Maker', now())
                """,
                "insert into account_role (account_id, role, granted_at) values (1, 'PROGRAMME_MANAGER', now())",
                """
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                values (:secret, 1, false, now(), now(), now() + interval '8 hours')
                """,
                "analyze")) {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            if (sql.contains(":reservations")) {
                statement = statement.param("reservations", RESERVATIONS);
            }
            if (sql.contains(":monday")) {
                statement = statement.param("monday", monday);
            }
            if (sql.contains(":secret")) {
                statement = statement.param("secret", Secrets.hash(SESSION));
            }
            statement.update();
        }
        int reserved = TestSql.integer(jdbc, "select count(*) from reservation");
        if (reserved != RESERVATIONS) {
            throw new IllegalStateException(reserved + " reservations");
        }
    }
}
