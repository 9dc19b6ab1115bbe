package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.reach.CohortReach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The schools that are not reached: those at which educational disadvantage is expected can be picked out. */
@TecTest
class CoverageTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    CohortReach reach;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    private String municipalities;
    private ResultsFixture town;

    @BeforeEach
    void ownTown() {
        town = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, town.code);
    }

    @AfterEach
    void backToTheOthers() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    @Test
    void schoolsWithADisadvantageScoreThatDidNotComeCanBePickedOut() {
        int year = ResultsFixture.current().start();
        long needs = school("Nodig", 143.25);
        long none = school("Geen", 0.0);
        long came = school("Kwam", 88.5);
        town.wholeClass(needs, 7, year, 20);
        town.wholeClass(none, 7, year, 20);
        long part = town.wholeClass(came, 7, year, 20);
        reach.recomputeSession(town.visit(ResultsFixture.current().firstDay(), part, 18));
        TestBrowser browser = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get("/resultaten/bereik?welke=NOT_YET").body())
                .contains("Achterstandsscore", "143,3", name("Nodig"), name("Geen"))
                .doesNotContain(name("Kwam"));
        assertThat(browser.get("/resultaten/bereik?welke=DISADVANTAGED").body())
                .contains(name("Nodig"))
                .doesNotContain(name("Geen"), name("Kwam"));
    }

    private String name(String word) {
        return word + " " + town.code;
    }

    private long school(String word, double score) {
        long school = town.school();
        jdbc.sql("update organisation set name = ? where id = ?")
                .params(name(word), school)
                .update();
        jdbc.sql("update school_site set disadvantage_score = ? where organisation_id = ?")
                .params(score, school)
                .update();
        return school;
    }
}
