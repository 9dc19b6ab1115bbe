package nl.tec.planning;

import static nl.tec.planning.PlanFixture.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.PlanCheck.Violation;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanSolution.Trip;
import nl.tec.planning.PlanSolution.Unmet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checker detects every broken rule (rules 5.2) and computes the score (rules 5.3). */
class PlanCheckerTest {

    private final List<Assignment> assignments = new ArrayList<>();
    private final List<HeldSession> sessions = new ArrayList<>();
    private final List<Trip> trips = new ArrayList<>();
    private final List<Unmet> unmet = new ArrayList<>();

    /** Anna and Bob have all skills, there is one bus, and the candidates take 90 minutes, from 9:00, 11:00 and 13:00. */
    private static PlanFixture hub() {
        return new PlanFixture()
                .activity("drones", Map.of("robotics", 2), Map.of("drone", 1))
                .equipment("drone", 1)
                .person("anna", "robotics", "laser")
                .person("bob", "robotics", "laser")
                .bus("yellow")
                .candidate(1, "robots", "red", MONDAY, "09:00")
                .candidate(2, "laser", "blue", MONDAY, "09:00")
                .candidate(3, "robots", "red", MONDAY, "13:00")
                .candidate(4, "robots", "hall", MONDAY, "11:00");
    }

    private PlanCheckerTest meets(String wish, long candidate, String... staff) {
        return meetsByBus(wish, candidate, null, staff);
    }

    private PlanCheckerTest meetsByBus(String wish, long candidate, @Nullable String trip, String... staff) {
        assignments.add(new Assignment(wish, candidate, trip));
        if (sessions.stream().noneMatch(session -> session.candidate() == candidate)) {
            sessions.add(new HeldSession(candidate, List.of(staff)));
        }
        return this;
    }

    private PlanCheck check(PlanFixture fixture) {
        return PlanChecker.check(
                fixture.instance(), new PlanSolution(assignments, sessions, trips, Map.of(), List.of(), unmet));
    }

    private List<Rule> broken(PlanFixture fixture) {
        return check(fixture).violations().stream()
                .map(Violation::rule)
                .distinct()
                .toList();
    }

    @Test
    void aPlanThatKeepsToAllRulesIsValid() {
        meets("a", 1, "anna").meets("b", 3, "anna").meetsByBus("c", 2, "t", "bob");
        trips.add(new Trip("t", "yellow"));
        assertThat(broken(hub().wish("a", "near", "n7", "robots")
                        .wish("b", "near", "n8", "robots")
                        .wish("c", "far", "f7", "laser")))
                .isEmpty();
    }

