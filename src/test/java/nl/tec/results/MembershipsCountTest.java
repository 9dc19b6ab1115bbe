package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.partners.Membership;
import nl.tec.partners.Memberships;
import nl.tec.partners.Proof;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Correcting an incorrect membership changes the figure of this year, but never those of past years (rules 6 and 2.8). */
@TecTest
class MembershipsCountTest {

    static final LocalDate TODAY = LocalDate.now(Dates.ZONE);

    @Autowired
    AccountsFixture people;

    @Autowired
    Memberships memberships;

    @Autowired
    Figures figures;

    @Autowired
    Kpis kpis;

    @Autowired
    JdbcClient jdbc;

    Actor maker;
    String name;
    long organisation;
    Kpi kpi;
    int year;
    double before;
    double yearBefore;
    LocalDate lastYear;

    @BeforeEach
    void make() {
        maker = people.signedIn(Role.PROGRAMME_MANAGER).actor();
        name = "Proefaansluiting " + System.nanoTime();
        organisation = TestSql.bigint(
                jdbc, "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id", name);
        kpi = kpis.find("aangesloten").orElseThrow();
        year = kpi.period().yearOf(TODAY);
        figures.refreshAll();
        before = connected(year);
        yearBefore = connected(year - 1);
        lastYear = kpi.period(year - 1).referenceDate(TODAY);
    }

    private double connected(int year) {
        Figure figure = figures.of(kpi, year).figure();
        return figure == null ? Double.NaN : figure.value(kpi.measure());
    }

    private void becomes(double now, double then) {
        await().untilAsserted(() -> {
            assertThat(connected(year)).isEqualTo(now);
            assertThat(connected(year - 1)).isEqualTo(then);
        });
        assertThat(people.signedIn(Role.BOARD)
                        .browser()
                        .get("/resultaten/aangesloten?jaar=" + year)
                        .body()
                        .contains(name))
                .as("behind the figure too")
                .isEqualTo(now > before);
    }

    private Membership membership() {
        return memberships.list(name, false, null, 5).get(0);
    }

    private void correct(LocalDate from) {
        assertThat(memberships
                        .correct(
                                membership().id(),
                                new Memberships.Term(Membership.Kind.MEMBER, from, null, null),
                                "dag verkeerd gelezen",
                                maker)
                        .any())
                .isFalse();
    }

    @Test
    void theFigureFollowsCorrectionsAndStrikes() {
        memberships.connect(
                organisation,
                new Memberships.Term(Membership.Kind.MEMBER, TODAY, null, null),
                new Proof.Fee(25_000, TODAY),
                maker);
        becomes(before + 1, yearBefore);
        correct(lastYear);
        becomes(before + 1, yearBefore);
        correct(TODAY.plusDays(1));
        becomes(before, yearBefore);
        correct(lastYear);
        becomes(before + 1, yearBefore);
        memberships.strike(membership().id(), "verkeerde organisatie", maker);
        becomes(before, yearBefore);
    }
}
