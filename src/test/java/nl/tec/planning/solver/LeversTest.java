package nl.tec.planning.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanLever;
import nl.tec.planning.PlanLever.Kind;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lever delivers what it promises: that change alone meets the stated number of additional wishes (rules 5.4). */
class LeversTest {

    @TempDir
    Path folder;

    @Test
    void aLeverMeetsTheStatedNumberOfWishes() throws PinsExclude, IOException {
        PlanInstance instance = PlanGenerator.draw(7, 60, 1, true, 0.4).instance();
        PlanSolution plan = new Solver(instance, Duration.ofSeconds(4), 1, better -> {}).solve(null);
        assertThat(plan.levers()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(plan.levers()).extracting(PlanLever::more).isSortedAccordingTo((x, y) -> y - x);
        for (PlanLever lever : plan.levers()) {
            int wanted = plan.assignments().size() + lever.more();
            PlanInstance changed = lever.applyTo(instance);
            List<Solver> solver = new ArrayList<>();
            solver.add(new Solver(changed, Duration.ofSeconds(20), 2, better -> {
                if (better.assignments().size() >= wanted) {
                    solver.get(0).stop();
                }
            }));
            PlanSolution more = solver.get(0).solve(plan);
            assertThat(PlanChecker.check(changed, more).violations()).isEmpty();
            assertThat(more.assignments()).as(lever.toString()).hasSizeGreaterThanOrEqualTo(wanted);
        }

        Path file = folder.resolve("solution.json");
        PlanFiles.write(plan, file);
        assertThat(PlanFiles.readSolution(file).levers()).isEqualTo(plan.levers());
    }

    @Test
    void leversAreDescribedInWords() {
        assertThat(PlanTexts.lever(new PlanLever(Kind.STAFF, "laser", DayOfWeek.TUESDAY, 14), "lasersnijden"))
                .isEqualTo(
                        "Met een begeleider erbij op dinsdag met de vaardigheid 'lasersnijden' passen 14 wensen meer.");
        assertThat(PlanTexts.lever(new PlanLever(Kind.BUS, "bus", null, 1), ""))
                .isEqualTo("Met een bus erbij past 1 wens meer.");
    }
}
