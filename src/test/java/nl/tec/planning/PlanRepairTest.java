package nl.tec.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanRepair.Move;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.solver.PinsExclude;
import nl.tec.planning.solver.Solver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Repairing a plan changes as little as possible (rules 5). */
class PlanRepairTest {

    private static final PlanInstance INSTANCE =
            PlanGenerator.draw(31, 200, 0.9, false, 0).instance();
    private static PlanSolution plan = PlanSolution.empty();

    @BeforeAll
    static void plan() throws PinsExclude {
        plan = new Solver(INSTANCE, Duration.ofSeconds(2), 1, better -> {}).solve(null);
        assertThat(plan.assignments()).hasSize(200);
    }

    @Test
    void withoutEventsNothingChanges() throws IOException {
        PlanRepair repair = Repairs.propose(INSTANCE, plan, true);
        assertThat(repair.hit()).isEmpty();
        assertThat(repair.moves()).isEmpty();
        assertThat(kept(repair)).isEqualTo(200);
    }

    @Test
    void aSickGuideIsReplacedAndNothingElseMoves() throws IOException {
        HeldSession session = plan.sessions().get(0);
        String ill = session.staff().get(0);
        PlanInstance changed = INSTANCE.withStaff(INSTANCE.staff().stream()
                .map(person -> person.id().equals(ill) ? Repairs.without(person, dateOf(session.candidate())) : person)
                .toList());
        PlanRepair repair = Repairs.propose(changed, plan, false);
        assertThat(PlanChecker.check(changed, repair.plan()).violations()).isEmpty();
        assertThat(repair.moves()).allMatch(move -> repair.hit().contains(move.wish()));
        assertThat(repair.hit()).hasSizeLessThanOrEqualTo(3);
        assertThat(kept(repair)).isEqualTo(200 - repair.hit().size());
    }

    @Test
    void affectedVisitsMoveAndOthersOnlyIfAllowed() throws IOException {
        // a room is no longer available
        String closed = candidate(plan.assignments().get(0).candidate()).room();
        PlanInstance changed = INSTANCE.withCandidates(INSTANCE.candidates().stream()
                .filter(candidate -> !candidate.room().equals(closed))
                .toList());
        PlanRepair gentle = Repairs.propose(changed, plan, false);
        PlanRepair thorough = Repairs.propose(changed, plan, true);
        for (PlanRepair repair : List.of(gentle, thorough)) {
            assertThat(PlanChecker.check(changed, repair.plan()).violations()).isEmpty();
        }
        Set<String> inRoom = new HashSet<>();
        for (Assignment assignment : plan.assignments()) {
            if (candidate(assignment.candidate()).room().equals(closed)) {
                inRoom.add(assignment.wish());
            }
        }
        assertThat(gentle.hit()).containsExactlyInAnyOrderElementsOf(inRoom);
        assertThat(gentle.moves()).isNotEmpty().extracting(Move::wish).allMatch(inRoom::contains);
        assertThat(thorough.lost()).hasSizeLessThanOrEqualTo(gentle.lost().size());
    }

    @Test
    void withTenPinsMovedAndSomebodyGoneAtMostATwentiethMoves() throws IOException {
        PlanInstance changed = moved();
        PlanRepair repair = Repairs.propose(changed, plan, true);
        assertThat(PlanChecker.check(changed, repair.plan()).violations()).isEmpty();
        Set<String> pinned = new HashSet<>();
        changed.pins().forEach(pin -> pinned.add(pin.wish()));
        assertThat(pinned).hasSize(10);
        assertThat(repair.moves())
                .filteredOn(move -> !pinned.contains(move.wish()))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(repair.lost()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void solvingAgainAlsoMovesAtMostATwentieth() throws IOException, PinsExclude {
        List<Placement> previous = plan.assignments().stream()
                .map(assignment -> new Placement(assignment.wish(), assignment.candidate()))
                .toList();
        PlanInstance changed = moved().withPrevious(previous);
        PlanSolution again = new Solver(changed, Duration.ofSeconds(3), 1, better -> {}).solve(plan);
        PlanCheck check = PlanChecker.check(changed, again);
        assertThat(check.violations()).isEmpty();
        assertThat(check.score().met()).isGreaterThanOrEqualTo(199);
        Set<String> pinned = new HashSet<>();
        changed.pins().forEach(pin -> pinned.add(pin.wish()));
        Set<Placement> now = new HashSet<>();
        again.assignments().forEach(x -> now.add(new Placement(x.wish(), x.candidate())));
        assertThat(previous)
                .filteredOn(before -> !pinned.contains(before.wish()) && !now.contains(before))
                .hasSizeLessThanOrEqualTo(10);
    }

    /** Returns the instance with ten wishes pinned to free candidates, and one person absent for a week. */
    private static PlanInstance moved() throws IOException {
        Map<String, Long> at = new HashMap<>();
        plan.assignments().forEach(assignment -> at.put(assignment.wish(), assignment.candidate()));
        List<Placement> pins = new ArrayList<>();
        for (Assignment assignment : plan.assignments()) {
            PlanInstance without = INSTANCE.withPins(List.copyOf(pins))
                    .withCandidates(INSTANCE.candidates().stream()
                            .filter(candidate -> candidate.id() != assignment.candidate())
                            .toList());
            for (Move move : Repairs.propose(without, plan, false).moves()) {
                if (move.wish().equals(assignment.wish()) && pins.size() < 10) {
                    pins.add(new Placement(move.wish(), move.to()));
                }
            }
            if (pins.size() == 10) {
                break;
            }
        }
        Person gone = INSTANCE.staff().get(0);
        LocalDate monday = dateOf(plan.sessions().get(0).candidate()).with(java.time.DayOfWeek.MONDAY);
        Person away = gone;
        for (int day = 0; day < 5; day++) {
            away = Repairs.without(away, monday.plusDays(day));
        }
        List<Person> staff = new ArrayList<>(INSTANCE.staff());
        staff.set(0, away);
        return INSTANCE.withStaff(staff).withPins(pins);
    }

    private static long kept(PlanRepair repair) {
        Set<List<Object>> now = new HashSet<>();
        repair.plan().assignments().forEach(x -> now.add(List.of(x.wish(), x.candidate())));
        return plan.assignments().stream()
                .filter(x -> now.contains(List.of(x.wish(), x.candidate())))
                .count();
    }

    private static Candidate candidate(long id) {
        return INSTANCE.candidates().stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate dateOf(long candidate) {
        return candidate(candidate).date();
    }
}
