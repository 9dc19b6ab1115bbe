package nl.tec.results;

import static nl.tec.results.ResultsFixture.autumn;
import static nl.tec.results.ResultsFixture.spring;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.tec.TecTest;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.reach.Band;
import nl.tec.reach.ChildrenReach;
import nl.tec.reach.CohortReach;
import nl.tec.reach.Reach;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Repeated visits count the same pupil or child once, whatever the requested groups (rules 2.2 and 2.5). */
@TecTest
class ReachOfGroupsTest {

    private static final SchoolYear YEAR = new SchoolYear(2006);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CohortReach cohorts;

    @Autowired
    Reach reach;

    @Autowired
    HubSettings hub;

    private ResultsFixture resultsFixture;
    private String municipalities;

    @BeforeEach
    void useOwnTown() {
        resultsFixture = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code);
    }

    @AfterEach
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    @Test
    void aClassThatComesThreeTimesIsCountedOnce() {
        long school = resultsFixture.school();
        long seven = resultsFixture.wholeClass(school, 7, YEAR.start(), 25);
        long four = resultsFixture.wholeClass(school, 4, YEAR.start(), 20);
        for (long part : List.of(seven, seven, four, seven)) {
            cohorts.recomputeSession(resultsFixture.visit(autumn(YEAR.start()), part, 20, false));
        }
        assertThat(reach.pupils(YEAR, List.of(new Band(Sector.PO, 5, 8)))).isEqualTo(20);
        assertThat(reach.pupils(YEAR, List.of(new Band(Sector.PO, 1, 8)))).isEqualTo(40);
        assertThat(reach.pupils(YEAR.next(), List.of(new Band(Sector.PO, 1, 8))))
                .isZero();
    }

    /** Rules 2.7. */
    @Test
    void aSchoolThatMovesToAnotherMunicipalityStaysInTheYearsBefore() {
        long school = resultsFixture.school();
        long seven = resultsFixture.wholeClass(school, 7, YEAR.start(), 25);
        cohorts.recomputeSession(resultsFixture.visit(autumn(YEAR.start()), seven, 20, false));
        jdbc.sql("update organisation set municipality_code = ? where id = ?")
                .params(new ResultsFixture(jdbc).code, school)
                .update();
        assertThat(reach.pupils(YEAR, List.of(new Band(Sector.PO, 5, 8)))).isEqualTo(20);
    }

    @Test
    void aChildThatComesTwiceIsCountedOnce_twoAtOneSessionTwice() {
        long open = resultsFixture.activity("AFTER_SCHOOL", "INDIVIDUALS");
        ChildrenReach before = reach.children(YEAR, 8, 14);
        resultsFixture.person(autumn(YEAR.start()), open, "CHILD", "een@example.org", 10);
        resultsFixture.person(spring(YEAR.start()), open, "CHILD", "een@example.org", 10);
        resultsFixture.person(spring(YEAR.start()), open, "CHILD", "een@example.org", 12);
        resultsFixture.person(spring(YEAR.start()), open, "CHILD", "klein@example.org", 6);
        ChildrenReach after = reach.children(YEAR, 8, 14);
        assertThat(after.ofAge() - before.ofAge()).isEqualTo(2);
        assertThat(after.all() - before.all()).isEqualTo(3);
    }
}
