package nl.tec.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.TecTest;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.accounts.Accounts;
import nl.tec.hub.EmailHash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

/** The demo hub can be made on any day: its data depend on the day, and must meet every constraint. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.MOCK,
        properties = {"tec.jobs=false"})
@ContextConfiguration(initializers = TecTest.Database.class)
class DemoHubTest {

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    HubSettings settings;

    @Autowired
    EmailHash hash;

    @Autowired
    DemoHub.Modules modules;

    @Autowired
    Figures figures;

    @Autowired
    AnnualAccounts annual;

    @Autowired
    Accounts people;

    @ParameterizedTest
    @ValueSource(strings = "2027-07-31")
    void itIsMadeOnAnyDay(LocalDate day) {
        settings.set(Setting.NAME, "");
        Clock clock = Clock.fixed(day.atTime(2, 16).atZone(Dates.ZONE).toInstant(), Dates.ZONE);
        DemoHub demo = new DemoHub(jdbc, transaction, clock, settings, hash, modules);
        transaction.executeWithoutResult(status -> {
            demo.fill();
            assertThat(count("""
                    attendance a join session s on s.id = a.session_id
                     where s.starts_at > timestamptz '%s'""".formatted(clock.instant())))
                    .as("attendances of sessions that have not begun")
                    .isZero();
            assertThat(count("session where starts_at > timestamptz '%s'".formatted(clock.instant())))
                    .as("sessions to come")
                    .isPositive();
            assertThat(count("attendance")).isGreaterThan(1000);
            assertThat(
                            count(
                                    "survey_block b join survey u on u.id = b.survey_id where u.audience in ('PUPIL', 'TEACHER')"))
                    .as("invented opinions")
                    .isGreaterThan(100);
            assertThat(count("survey_block where counted_on > date '%s'".formatted(day)))
                    .isZero();
            assertThat(count("survey_words where state = 'PUBLISHED'")).isPositive();
            assertThat(count("project_step where done > date '%s'".formatted(day)))
                    .as("milestones and decisions that are done, in the future")
                    .isZero();
            assertThat(count("project_step where done is null and dropped is null and planned < date '%s'"
                            .formatted(day)))
                    .as("late milestones")
                    .isPositive();
            assertThat(count("project_step where done is null and dropped is null and planned > date '%s'"
                            .formatted(day)))
                    .as("milestones to come")
                    .isPositive();
            assertThat(count(
                            "project_step where kind = 'DECISION' and done < date '%s' and public_from > timestamptz '%s'"
                                    .formatted(day, clock.instant())))
                    .as("decisions that are taken and not public yet")
                    .isPositive();
            assertThat(count("""
                    signature g join signatory s on s.id = g.signatory_id join declaration d on d.id = s.declaration_id
                     where d.kind = 'INTENT' and d.completed_at < d.public_from
                       and d.public_from = timestamptz '2022-09-14 17:00 Europe/Amsterdam' and g.name like '%(demo)'"""))
                    .as("who signed the letter of intent, by function")
                    .isEqualTo(9);
            for (var year :
                    java.util.Map.of(2023, "21 5", 2024, "43 9", 2025, "59 14").entrySet()) {
                assertThat(connectedAndAmbassadors(LocalDate.of(year.getKey(), 12, 31)))
                        .as("connected and ambassadors at the end of %s", year.getKey())
                        .isEqualTo(year.getValue());
            }
            assertThat(connectedAndAmbassadors(LocalDate.of(2026, 11, 24))).isEqualTo("71 17");
            assertThat(count("membership where declaration_id is null"))
                    .as("by a fee or on paper")
                    .isBetween(5L, 20L);
            assertThat(count("membership where taken_over or counted = '{}'")).isZero();
            assertThat(count("ambassador where signatory_id is null")).isZero();
            assertThat(count("declaration where kind = 'REALISATION' and completed_at < timestamptz '2023-05-13'"))
                    .as("the business plan that a milestone says was signed")
                    .isOne();
            assertThat(count("organisation where kind in ('HUB', 'PLATFORM')")).isEqualTo(3);
            assertThat(count("""
                    signatory s join declaration d on d.id = s.declaration_id
                     where d.completed_at is null and s.email is null
                       and not exists (select from signature g where g.signatory_id = s.id)""")).as("who waits for a link and can't get one").isZero();
            assertThat(count("condition_judgement where judged_at > timestamptz '%s'".formatted(clock.instant())))
                    .as("judgements in the future")
                    .isZero();
            assertThat(count("condition_judgement")).isGreaterThanOrEqualTo(30);
            assertThat(count("visit_item where choice = 'TEC_BUS'"))
                    .as("classes that come in a bus, near the end of a school year none")
                    .isEqualTo(count("venues_bus_of_visit_v"));
            // listeners run after this transaction, which is rolled back
            jdbc.update("delete from event_publication");
            figures.refreshAll();
            DemoAnnualAccount account = new DemoAnnualAccount(annual, figures, people, Clock.system(Dates.ZONE));
            account.publish();
            account.publish();
            assertThat(annual.published()).singleElement().satisfies(version -> {
                assertThat(version.texts()).hasSizeGreaterThan(4);
                assertThat(annual.pdf(version)).isNotEmpty();
            });
            status.setRollbackOnly();
        });
        settings.refresh();
    }

    private String connectedAndAmbassadors(LocalDate day) {
        return count("connected_on('%s')".formatted(day)) + " "
                + count("ambassador where counted @> date '%s'".formatted(day));
    }

    private long count(String from) {
        return JdbcClient.create(jdbc)
                .sql("select count(*) from " + from)
                .query(Long.class)
                .single();
    }
}