    @Test
    void aWishIsMetByAnActivityThatItNames() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "near", "n7", "laser"))).containsExactly(Rule.WISHED);
    }

    @Test
    void aWishIsMetOnce() {
        meets("a", 1, "anna");
        assignments.add(new Assignment("a", 3, null));
        assertThat(broken(hub().wish("a", "near", "n7", "robots"))).containsExactly(Rule.ONCE);
    }

    @Test
    void theActivitySuitsTheGroup() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "near", "n2", "robots").but(PlanFixture.ofGrade(2))))
                .containsExactly(Rule.GRADES);
    }

    @Test
    void theWeekIsAllowed() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "near", "n7", "robots").but(PlanFixture.inWeeks(new Week("2027-W37", 0)))))
                .containsExactly(Rule.WEEKS);
    }

    @Test
    void theDateAndThePartOfTheDaySuit() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "near", "n7", "robots").but(PlanFixture.notOn(MONDAY))))
                .containsExactly(Rule.DATES);
        assertThat(broken(hub().wish("a", "near", "n7", "robots").but(PlanFixture.only(Daypart.AFTERNOON))))
                .containsExactly(Rule.DATES);
    }

    @Test
    void aClassIsBackBeforeSchoolEnds() {
        meets("a", 5, "anna");
        assertThat(broken(hub().candidate(5, "robots", "red", MONDAY, "13:20").wish("a", "near", "n7", "robots")))
                .containsExactly(Rule.HOURS);
    }

    @Test
    void thereIsNoSchoolOnSaturday() {
        meets("a", 5);
        assertThat(broken(hub().activity("games", Map.of(), Map.of())
                        .candidate(5, "games", "red", MONDAY.plusDays(5), "09:00")
                        .wish("a", "near", "n7", "games")))
                .containsExactly(Rule.HOURS);
    }

    @Test
    void pinsAndProhibitionsAreRespected() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "near", "n7", "robots").pin("a", 3))).containsExactly(Rule.PINS);
        assertThat(broken(hub().wish("a", "near", "n7", "robots").forbid("a", 1)))
                .containsExactly(Rule.PINS);
    }

    @Test
    void aSessionHasRoomForAll() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "near", "n7", "robots").but(PlanFixture.of(33, 5))))
                .containsExactly(Rule.FULL);
        meets("b", 1);
        assertThat(broken(hub().wish("a", "near", "n7", "robots")
                        .but(PlanFixture.of(10, 2))
                        .wish("b", "near", "n8", "robots")
                        .but(PlanFixture.of(10, 2))))
                .containsExactly(Rule.FULL);
    }

    @Test
    void aRoomHoldsOneSessionAtATime() {
        meets("a", 1, "anna").meets("b", 5, "bob");
        assertThat(broken(hub().candidate(5, "laser", "red", MONDAY, "10:40")
                        .wish("a", "near", "n7", "robots")
                        .wish("b", "near", "n8", "laser")))
                .containsExactly(Rule.ROOM);
    }

    @Test
    void noMoreEquipmentIsUsedThanThereIs() {
        meets("a", 5).meets("b", 6);
        assertThat(broken(hub().activity("kites", Map.of(), Map.of("drone", 1))
                        .candidate(5, "kites", "red", MONDAY, "09:00")
                        .candidate(6, "kites", "blue", MONDAY, "10:00")
                        .wish("a", "near", "n7", "kites")
                        .wish("b", "near", "n8", "kites")))
                .containsExactly(Rule.EQUIPMENT);
    }

    @Test
    void aTeamHasTheSkillsAndNobodyCountsForTwo() {
        meets("a", 1, "carl");
        assertThat(broken(hub().person("carl", "laser").wish("a", "near", "n7", "robots")))
                .containsExactly(Rule.STAFF_SKILLS);
        sessions.clear();
        sessions.add(new HeldSession(5, List.of("anna")));
        assignments.set(0, new Assignment("a", 5, null));
        assertThat(broken(hub().candidate(5, "drones", "red", MONDAY, "09:00").wish("a", "near", "n7", "drones")))
                .containsExactly(Rule.STAFF_SKILLS);
    }

    @Test
    void peopleWorkWhenTheyAreThere() {
        meets("a", 1, "carl");
        Person tuesdays = PlanFixture.robotics("carl", Set.of(DayOfWeek.TUESDAY), 9);
        Person late = new Person(
                "carl",
                Set.of("robotics"),
                Set.of(DayOfWeek.MONDAY),
                LocalTime.of(9, 0),
                LocalTime.of(17, 0),
                Set.of(),
                9);
        Person ill = new Person(
                "carl",
                Set.of("robotics"),
                Set.of(DayOfWeek.MONDAY),
                LocalTime.of(8, 0),
                LocalTime.of(17, 0),
                Set.of(MONDAY),
                9);
        Person away = PlanFixture.person(
                "carl",
                Set.of("robotics"),
                Set.of(DayOfWeek.MONDAY),
                9,
                List.of(new Absence(MONDAY.atTime(10, 40), MONDAY.atTime(11, 0))),
                Map.of());
        for (Person carl : List.of(tuesdays, late, ill, away)) {
            assertThat(broken(hub().person(carl).wish("a", "near", "n7", "robots")))
                    .containsExactly(Rule.STAFF_AVAILABLE);
        }
    }

    @Test
    void aPersonIsInOnePlaceWithTimeToTravel() {
        meets("a", 1, "anna").meets("b", 4, "anna");
        PlanFixture twoVenues = hub().wish("a", "near", "n7", "robots").wish("b", "near", "n8", "robots");
        assertThat(broken(twoVenues)).containsExactly(Rule.STAFF_CONFLICT);
        sessions.set(1, new HeldSession(4, List.of("bob")));
        assertThat(broken(twoVenues)).isEmpty();
    }

    @Test
    void aPersonWorksNoMoreThanAgreedInAWeek() {
        meets("a", 1, "carl").meets("b", 3, "carl");
        Person carl = PlanFixture.robotics("carl", Set.of(DayOfWeek.MONDAY), 1);
        assertThat(broken(hub().person(carl).wish("a", "near", "n7", "robots").wish("b", "near", "n8", "robots")))
                .containsExactly(Rule.STAFF_WEEK);
    }

    @Test
    void aPersonWorksLessInAWeekThatIsPartlyTaken() {
        meets("a", 1, "carl").meets("b", 3, "carl");
        Person carl = PlanFixture.person(
                "carl", Set.of("robotics"), Set.of(DayOfWeek.MONDAY), 9, List.of(), Map.of(PlanFixture.WEEK, 1));
        assertThat(broken(hub().person(carl).wish("a", "near", "n7", "robots").wish("b", "near", "n8", "robots")))
                .containsExactly(Rule.STAFF_WEEK);
    }

    @Test
    void aClassTakesABusWhereItNeedsOne() {
        meets("a", 1, "anna");
        assertThat(broken(hub().wish("a", "far", "f7", "robots"))).containsExactly(Rule.BUS_NEEDED);
        trips.add(new Trip("t", "yellow"));
        assignments.set(0, new Assignment("a", 1, "t"));
        assertThat(broken(hub().wish("a", "near", "n7", "robots"))).containsExactly(Rule.BUS_NEEDED);
    }

    @Test
    void onlyNearSchoolsWithTheSameWayShareABus() {
        meetsByBus("a", 1, "t", "anna").meetsByBus("b", 2, "t", "bob");
        trips.add(new Trip("t", "yellow"));
        PlanFixture shared = hub().wish("a", "far", "f7", "robots").but(PlanFixture.of(20, 3));
        assertThat(broken(shared.wish("b", "beyond", "b7", "laser").but(PlanFixture.of(20, 3))))
                .isEmpty();
        assertThat(broken(hub().school("away", PlanInstance.Mode.BUS, 15)
                        .wish("a", "far", "f7", "robots")
                        .but(PlanFixture.of(20, 3))
                        .wish("b", "away", "w7", "laser")
                        .but(PlanFixture.of(20, 3))))
                .containsExactly(Rule.BUS_SHARED);
        assertThat(broken(hub().wish("a", "far", "f7", "robots").wish("b", "beyond", "b7", "laser")))
                .containsExactly(Rule.BUS_SEATS);
        assignments.set(1, new Assignment("b", 3, "t"));
        sessions.set(1, new HeldSession(3, List.of("bob")));
        assertThat(broken(hub().wish("a", "far", "f7", "robots")
                        .but(PlanFixture.of(20, 3))
                        .wish("b", "far", "f8", "robots")
                        .but(PlanFixture.of(20, 3))))
                .containsExactly(Rule.BUS_SHARED);
    }

    @Test
    void theDetourKeepsToSchoolHours() {
        meetsByBus("a", 5, "t", "anna").meetsByBus("b", 6, "t", "bob");
        trips.add(new Trip("t", "yellow"));
        assertThat(broken(hub().candidate(5, "robots", "red", MONDAY, "08:52")
                        .candidate(6, "laser", "blue", MONDAY, "08:52")
                        .wish("a", "far", "f7", "robots")
                        .but(PlanFixture.of(20, 3))
                        .wish("b", "beyond", "b7", "laser")
                        .but(PlanFixture.of(20, 3))))
                .containsExactly(Rule.HOURS);
    }

    @Test
    void aBusDrivesWithinItsHours() {
        meetsByBus("a", 1, "t", "anna");
        trips.add(new Trip("t", "late"));
        assertThat(broken(hub().bus(new Bus("late", 53, LocalTime.of(9, 0), LocalTime.of(17, 0)))
                        .wish("a", "far", "f7", "robots")))
                .containsExactly(Rule.BUS_AVAILABLE);
    }

    @Test
    void aBusThatIsTakenIsNotOnATrip() {
        meetsByBus("a", 1, "t", "anna");
        trips.add(new Trip("t", "taken"));
        for (Absence absence : List.of(
                new Absence(MONDAY.atTime(8, 0), MONDAY.atTime(8, 50)),
                new Absence(MONDAY.minusDays(1).atTime(8, 0), MONDAY.plusDays(1).atTime(8, 0)))) {
            Bus taken = new Bus("taken", 53, LocalTime.of(8, 0), LocalTime.of(17, 0), List.of(absence));
            assertThat(broken(hub().bus(taken).wish("a", "far", "f7", "robots")))
                    .containsExactly(Rule.BUS_AVAILABLE);
        }
        Bus back = new Bus(
                "taken",
                53,
                LocalTime.of(8, 0),
                LocalTime.of(17, 0),
                List.of(new Absence(MONDAY.atTime(12, 0), MONDAY.atTime(13, 0))));
        assertThat(broken(hub().bus(back).wish("a", "far", "f7", "robots"))).isEmpty();
    }

    @Test
    void anActivityForOneGroupOfACombinedClassSuitsIt() {
        meets("a", 1, "anna");
        PlanFixture fixture = hub().wish("a", "near", "n2/3", "robots").but(PlanFixture.ofGrades(2, 2, 3));
        assertThat(broken(fixture)).isEmpty();
        assertThat(broken(fixture.but(PlanFixture.ofGrades(2, 1, 2)))).containsExactly(Rule.GRADES);
    }

    @Test
    void aBusMakesOneTripAtATime() {
        meetsByBus("a", 1, "t", "anna").meetsByBus("b", 4, "u", "bob");
        trips.add(new Trip("t", "yellow"));
        trips.add(new Trip("u", "yellow"));
        assertThat(broken(hub().wish("a", "far", "f7", "robots").wish("b", "far", "f8", "robots")))
                .containsExactly(Rule.BUS_CONFLICT);
    }

    @Test
    void aClassIsOutOnceADay() {
        meets("a", 1, "anna").meets("b", 3, "bob");
        assertThat(broken(hub().wish("a", "near", "n7", "robots").wish("b", "near", "n7", "robots")))
                .containsExactly(Rule.CLASS_ELSEWHERE);
    }

    @Test
    void classesThatWishToComeTogetherDo() {
        meets("a", 1, "anna");
        PlanFixture pair = hub().wish("a", "near", "n7", "robots").wish("b", "near", "n8", "robots");
        assertThat(broken(pair.but(PlanFixture.together("a")))).containsExactly(Rule.TOGETHER);
        meets("b", 3, "anna");
        assertThat(broken(pair)).containsExactly(Rule.TOGETHER);
    }

    @Test
    void aPlanDoesNotContradictItself() {
        meets("a", 1, "anna");
        PlanFixture one = hub().wish("a", "near", "n7", "robots").wish("b", "near", "n8", "robots");
        unmet.add(new Unmet("b", List.of(new Reason(Obstacle.ROOM, 2, null))));
        assertThat(check(one).violations())
                .extracting(Violation::text)
                .containsExactly("the reasons of b do not add up");
        unmet.set(0, new Unmet("b", List.of(new Reason(Obstacle.ROOM, 2, null), new Reason(Obstacle.STAFF, 1, null))));
        assertThat(broken(one)).isEmpty();
        sessions.add(new HeldSession(2, List.of()));
        assertThat(broken(one)).containsExactly(Rule.CONSISTENT);
        sessions.remove(1);
        assignments.add(new Assignment("b", 3, "gone"));
        sessions.add(new HeldSession(3, List.of("bob")));
        unmet.clear();
        assertThat(broken(one)).containsExactlyInAnyOrder(Rule.CONSISTENT, Rule.BUS_NEEDED);
    }

    @Test
    void theScoreIsCountedLevelByLevel() {
        meets("a", 3, "anna").meetsByBus("b", 1, "t", "anna").meetsByBus("c", 2, "t", "bob");
        trips.add(new Trip("t", "yellow"));
        PlanScore score = check(hub().lag("7-8", 3)
                        .wish("a", "near", "n7", "laser", "robots")
                        .but(PlanFixture.inWeeks(new Week(PlanFixture.WEEK, 2)))
                        .wish("b", "far", "f7", "robots")
                        .but(PlanFixture.of(20, 3))
                        .wish("c", "beyond", "b7", "laser")
                        .but(PlanFixture.of(20, 3))
                        .but(PlanFixture.ofBand("3-6"))
                        .wish("d", "far", "f8", "robots")
                        .previous("b", 1)
                        .previous("c", 1))
                .score();
        assertThat(score.met()).isEqualTo(3);
        assertThat(score.worstSchool()).isEqualTo(0.5);
        assertThat(score.shares()).isCloseTo(0.5, within(1e-9)); // the second school misses one of two
        assertThat(score.unfairness()).isCloseTo(2 * 0.25, within(1e-9));
        assertThat(score.preference()).isEqualTo(1);
        assertThat(score.weeks()).isEqualTo(2);
        assertThat(score.lag()).isEqualTo(6);
        assertThat(score.busKm()).isCloseTo(15, within(1e-9));
        assertThat(score.load()).isCloseTo((4 + 1) / 2.0, within(1e-9));
        assertThat(score.moved()).isEqualTo(1);
    }
}
