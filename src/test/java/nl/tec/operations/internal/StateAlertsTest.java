package nl.tec.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Account;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.hub.Counters;
import nl.tec.hub.Readiness;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.mail.MailSetup;
import nl.tec.operations.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The state of the hub as reported to monitoring and to administrators. */
@TecTest
class StateAlertsTest {

    private static final Pattern LINE = Pattern.compile(
            "# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? (-?[0-9.E-]+|NaN)");

    @Autowired
    AccountsFixture people;

    @Autowired
    ObjectProvider<Metrics> metrics;

    @Autowired
    ObjectProvider<SystemState> state;

    @Autowired
    Counters counters;

    @Autowired
    Readiness readiness;

    @Autowired
    StateAlerts alerts;

    @Autowired
    StateWitness witness;

    @Autowired
    MailSetup mail;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theFiguresAreInPrometheusFormat() {
        people.visitor().get("/");
        counters.add("tec_tested_total", "what", "a \"quoted\" thing");
        String text = metrics.getObject().text();
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.replace("\\\"", "'")).matches(LINE));
        assertThat(text)
                .contains(
                        "tec_info{version=",
                        "tec_database_up 1",
                        "tec_outbox_mails{state=\"waiting\"}",
                        "tec_outbox_age_seconds",
                        "# TYPE tec_bookings gauge",
                        "# TYPE tec_job_lag_seconds gauge",
                        "tec_plan_solver_running ",
                        "tec_plan_solver_seconds ",
                        "tec_plan_proposals_waiting ",
                        "tec_http_request_seconds_bucket{status=\"2xx\",le=\"+Inf\"}",
                        "tec_tested_total{what=\"a \\\"quoted\\\" thing\"} 1",
                        "tec_database_connections{state=\"idle\"}");
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE")).distinct())
                .as("a family stands together")
                .hasSameSizeAs(
                        text.lines().filter(line -> line.startsWith("# TYPE")).toList());
    }

    @Test
    void theManagementPortSaysWhetherItLivesAndIsReady(@TempDir Path data) throws Exception {
        BackupSettings folders = new BackupSettings(data, "", "", 14);
        ManagementServer server =
                new ManagementServer(0, "127.0.0.1", readiness, database, folders, metrics, state, new JsonMapper());
        server.start();
        try {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/metrics").body()).contains("jvm_memory_used_bytes");
            readiness.stop();
            HttpResponse<String> stopping = get(server, "/health/ready");
            assertThat(stopping.statusCode()).isEqualTo(503);
            assertThat(stopping.body()).contains("STOPPING");
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
        } finally {
            readiness.start();
            server.stop();
        }
    }

    /** Another node would send that mail as little, and visitors need not notice (decision 0041). */
    @Test
    void mailAndJobsThatAreBehindAreTold_andTheNodeStaysReady(@TempDir Path data) throws Exception {
        long mail = jdbc.sql("""
                insert into outbox (template, recipient, language, payload, created_at, next_attempt_at, attempts, error)
                values ('state-alert', 'wacht@tec.example', 'nl', '{"found": ["x"]}', now() - interval '2 hours', now() - interval '1 hour', 0, 'away')
                returning id
                """).query(Long.class).single();
        jdbc.sql("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, consecutive_failures, version)
                values ('late-for-a-test', 'recurring', now() - interval '1 hour', false, 0, 1)
                """).update();
        ManagementServer server = new ManagementServer(
                0,
                "127.0.0.1",
                readiness,
                database,
                new BackupSettings(data, "", "", 14),
                metrics,
                state,
                new JsonMapper());
        server.start();
        try {
            HttpResponse<String> ready = get(server, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body())
                    .contains("\"status\":\"UP\"", "\"mail\":\"BEHIND\"", "\"jobs\":\"BEHIND\"", "late-for-a-test")
                    .doesNotContain("wacht@");
        } finally {
            server.stop();
            jdbc.sql("delete from outbox where id = ?").param(mail).update();
            TestSql.update(jdbc, "delete from scheduled_tasks where task_name = 'late-for-a-test'");
        }
    }

    private static HttpResponse<String> get(ManagementServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void administratorsAreMailedOnceAboutWhatStaysWrong_andAgainAfterADay() {
        Account administrator = people.account(null, Membership.of(Role.ADMINISTRATOR));
        jdbc.sql("delete from state_alert").update();
        List<StateCheck> bad = List.of(new StateCheck("disk-data", Level.BAD, "De schijf is vol.", null));
        alerts.tell(bad);
        assertThat(mails(administrator)).as("seen once may pass").isZero();
        alerts.tell(bad);
        assertThat(mails(administrator)).isEqualTo(1);
        alerts.tell(bad);
        assertThat(mails(administrator)).isEqualTo(1);
        TestSql.update(jdbc, "update state_alert set told_at = told_at - interval '25 hours'");
        alerts.tell(bad);
        assertThat(mails(administrator)).isEqualTo(2);
        alerts.tell(List.of());
        alerts.tell(bad);
        assertThat(mails(administrator)).as("it was good in between").isEqualTo(2);
        assertThat(TestSql.text(
                        jdbc,
                        "select payload ->> 'found' from outbox where template = 'state-alert' and recipient = ? limit 1",
                        administrator.email()))
                .contains("De schijf is vol.");
    }

    /** A check may wait for another machine. The start page shows what the last one found. */
    @Test
    void checksRunOutsideATransaction_andNotForAPage() {
        jdbc.sql("delete from state_alert").update();
        witness.inTransaction.clear();
        alerts.look();
        assertThat(witness.inTransaction).containsExactly(false);
        jdbc.sql("delete from state_alert").update();
        jdbc.sql(
                        "insert into state_alert (check_key, since) select key, now() from unnest(array['disk-data', 'clock', 'events']) as key")
                .update();
        assertThat(people.signedIn(Role.ADMINISTRATOR).browser().get("/werk").body())
                .as("events have a task of their own")
                .contains("Er zijn 2 dingen mis");
        assertThat(witness.inTransaction).hasSize(1);
    }

    private int mails(Account account) {
        return TestSql.integer(
                jdbc, "select count(*) from outbox where template = 'state-alert' and recipient = ?", account.email());
    }

    @Test
    void mailThatWasGivenUpIsSentAgain() {
        long id = jdbc.sql("""
                insert into outbox (template, recipient, language, payload, created_at, next_attempt_at, attempts, failed_at, error)
                values ('state-alert', 'weg@tec.example', 'nl', '{"found": ["x"]}', now(), now(), 10, now(), '550 no such user')
                returning id
                """).query(Long.class).single();
        var administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        assertThat(administrator.get("/admin/mail").body()).contains("550 no such user");
        assertThat(administrator
                        .post("/admin/mail/opnieuw", "mail", Long.toString(id))
                        .statusCode())
                .isEqualTo(303);
        assertThat(jdbc.sql("select attempts = 0 and failed_at is null from outbox where id = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(mail.sendAgain(List.of(id))).as("it is no longer given up").isZero();
        jdbc.sql("delete from outbox where id = ?").param(id).update();
    }
}
