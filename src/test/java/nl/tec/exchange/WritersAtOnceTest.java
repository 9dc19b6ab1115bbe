package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.shared.Dates;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Concurrent writes: of two with the same version one wins, and limits are not exceeded. */
@TecTest
class WritersAtOnceTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    ApiKeys keys;

    @Autowired
    EmbedSites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final ExecutorService writers = Executors.newFixedThreadPool(4);
    private Partner partner;
    private SignedIn maker;

    @BeforeEach
    void aPartner() {
        partner = new SubmissionsFixture(jdbc).partner();
        maker = people.signedIn(Membership.of(Role.PARTNER, partner.id()));
    }

    @AfterEach
    void end() {
        writers.shutdownNow();
    }

    private TestBrowser program() {
        return people.visitor()
                .with(
                        "Authorization",
                        "Bearer "
                                + Outcomes.done(keys.make(
                                                partner.id(),
                                                Role.PARTNER,
                                                "Proef",
                                                ApiScope.of(Role.PARTNER),
                                                LocalDate.now(Dates.ZONE).plusDays(30),
                                                null,
                                                maker.actor()))
                                        .key());
    }

    /** Sends requests with the same version while the row is locked. @return their statuses, the lowest first */
    private List<Integer> atOnce(String table, String at, String method, String path, List<String> bodies) {
        HttpResponse<String> read = program().get(at);
        String tag = read.headers().firstValue("ETag").orElseThrow(() -> new AssertionError(read.body()));
        long id = Long.parseLong(at.substring(at.lastIndexOf('/') + 1));
        List<TestBrowser> programs =
                bodies.stream().map(body -> program().with("If-Match", tag)).toList();
        List<CompletableFuture<Integer>> answers = transaction.execute(status -> {
            TestSql.integer(jdbc, "select 1 from " + table + " where id = ? for update", id);
            List<CompletableFuture<Integer>> started = IntStream.range(0, bodies.size())
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> programs.get(n)
                                    .json(method, at + path, bodies.get(n))
                                    .statusCode(),
                            writers))
                    .toList();
            await().until(() -> jdbc.sql("""
                            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                            """).query(Integer.class).single() >= bodies.size());
            return started;
        });
        return Stream.ofNullable(answers)
                .flatMap(List::stream)
                .map(CompletableFuture::join)
                .sorted()
                .toList();
    }

    @Test
    void ofTwoThatWithdrawTheSameVersion_oneWins() {
        TestBrowser own = maker.browser();
        HttpResponse<String> made =
                own.post("/partner/activiteiten/nieuw", SubmissionsFixture.form(partner, SubmissionsFixture.title()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String at = TestBrowser.location(made).replace("/partner/activiteiten", "/api/v1/eigen-activiteiten");
        assertThat(atOnce("submission", at, "POST", "/intrekking", List.of("{}", "{\"reden\": \"Te weinig mensen.\"}")))
                .containsExactly(200, 412);
    }

    @Test
    void ofTwoThatChangeTheStateOfTheSameVersion_oneWins() {
        HttpResponse<String> made = program().json("POST", "/api/v1/eigen-aanbod", """
                {"titel": {"nl": "Kijk in de hal"}, "belofte": {"nl": "Je ziet robots lassen."}, "beschrijving": {"nl": "Een rondgang."},
                 "soort": "TOUR", "wereld": "HITECH_SCIENCE", "groepen": {"van": 5, "totEnMet": 8}, "minimum": 10, "maximum": 30,
                 "waar": "COMPANY", "duurMinuten": 90, "straat": "Dorpsstraat 1", "postcode": "7411 AB", "plaats": "Deventer",
                 "ochtend": "09:00", "middag": "13:00", "tegelijk": 1, "email": "vragen@voorbeeld.nl", "taal": "nl", "publiceren": true}
                """);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String at = TestBrowser.location(made).replaceFirst("https?://[^/]+", "");
        assertThat(atOnce("offer", at, "PUT", "/stand", List.of("{\"stand\": \"PAUSED\"}", "{\"stand\": \"ENDED\"}")))
                .containsExactly(200, 412);
    }

    @Test
    void moreSitesThanThereMayBe_areNotNamed_byManyAtOnce() {
        for (int n = 1; n < EmbedSites.MAX_SITES; n++) {
            Outcomes.done(sites.add(partner.id(), "https://site-" + n + ".voorbeeld.nl", maker.actor()));
        }
        List<CompletableFuture<Boolean>> added = transaction.execute(status -> {
            // an insert for this partner waits until this transaction ends
            jdbc.sql("lock table embed_site in exclusive mode").update();
            List<CompletableFuture<Boolean>> started = IntStream.range(0, 3)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> Outcomes.reasons(sites.add(
                                            partner.id(), "https://laat-" + n + ".voorbeeld.nl", maker.actor()))
                                    .isEmpty(),
                            writers))
                    .toList();
            await().until(() -> jdbc.sql("""
                            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                            """).query(Integer.class).single() >= 3);
            return started;
        });
        assertThat(Stream.ofNullable(added).flatMap(List::stream).map(CompletableFuture::join))
                .containsOnlyOnce(true);
        assertThat(sites.origins(partner.id())).hasSize(EmbedSites.MAX_SITES);
    }
}
