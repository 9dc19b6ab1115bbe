package nl.tec.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import nl.tec.planning.PlanView.Part;
import nl.tec.planning.PlanView.PlannedSession;
import nl.tec.planning.PlanView.Proof;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.junit.jupiter.api.Test;

class PlanViewTest {

    private static final Bilingual NAME = new Bilingual("Bus 1", "Bus 1");

    @Test
    void aPartIsReadByMonth_orWhole() {
        Part part = new Part(
                "b1",
                NAME,
                List.of(
                        held(LocalDate.of(2027, 9, 30)),
                        held(LocalDate.of(2027, 10, 1)),
                        held(LocalDate.of(2027, 10, 4)),
                        held(LocalDate.of(2028, 1, 10))));
        assertThat(part.months()).containsExactly(YearMonth.of(2027, 9), YearMonth.of(2027, 10), YearMonth.of(2028, 1));
        assertThat(part.sessions(YearMonth.of(2027, 10)))
                .extracting(PlannedSession::day)
                .containsExactly(LocalDate.of(2027, 10, 1), LocalDate.of(2027, 10, 4));
        assertThat(part.sessions(null)).hasSize(4);
    }

    @Test
    void aWeekIsReadByDay() {
        LocalDate monday = LocalDate.of(2027, 10, 4);
        Part part = new Part(
                "week", NAME, List.of(held(monday), held(monday), held(monday.plusDays(2)), held(monday.plusDays(4))));
        assertThat(part.days())
                .extracting(day -> day.get(0).day(), List::size)
                .containsExactly(tuple(monday, 2), tuple(monday.plusDays(2), 1), tuple(monday.plusDays(4), 1));
    }

    @Test
    void ofALevelItIsSaidHowMuchBetterItCouldBe() {
        assertThat(new Proof(Level.MET, 299, 300.0).gap()).isEqualTo(1);
        assertThat(new Proof(Level.BUS_KM, 120, 100.0).gap()).isEqualTo(20);
        assertThat(new Proof(Level.BUS_KM, 120, 100.0).isBest()).isFalse();
        assertThat(new Proof(Level.WORST_SCHOOL, 0.8, 0.8).isBest()).isTrue();
        assertThat(new Proof(Level.WEEKS, 3, null).isBest())
                .as("nothing is known")
                .isFalse();
    }

    private static PlannedSession held(LocalDate day) {
        return new PlannedSession(
                1, day.atTime(9, 0), day.atTime(10, 30), NAME, World.HITECH_SCIENCE, "r1", NAME, List.of(), List.of());
    }
}
