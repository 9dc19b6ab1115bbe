package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.feedback.AnswersCounted;
import nl.tec.results.Judgement.Standing;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The KPI is the mean of all answers in its period, and can be broken down by activity (rules 2.10). */
@TecTest
class SatisfactionMeasuredTest {

    /** A past year that no other test uses. */
    private static final int YEAR = 2024;

    @Autowired
    Figures figures;

    @Autowired
    Kpis kpis;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theMeanOfAllAnswersOfTheYear_equallyWeighted_withoutHosts() {
        Kpi kpi = kpis.find("tevredenheid").orElseThrow();
        assertThat(figures.of(kpi, YEAR).figure()).isNull();
        ResultsFixture fixture = new ResultsFixture(jdbc);
        long robots = fixture.activity("WORKSHOP_LEARNING_LINE", "CLASSES");
        long drones = fixture.activity("WORKSHOP_LEARNING_LINE", "CLASSES");
        // 5 x 10, 10 x 6, 5 x 9
        fixture.answers("PUPIL", fixture.session(ResultsFixture.autumn(YEAR), robots), LocalDate.of(YEAR, 8, 1), 5, 5);
        fixture.answers(
                "PUPIL", fixture.session(ResultsFixture.spring(YEAR), drones), LocalDate.of(YEAR + 1, 1, 1), 3, 10);
        fixture.answers(
                "TEACHER", fixture.session(ResultsFixture.spring(YEAR), drones), LocalDate.of(YEAR + 1, 1, 1), 9, 5);
        fixture.answers(
                "HOST", fixture.session(ResultsFixture.spring(YEAR), drones), LocalDate.of(YEAR + 1, 1, 1), 1, 50);
        fixture.answers(
                "PUPIL", fixture.session(ResultsFixture.autumn(YEAR + 1), drones), LocalDate.of(YEAR + 1, 8, 1), 1, 50);
        transaction.executeWithoutResult(status -> events.publishEvent(new AnswersCounted()));
        // an event of another test may trigger a measurement in between
        Awaitility.await()
                .untilAsserted(() -> assertThat(figures.of(kpi, YEAR).figure())
                        .isNotNull()
                        .satisfies(figure -> {
                            assertThat(figure.attendances()).isEqualTo(20);
                            assertThat(figure.value(kpi.measure())).isEqualTo(155 / 20.0);
                        }));
        Figures.Line line = figures.of(kpi, YEAR);
        assertThat(line.judgement().standing()).as("the target was 8").isEqualTo(Standing.MISSED);
        TestBrowser board = people.signedIn(Role.BOARD).browser();
        String page = board.get("/resultaten/tevredenheid?jaar=" + YEAR).body();
        assertThat(page)
                .contains(
                        "7,8",
                        "20 antwoorden",
                        "/tevredenheid/ACTIVITY/" + robots + "?jaar=" + YEAR,
                        "10,0",
                        "Leerkrachten")
                .doesNotContain("Dit kunnen we nog niet meten");
        assertThat(board.get("/resultaten/tevredenheid/lijst.csv?jaar=" + YEAR).body())
                .startsWith("\ufeffactiviteit;antwoorden;gemiddelde;laagste (95%);hoogste (95%)")
                .contains(";5;10,0;10,0;10,0", ";15;7,0;6,26;7,74");
        assertThat(people.visitor().get("/resultaten?jaar=" + YEAR).body()).contains("7,8");
        assertThat(board.get("/tevredenheid/ACTIVITY/" + robots + "?jaar=" + YEAR)
                        .body())
                .contains("10,0");
    }
}
