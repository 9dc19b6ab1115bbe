package nl.tec.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Trip;
import nl.tec.planning.solver.PinsExclude;
import nl.tec.planning.solver.Solver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our checker and the {@link OtherChecker} agree on valid and broken plans. No part of the suite: that checker is not in this project, and
 * without it the test is skipped. {@link PlanCheckerTest} and {@link nl.tec.planning.solver.ModelRulesTest} show that plans keep to the rules.
 */
class OtherCheckerTest {

    private static final int BROKEN_PLANS = 12;

    @TempDir
    Path folder;

    @Test
    void verdictsAgree() throws IOException, InterruptedException, PinsExclude {
        OtherChecker other = OtherChecker.find().orElse(null);
        assumeTrue(other != null, "there is no other checker beside the project");
        PlanInstance instance = PlanGenerator.draw(11, 40, 0.9, true, 0.2).instance();
        PlanFiles.write(instance, folder.resolve("instance.json"));
        PlanSolution plan = new Solver(instance, Duration.ofSeconds(1), 1, better -> {}).solve(null);
        compare(other, instance, plan);
        Random random = new Random(11);
        for (int i = 0; i < BROKEN_PLANS; i++) {
            compare(other, instance, broken(instance, plan, random));
        }
    }

    /** Returns the plan with one random change, which usually breaks a rule. */
    private static PlanSolution broken(PlanInstance instance, PlanSolution plan, Random random) {
        List<Assignment> assignments = new ArrayList<>(plan.assignments());
        List<HeldSession> sessions = new ArrayList<>(plan.sessions());
        List<Trip> trips = new ArrayList<>(plan.trips());
        switch (random.nextInt(4)) {
            case 0 -> {
                int i = random.nextInt(sessions.size());
                String person = instance.staff()
                        .get(random.nextInt(instance.staff().size()))
                        .id();
                sessions.set(i, new HeldSession(sessions.get(i).candidate(), List.of(person)));
            }
            case 1 -> {
                int i = random.nextInt(trips.size());
                String bus = instance.buses()
                        .get(random.nextInt(instance.buses().size()))
                        .id();
                trips.set(i, new Trip(trips.get(i).id(), bus));
            }
            case 2 -> sessions.remove(random.nextInt(sessions.size()));
            default -> {
                int i = random.nextInt(assignments.size());
                Assignment other = assignments.get(random.nextInt(assignments.size()));
                assignments.set(i, new Assignment(assignments.get(i).wish(), other.candidate(), other.trip()));
            }
        }
        return new PlanSolution(assignments, sessions, trips, plan.bounds(), plan.proven(), List.of());
    }

    private void compare(OtherChecker other, PlanInstance instance, PlanSolution plan)
            throws IOException, InterruptedException {
        Path file = folder.resolve("plan.json");
        PlanFiles.write(plan, file);
        OtherChecker.Answer answer = other.check(folder.resolve("instance.json"), file);
        String said = answer.said();
        PlanCheck check = PlanChecker.check(instance, plan);
        assertThat(check.valid()).as(said + check.violations()).isEqualTo(answer.valid());
        if (answer.valid()) {
            JsonNode score = JsonMapper.shared().readTree(said.substring(said.indexOf('{'), said.indexOf('}') + 1));
            PlanScore mine = check.score();
            assertThat(score.get("met").intValue()).isEqualTo(mine.met());
            assertThat(score.get("worstSchool").doubleValue()).isCloseTo(mine.worstSchool(), within(0.001));
            assertThat(score.get("unfairness").doubleValue()).isCloseTo(mine.unfairness(), within(0.01));
            assertThat(score.get("preference").intValue()).isEqualTo(mine.preference());
            assertThat(score.get("weeks").intValue()).isEqualTo(mine.weeks());
            assertThat(score.get("lag").intValue()).isEqualTo(mine.lag());
            assertThat(score.get("busKm").doubleValue()).isCloseTo(mine.busKm(), within(0.11));
            assertThat(score.get("trips").intValue()).isEqualTo(mine.trips());
            assertThat(score.get("load").doubleValue()).isCloseTo(mine.load(), within(0.11));
        }
    }
}
