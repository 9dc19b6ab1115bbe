package nl.tec.planning.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Equipment;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Near;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Room;
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Unmet;
import org.junit.jupiter.api.Test;

/** The explanation of unmet wishes is correct: a wish can be met by removing exactly the named obstacles. */
class ExplainerTest {

    @Test
    void withoutTheNamedObstaclesTheWishIsMet() throws PinsExclude {
        PlanInstance instance = PlanGenerator.draw(21, 300, 1, true, 0.2).instance();
        PlanSolution plan = new Solver(instance, Duration.ofSeconds(3), 1, better -> {}).solve(null);
        assertThat(PlanChecker.check(instance, plan).violations()).isEmpty();
        assertThat(plan.unmet())
                .hasSize(instance.wishes().size() - plan.assignments().size());
        Schedule schedule = replayed(instance, plan);
        Explainer explainer = new Explainer(schedule);
        Map<Obstacle, Integer> named = new EnumMap<>(Obstacle.class);
        for (Unmet unmet : plan.unmet()) {
            assertThat(unmet.reasons())
                    .as(unmet.wish())
                    .filteredOn(reason -> reason.help() != null)
                    .hasSize(1);
            int w = schedule.model.wish(unmet.wish());
            Explainer.Nearest nearest = Objects.requireNonNull(explainer.nearest(w));
            int c = nearest.candidate();
            Set<Obstacle> obstacles = nearest.obstacles();
            obstacles.forEach(obstacle -> named.merge(obstacle, 1, Integer::sum));
            PlanInstance relaxed = instance;
            for (Obstacle obstacle : obstacles) {
                relaxed = without(relaxed, obstacle, w, c);
            }
            assertThat(fitsAsWell(relaxed, plan, unmet.wish()))
                    .as(unmet.wish() + " without " + obstacles)
                    .isTrue();
        }
        assertThat(named).isNotEmpty();
    }

    private static Schedule replayed(PlanInstance instance, PlanSolution plan) {
        Schedule schedule = new Schedule(new Model(instance));
        Plans.replay(plan, schedule);
        assertThat(schedule.met()).isEqualTo(plan.assignments().size());
        return schedule;
    }

    /** Whether the wish fits in addition to everything that was planned. */
    private static boolean fitsAsWell(PlanInstance relaxed, PlanSolution plan, String wish) {
        Schedule schedule = replayed(relaxed, plan);
        int p = schedule.model.partyOf[schedule.model.wish(wish)];
        for (int c : schedule.model.options[p]) {
            if (schedule.place(p, c)) {
                PlanSolution more = Plans.solution(schedule.plan(), Map.of(), List.of(), List.of());
                return PlanChecker.check(relaxed, more).valid()
                        && schedule.met() == plan.assignments().size() + 1;
            }
        }
        return false;
    }

    // --- the instance with one obstacle removed, for this wish at this candidate

    private static PlanInstance without(PlanInstance x, Obstacle obstacle, int w, int c) {
        Wish wish = x.wishes().get(w);
        Candidate at = x.candidates().get(c);
        return switch (obstacle) {
            case WEEKS -> with(x, w, changed(wish, wish.school(), wish.schoolClass(), more(wish, at), wish.notDates()));
            case DATES -> with(x, w, changed(wish, wish.school(), wish.schoolClass(), wish.weeks(), Set.of()));
            case CLASS_ELSEWHERE -> with(x, w, changed(wish, wish.school(), "another", wish.weeks(), wish.notDates()));
            case HOURS -> atOpenSchool(x, w, wish);
            case FULL -> withLarger(x, w, at);
            case ROOM -> withRoom(x, w, at);
            case EQUIPMENT ->
                x.withEquipment(x.equipment().stream()
                        .map(e -> new Equipment(e.id(), e.quantity() + 1))
                        .toList());
            case STAFF -> withStaff(x, at);
            case BUS -> x.withBuses(plus(x.buses(), new Bus("more", 99, LocalTime.MIN, LocalTime.of(23, 59))));
            case GRADES, PINS -> throw new IllegalStateException("not drawn: " + obstacle);
        };
    }

