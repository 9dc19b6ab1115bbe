package nl.tec.results;

import static nl.tec.results.ResultsFixture.autumn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.AttendanceRecorded;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.SettingsChanged;
import nl.tec.organisations.ClassNumbersChanged;
import nl.tec.reach.CohortReach;
import nl.tec.reach.Population;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A figure is never silently wrong (rules 2.12): failures are retried, and uncounted changes are reported. */
@TecTest
class FigureUpdatesTest {

    private static final int YEAR = 2024;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CohortReach reach;

    @Autowired
    Figures figures;

    @Autowired
    Kpis kpis;

    @Autowired
    HubSettings hub;

    @Autowired
    EventBacklog backlog;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AccountsFixture people;

    private ResultsFixture resultsFixture;
    private String municipalities;

    @BeforeEach
    void useOwnTown() {
        // left by tests that cut connections, and retried only after a long back-off
        jdbc.sql("delete from event_publication where completion_date is null").update();
        resultsFixture = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code);
        await().until(() -> figures.pending().isEmpty());
        figures.refreshAll();
    }

    @AfterEach
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    private Figure figure(int year) {
        return java.util.Objects.requireNonNull(
                figures.of(kpis.find("po-7-8").orElseThrow(), year).figure());
    }

    private long visited(int came) {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 25);
        return resultsFixture.visit(autumn(YEAR), part, came);
    }

    @Test
    void aYearDoesNotWaitForAnotherThatIsBeingMeasured() {
        figures.refreshAll();
        transaction.executeWithoutResult(measuring -> {
            figures.refresh(List.of(YEAR));
            assertThat(CompletableFuture.runAsync(() -> figures.refresh(List.of(YEAR + 1))))
                    .succeedsWithin(Duration.ofSeconds(30));
        });
    }

    /** The job skips figures that were measured recently and are not stale. */
    @Test
    void recentFiguresAreNotMeasuredAgain() {
        int year = figures.currentYear();
        Instant before = measured(year, Instant.now());
        assertThat(measured(year, before.minusSeconds(1))).isEqualTo(before);
        jdbc.sql("insert into kpi_stale (year) values (?)").param(year).update();
        Instant stale = measured(year, before.minusSeconds(1));
        assertThat(stale).isAfter(before);
        assertThat(measured(year, stale.plusSeconds(1))).isAfter(stale);
    }

    /** Measures with every event counted: a figure dates from before an event that is not. */
    private Instant measured(int year, Instant recent) {
        await().until(() -> figures.pending().isEmpty());
        figures.refreshCurrent(recent);
        return figure(year).measuredAt();
    }

    private void publish(Object event) {
        transaction.executeWithoutResult(status -> events.publishEvent(event));
    }

    @Test
    void aFailedListenerIsRetried_andUntilThenThePageShowsIt() {
        long session = visited(22);
        TestBrowser visitor = people.visitor();
        assertThat(visitor.get("/resultaten?jaar=" + YEAR).body()).doesNotContain("is niet gelukt");
        Instant before = Instant.now();
        JdbcClient owner = TestDatabase.owner(environment);
        owner.sql("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'out of order'; end $$
                """).update();
        owner.sql("create trigger fail before insert or update on reach_cohort for each row execute function fail()")
                .update();
        try {
            publish(new AttendanceRecorded(session));
            await().untilAsserted(() -> assertThat(figures.pending())
                    .hasValueSatisfying(pending -> assertThat(pending.failed()).isPositive()));
            assertThat(visitor.get("/resultaten?jaar=" + YEAR).body()).contains("is niet gelukt");
            assertThat(people.signedIn(Role.ADMINISTRATOR)
                            .browser()
                            .get("/admin/verwerking")
                            .body())
                    .contains("AttendanceRecorded");
            figures.refreshAll();
            assertThat(figure(YEAR).reached()).isZero();
            assertThat(figure(YEAR).measuredAt())
                    .as("measuring again does not make it fresh")
                    .isBefore(Instant.now().minusMillis(1))
                    .isBefore(figures.pending().orElseThrow().since().plusMillis(1))
                    .isAfter(before.minusSeconds(5));
        } finally {
            owner.sql("drop trigger fail on reach_cohort").update();
            owner.sql("drop function fail").update();
        }
        await().pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            backlog.retry();
            assertThat(figure(YEAR).reached()).isEqualTo(22);
        });
        await().until(() -> figures.pending().isEmpty());
        assertThat(visitor.get("/resultaten?jaar=" + YEAR).body()).doesNotContain("is niet gelukt");
    }

    @Test
    void attendanceDoesNotQueueBehindTheNumbersOfAWholeCountry() throws InterruptedException {
        long other = resultsFixture.school();
        long cohort = resultsFixture.cohort(other, 8, YEAR);
        long session = visited(21);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(() -> transaction.executeWithoutResult(status -> {
            TestSql.bigint(jdbc, "select id from cohort where id = ? for update", cohort);
            held.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        holder.start();
        try {
            held.await();
            for (int n = 0; n < 12; n++) {
                publish(new ClassNumbersChanged(List.of(other), 1990 + n));
            }
            publish(new AttendanceRecorded(session));
            await().untilAsserted(() -> assertThat(figure(YEAR).reached()).isEqualTo(21));
        } finally {
            done.countDown();
            holder.join();
        }
        await().until(() -> figures.pending().isEmpty());
    }

    @Test
    void changingMunicipalitiesRemeasuresAllYears() {
        reach.recomputeSession(visited(20));
        await().until(() -> figures.pending().isEmpty());
        ResultsFixture second = new ResultsFixture(jdbc);
        second.wholeClass(second.school(), 7, YEAR, 40);
        second.wholeClass(second.school(), 8, YEAR - 1, 30);
        assertThat(figure(YEAR).population()).isEqualTo(new Population(25, 25, 25, false, null));
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code + "," + second.code);
        // whichever year is measured first
        figures.markStale(Set.of(YEAR));
        await().untilAsserted(() -> assertThat(pupils()).containsExactlyEntriesOf(Map.of(YEAR, 65L)));
        assertThat(java.util.Objects.requireNonNull(figure(YEAR - 1).population())
                        .pupils())
                .as("in the same moment")
                .isEqualTo(30);
        publish(new SettingsChanged(Set.of(Setting.MUNICIPALITIES)));
        await().until(() -> figures.pending().isEmpty());
    }

    private Map<Integer, Long> pupils() {
        Population population = figure(YEAR).population();
        return Map.of(YEAR, population == null ? 0 : population.pupils());
    }

    @Test
    void anUnknownMunicipalityIsRefused_andAWholeCountryFits() {
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        String codes = String.join(
                ",", TestSql.list(jdbc, String.class, "select code from municipality order by code limit 150"));
        var refused = administrator.post("/admin/instellingen", "MUNICIPALITIES", resultsFixture.code + ",0000");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Er is geen gemeente met de code 0000")
                .contains(resultsFixture.code + ",0000");
        assertThat(hub.get(Setting.MUNICIPALITIES)).isEqualTo(resultsFixture.code);
        assertThat(administrator
                        .post("/admin/instellingen", "MUNICIPALITIES", codes)
                        .statusCode())
                .isEqualTo(303);
        String many = String.join(",", java.util.Collections.nCopies(400, resultsFixture.code));
        assertThat(administrator
                        .post("/admin/instellingen", "MUNICIPALITIES", many)
                        .statusCode())
                .isEqualTo(303);
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code);
        await().until(() -> figures.pending().isEmpty());
    }
}
