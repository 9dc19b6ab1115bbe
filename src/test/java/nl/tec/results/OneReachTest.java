package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.partners.AnnualStatement;
import nl.tec.partners.AnnualStatements;
import nl.tec.reach.CohortReach;
import nl.tec.results.internal.Measurements;
import nl.tec.shared.Sector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The annual statement of a partner and the KPI count the same visits identically (rules 2.2-2.4). */
@TecTest
class OneReachTest {

    private static final int YEAR = 2021;
    private static final LocalDate SPRING = LocalDate.of(YEAR, 3, 9);
    private static final LocalDate AUTUMN = LocalDate.of(YEAR, 11, 3);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CohortReach cohorts;

    @Autowired
    Measurements measurements;

    @Autowired
    AnnualStatements statements;

    @Autowired
    AccountsFixture people;

    @Autowired
    HubSettings hub;

    private ResultsFixture resultsFixture;
    private String municipalities = "";
    private long partner;
    private long activity;

    @BeforeEach
    void createTownAndPartner() {
        resultsFixture = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code);
        partner = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('COMPANY', 'Proefbedrijf', true) returning id");
        TestSql.update(jdbc, "insert into partner (organisation_id) values (?)", partner);
        activity = resultsFixture.activity("WORKSHOP_LEARNING_LINE", "CLASSES");
        TestSql.update(jdbc, "update activity set organiser_id = ? where id = ?", partner, activity);
    }

    @AfterEach
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    @Test
    void thePartnersStatementEqualsTheKpi_forACappedCohort() {
        long school = resultsFixture.school();
        long cohort = resultsFixture.cohort(school, 7, YEAR - 1);
        resultsFixture.size(cohort, YEAR - 1, 7, 60);
        came(SPRING, resultsFixture.part(resultsFixture.schoolClass(school, YEAR - 1, "7a"), cohort, 7, 30), 28, false);
        long b = resultsFixture.schoolClass(school, YEAR, "8b");
        came(AUTUMN, resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "8a"), cohort, 8, 25), 25, false);
        came(AUTUMN, resultsFixture.part(b, cohort, 8, 25), 25, false);
        TestSql.update(jdbc, "update school_class set ended_at = now() where id = ?", b);
        came(AUTUMN, resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "8c"), cohort, 8, 25), 25, false);
        assertThat(pupils())
                .as("75 came, of 60 by the count of the year before, as there is none of this year")
                .isEqualTo(60);
    }

    @Test
    void thePartnersStatementEqualsTheKpi_forARepeatedVisit() {
        long school = resultsFixture.school();
        long cohort = resultsFixture.cohort(school, 7, YEAR - 1);
        resultsFixture.size(cohort, YEAR - 1, 7, 25);
        resultsFixture.size(cohort, YEAR, 8, 30);
        long seven = resultsFixture.part(resultsFixture.schoolClass(school, YEAR - 1, "7a"), cohort, 7, 25);
        came(SPRING, seven, 15, false);
        came(SPRING.plusDays(1), seven, 12, false);
        came(SPRING.plusDays(2), seven, 14, true);
        long eight = resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "8a"), cohort, 8, 30);
        came(AUTUMN, eight, 22, false);
        came(AUTUMN.plusDays(1), eight, 6, true);
        assertThat(pupils()).isEqualTo(28);
    }

    /** Rules 2.5: per address and age as many children as came to one session; rules 2.9: an adult is one person. */
    @Test
    void thePartnersStatementEqualsTheKpi_forAFamilyThatSignsUpByAge() {
        long session = resultsFixture.session(AUTUMN, activity);
        String family = "gezin@" + resultsFixture.code + ".example.org";
        for (int age : new int[] {10, 10, 11}) {
            resultsFixture.person(session, AUTUMN, "CHILD", family, age, null);
        }
        resultsFixture.person(
                resultsFixture.session(AUTUMN.plusDays(1), activity), AUTUMN.plusDays(1), "CHILD", family, 11, null);
        assertThat(others()).isEqualTo(3);
        assertThat(figure().individuals()).isEqualTo(3);

        for (int again = 0; again < 2; again++) {
            resultsFixture.person(session, AUTUMN, "PARENT", family, null, null);
        }
        resultsFixture.walkIns(AUTUMN, activity, "PARENT", 4);
        assertThat(others()).isEqualTo(3 + 1 + 4);
    }

    private int others() {
        return statements
                .get(partner, YEAR, people.signedIn(Role.PROGRAMME_MANAGER).actor())
                .others();
    }

    private void came(LocalDate day, long part, int headCount, boolean otherPupils) {
        long session = resultsFixture.session(day, activity);
        resultsFixture.attendance(session, day, part, headCount, otherPupils, null);
        cohorts.recomputeSession(session);
    }

    /** Returns the pupils counted by both, after checking that they agree. */
    private long pupils() {
        AnnualStatement statement = statements.get(
                partner, YEAR, people.signedIn(Role.PROGRAMME_MANAGER).actor());
        Figure figure = figure();
        assertThat((long) statement.pupils()).isEqualTo(figure.reached() + figure.cut());
        return statement.pupils();
    }

    private Figure figure() {
        return measurements
                .of(List.of(ReachRulesTest.pupils(Sector.PO, 7, 8, PeriodKind.CALENDAR_YEAR)), YEAR)
                .values()
                .iterator()
                .next();
    }
}