    private static List<Week> more(Wish wish, Candidate at) {
        Set<Week> weeks = new HashSet<>(wish.weeks());
        weeks.add(new Week(
                "%d-W%02d"
                        .formatted(
                                at.date().get(java.time.temporal.IsoFields.WEEK_BASED_YEAR),
                                at.date().get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                9));
        return List.copyOf(weeks);
    }

    private static Wish changed(
            Wish w, String school, String schoolClass, List<Week> weeks, Set<java.time.LocalDate> not) {
        return new Wish(
                w.id(),
                school,
                schoolClass,
                w.grade(),
                w.pupils(),
                w.adults(),
                w.activities(),
                weeks,
                not,
                w.dayparts(),
                w.together(),
                w.band());
    }

    private static PlanInstance with(PlanInstance x, int w, Wish wish) {
        List<Wish> wishes = new ArrayList<>(x.wishes());
        wishes.set(w, wish);
        return x.withWishes(wishes);
    }

    private static PlanInstance atOpenSchool(PlanInstance x, int w, Wish wish) {
        Map<DayOfWeek, Hours> always = EnumSet.allOf(DayOfWeek.class).stream()
                .collect(Collectors.toMap(day -> day, day -> new Hours(LocalTime.MIN, LocalTime.of(23, 59))));
        List<Travel> travel = new ArrayList<>(x.travel());
        List<Near> near = new ArrayList<>(x.near());
        for (Travel way : x.travel()) {
            if (way.school().equals(wish.school())) {
                travel.add(new Travel("open", way.venue(), way.mode(), way.minutes(), way.kilometres()));
            }
        }
        for (Near pair : x.near()) {
            if (pair.school().equals(wish.school())) {
                near.add(new Near("open", pair.other(), pair.detourMinutes()));
            } else if (pair.other().equals(wish.school())) {
                near.add(new Near(pair.school(), "open", pair.detourMinutes()));
            }
        }
        near.add(new Near("open", wish.school(), 0));
        List<Wish> wishes = new ArrayList<>(x.wishes());
        wishes.set(w, changed(wish, "open", wish.schoolClass(), wish.weeks(), wish.notDates()));
        return x.withSchools(plus(x.schools(), new School("open", always)))
                .withTravel(travel)
                .withNear(near)
                .withWishes(wishes);
    }

    /** Enlarges the session by one class. */
    private static PlanInstance withLarger(PlanInstance x, int w, Candidate at) {
        List<Candidate> candidates = new ArrayList<>(x.candidates());
        candidates.set(
                candidates.indexOf(at),
                new Candidate(
                        at.id(),
                        at.activity(),
                        at.room(),
                        at.venue(),
                        at.start(),
                        at.end(),
                        at.occupiedFrom(),
                        at.occupiedUntil(),
                        at.classes() + 1,
                        at.pupils() + x.wishes().get(w).pupils()));
        return x.withCandidates(candidates);
    }

    /** Adds the same session in a separate room. */
    private static PlanInstance withRoom(PlanInstance x, int w, Candidate at) {
        Candidate own = new Candidate(
                1_000_000,
                at.activity(),
                "more",
                at.venue(),
                at.start(),
                at.end(),
                at.occupiedFrom(),
                at.occupiedUntil(),
                1,
                x.wishes().get(w).pupils());
        return x.withRooms(plus(x.rooms(), new Room("more", at.venue()))).withCandidates(plus(x.candidates(), own));
    }

    private static PlanInstance withStaff(PlanInstance x, Candidate at) {
        List<Person> staff = new ArrayList<>(x.staff());
        Set<String> skills = x.activities().stream()
                .filter(activity -> activity.id().equals(at.activity()))
                .findFirst()
                .orElseThrow()
                .staff()
                .keySet();
        for (int i = 0; i < 3; i++) {
            staff.add(new Person(
                    "more" + i,
                    skills,
                    EnumSet.allOf(DayOfWeek.class),
                    LocalTime.MIN,
                    LocalTime.of(23, 59),
                    Set.of(),
                    99));
        }
        return x.withStaff(staff);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
