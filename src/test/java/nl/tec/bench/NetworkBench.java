package nl.tec.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.TestSql;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.shared.Dates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The register of partners and the page of one, with 5,000 partners, 50,000 promises and 150,000 deliveries: over HTTP, one
 * reader, signed in as programme manager, the whole answer; 95 of 100 requests within it. The register is asked with and without
 * filters and from everywhere in the list, and every request for a partner is for another one.
 */
final class NetworkBench implements Benchmark {

    private static final double LIMIT_MILLISECONDS = 50;
    private static final int WARM_UP = 400;
    private static final int REQUESTS = 600;
    private static final int PARTNERS = 5000;
    private static final String SESSION = "bench-maker";

    /** Prime to the number of partners, so that all of them come by. */
    private static final int STEP = 1237;

    @Override
    public String run() throws Exception {
        try (ConfigurableApplicationContext program = BenchProgram.start()) {
            List<Long> ids = fill(program);
            int port = BenchProgram.port(program);
            double register = PageTimes.p95(port, register(ids), WARM_UP, SESSION);
            double partner = PageTimes.p95(port, pages(ids), WARM_UP, SESSION);
            String line =
                    String.format(Locale.ROOT, "network: register p95 %.0f ms, partner p95 %.0f ms", register, partner);
            if (register >= LIMIT_MILLISECONDS || partner >= LIMIT_MILLISECONDS) {
                throw new Missed(line);
            }
            return line;
        }
    }

    /** From everywhere in the list, with and without filters. */
    private static List<String> register(List<Long> ids) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            int at = i * STEP % PARTNERS;
            paths.add("/beheer/partners?naam=Partner+" + name(at) + "&na=" + ids.get(at)
                    + switch (i % 5) {
                        case 1 -> "&soort=CULTURE";
                        case 2 -> "&aangesloten=ja";
                        case 3 -> "&wereld=HITECH_SCIENCE&plaats=Plaats+" + at % 40;
                        case 4 -> "&zoek=" + at % 10;
                        default -> "";
                    });
        }
        return paths;
    }

    private static List<String> pages(List<Long> ids) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            paths.add("/beheer/partners/" + ids.get(i * STEP % PARTNERS));
        }
        return paths;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    /** Partners with memberships, people, promises of five years, deliveries, and two sessions each; by name. */
    private static List<Long> fill(ConfigurableApplicationContext program) {
        JdbcClient jdbc = program.getBean(JdbcClient.class);
        program.getBean(HubSettings.class).set(HubSettings.Setting.NAME, "TEC");
        int year = LocalDate.now(Dates.ZONE).getYear();
        for (String sql : List.of(
                """
                insert into organisation (kind, name, town, invented)
                select (array['COMPANY', 'CULTURE', 'FOUNDATION', 'MBO'])[1 + n % 4], 'Partner ' || to_char(n, 'FM00000'),
                       'Plaats ' || n % 40, true
                  from generate_series(0, :partners - 1) n
                """,
                """
                insert into partner (organisation_id, worlds, about_nl)
                select id, array[(array['HITECH_SCIENCE', 'VOEDING_NATUUR', 'MENS_GEZONDHEID'])[1 + id % 3]], 'Doet mee'
                  from organisation
                """,
                """
                insert into account (id, email, name, created_at) overriding system value
                values (2, 'penningmeester@tec.example', 'Penningmeester', now())
                """,
                """
                with connected as (select id from organisation where id % 3 > 0),
                receipt as (
                  insert into fee_receipt (cents, received_on, recorded_at, account_id)
                  select id, make_date(:year - 2, 1, 1), make_date(:year - 2, 1, 1), 2 from connected returning id, cents)
                insert into membership (organisation_id, kind, from_day, fee_receipt_id, recorded_at)
                select receipt.cents, 'MEMBER', make_date(:year - 2, 1, 1), receipt.id, make_date(:year - 2, 1, 1) from receipt
                """,
                """
                insert into partner_person (organisation_id, function, role)
                select id, 'functie ' || n, 'CONTACT' from organisation, generate_series(1, 3) n
                """,
                """
                insert into contribution (organisation_id, year, kind, unit, what, amount, unit_cents, due_on, state, declared_at)
                select o.id, :year - n / 2, (array['STAFF', 'ADVICE'])[1 + n % 2], 'HOUR', 'Belofte ' || n, 4000, 5500,
                       make_date(:year - n / 2, 12, 31), 'ACCEPTED', now()
                  from organisation o, generate_series(0, 9) n
                """,
                """
                insert into contribution_delivery (contribution_id, day, amount, evidence, source, state, recorded_at)
                select c.id, least(current_date, make_date(c.year, 1 + n * 3, 5)), 1000, 'Gedaan', 'HUB', 'ACCEPTED', now()
                  from contribution c, generate_series(0, 2) n
                """,
                """
                insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                    description_en, worlds, audiences, po_from, po_to, minutes, group_min, group_max, organiser_id, changed_at)
                select 'bench-' || id, 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', 'CLASSES', 'Les ' || id, 'Lesson ' || id, '', '', '', '',
                       '{HITECH_SCIENCE}', '{PO}', 5, 8, 120, 1, 32, id, now()
                  from organisation
                """,
                """
                insert into session (activity_id, starts_at, ends_at, state, capacity, class_capacity)
                select a.id, now() + n * interval '40 days', now() + n * interval '40 days' + interval '2 hours', 'PUBLISHED', 30, 1
                  from activity a, generate_series(-3, 2) n where n <> 0
                """,
                """
                insert into attendance (session_id, held_on, audience, head_count, recorded_at)
                select id, (starts_at at time zone 'Europe/Amsterdam')::date, 'PO', 24, now() from session where ends_at < now()
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
            if (sql.contains(":partners")) {
                statement = statement.param("partners", PARTNERS);
            }
            if (sql.contains(":year")) {
                statement = statement.param("year", year);
            }
            if (sql.contains(":secret")) {
                statement = statement.param("secret", Secrets.hash(SESSION));
            }
            statement.update();
        }
        return TestSql.list(jdbc, Long.class, "select id from organisation order by name, id");
    }
}
