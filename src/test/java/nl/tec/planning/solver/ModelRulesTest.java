package nl.tec.planning.solver;

import static nl.tec.planning.PlanFixture.MONDAY;
import static nl.tec.planning.PlanFixture.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import nl.tec.planning.PlanCheck;
import nl.tec.planning.PlanCheck.Violation;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFixture;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.Rule;
import org.junit.jupiter.api.Test;

/**
 * Each hard rule of rules 5.2 matters in the model: with it, the plan follows it and leaves a wish unmet; without it, the wish is met
 * and the rule is broken. Two rules hold by the representation of a plan: a wish is met once, and a plan does not contradict itself.
 */
class ModelRulesTest {

    private static final int STEPS = 300;

    /** Anna has all skills and there is no bus. */
    private static PlanFixture hub() {
        return new PlanFixture().person("anna", "robotics", "laser");
    }

    private static PlanFixture crowd() {
        return hub().person("bob", "robotics", "laser").person("carl", "robotics", "laser");
    }

    private static PlanFixture twoWishes(PlanFixture fixture) {
        return fixture.wish("a", "near", "n7", "robots").wish("b", "near", "n8", "robots");
    }

    private static PlanFixture twoByBus(PlanFixture fixture) {
        return fixture.wish("a", "far", "f7", "robots").wish("b", "far", "f8", "laser");
    }

    private static void matters(Rule rule, PlanFixture fixture) throws PinsExclude {
        PlanInstance instance = fixture.instance();
        PlanCheck with = solve(instance, EnumSet.allOf(Rule.class));
        PlanCheck without = solve(instance, EnumSet.complementOf(EnumSet.of(rule)));
        assertThat(with.violations()).isEmpty();
        assertThat(with.score().met()).isLessThan(instance.wishes().size());
        assertThat(without.violations()).extracting(Violation::rule).containsOnly(rule);
        assertThat(without.score().met()).isGreaterThan(with.score().met());
    }

    private static PlanCheck solve(PlanInstance instance, Set<Rule> rules) throws PinsExclude {
        Schedule schedule = new Schedule(new Model(instance, rules));
        SplittableRandom random = new SplittableRandom(1);
        FirstPlan.make(schedule, null, random);
        EjectionSearch search = new EjectionSearch(schedule, random);
        for (int step = 0; step < STEPS && !search.isDone(); step++) {
            search.step();
        }
        return PlanChecker.check(
                instance, Plans.solution(schedule.plan(), Map.of(), java.util.List.of(), java.util.List.of()));
    }

    @Test
    void oneWithTheSkillIsNotATeamOfTwo() {
        PlanFixture fixture = hub().activity("robots", Map.of("robotics", 2), Map.of())
                .candidate(1, "robots", "red", MONDAY, "09:00")
                .wish("a", "near", "n7", "robots");
        assertThat(new Model(fixture.instance()).options[0]).isEmpty();
        assertThat(new Model(fixture.person("bob", "robotics").instance()).options[0])
                .containsExactly(0);
    }

    @Test
    void aWishIsMetByAnActivityThatItNames() throws PinsExclude {
        matters(
                Rule.WISHED,
                hub().candidate(1, "robots", "red", MONDAY, "09:00").wish("a", "near", "n7", "laser"));
    }

    @Test
    void theActivitySuitsTheGroup() throws PinsExclude {
        matters(
                Rule.GRADES,
                hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n2", "robots")
                        .but(PlanFixture.ofGrade(2)));
    }

    @Test
    void anActivityForOneGroupOfACombinedClassSuitsIt() {
        PlanFixture fixture = hub().candidate(1, "robots", "red", MONDAY, "09:00")
                .wish("a", "near", "n2/3", "robots")
                .but(PlanFixture.ofGrades(2, 2, 3));
        assertThat(new Model(fixture.instance()).options[0]).containsExactly(0);
        assertThat(new Model(fixture.but(PlanFixture.ofGrades(2, 1, 2)).instance()).options[0])
                .isEmpty();
    }

    @Test
    void theWeekIsAllowed() throws PinsExclude {
        matters(
                Rule.WEEKS,
                hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots")
                        .but(PlanFixture.inWeeks(new Week("2027-W37", 0))));
    }

    @Test
    void theDateSuits() throws PinsExclude {
        matters(
                Rule.DATES,
                hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots")
                        .but(PlanFixture.notOn(MONDAY)));
    }

    @Test
    void thePartOfTheDaySuits() throws PinsExclude {
        matters(
                Rule.DATES,
                hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots")
                        .but(PlanFixture.only(Daypart.AFTERNOON)));
    }

    @Test
    void theClassIsBackBeforeSchoolEnds() throws PinsExclude {
        matters(Rule.HOURS, hub().candidate(1, "robots", "red", MONDAY, "13:20").wish("a", "near", "n7", "robots"));
    }

    @Test
    void pinsStay() throws PinsExclude {
        // the only place for b is taken by the pin
        matters(
                Rule.PINS,
                twoWishes(hub().candidate(1, "robots", "red", MONDAY, "09:00")
                                .candidate(2, "robots", "red", MONDAY, "13:00"))
                        .but(PlanFixture.only(Daypart.MORNING))
                        .pin("a", 1));
    }

    @Test
    void prohibitionsAreRespected() throws PinsExclude {
        matters(
                Rule.PINS,
                hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots")
                        .forbid("a", 1));
    }

    @Test
    void aSessionHasRoomForTheClass() throws PinsExclude {
        matters(
                Rule.FULL,
                hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots")
                        .but(of(33, 5)));
    }

    @Test
    void aSessionHoldsALimitedNumberOfClasses() throws PinsExclude {
        matters(Rule.FULL, twoWishes(hub().candidate(1, "robots", "red", MONDAY, "09:00", 1, 60)));
        matters(Rule.FULL, twoWishes(hub().candidate(1, "robots", "red", MONDAY, "09:00", 2, 40)));
    }

    @Test
    void aRoomHoldsOneSessionAtATime() throws PinsExclude {
        matters(
                Rule.ROOM,
                twoWishes(crowd().candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "robots", "red", MONDAY, "10:30")));
    }

    @Test
    void noMoreEquipmentIsUsedThanThereIs() throws PinsExclude {
        matters(
                Rule.EQUIPMENT,
                twoWishes(crowd().equipment("kit", 1)
                        .activity("robots", Map.of("robotics", 1), Map.of("kit", 1))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "robots", "blue", MONDAY, "10:00")));
    }

    @Test
    void aTeamHasTheSkills() throws PinsExclude {
        matters(
                Rule.STAFF_SKILLS,
                new PlanFixture()
                        .person("anna", "laser")
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots"));
    }

    @Test
    void peopleWorkWhenTheyAreThere() throws PinsExclude {
        matters(
                Rule.STAFF_AVAILABLE,
                new PlanFixture()
                        .person(PlanFixture.robotics("anna", Set.of(DayOfWeek.TUESDAY), 9))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots"));
    }

    @Test
    void peopleDoNotWorkWhileTheyAreAbsent() throws PinsExclude {
        matters(
                Rule.STAFF_AVAILABLE,
                new PlanFixture()
                        .person(PlanFixture.person(
                                "anna",
                                Set.of("robotics"),
                                Set.of(DayOfWeek.MONDAY),
                                9,
                                List.of(new Absence(MONDAY.atTime(10, 40), MONDAY.atTime(11, 0))),
                                Map.of()))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "near", "n7", "robots"));
    }

    @Test
    void aPersonIsInOnePlaceAtATime() throws PinsExclude {
        matters(
                Rule.STAFF_CONFLICT,
                twoWishes(hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "robots", "blue", MONDAY, "09:00")));
    }

    @Test
    void aPersonHasTimeToTravelBetweenVenues() throws PinsExclude {
        matters(
                Rule.STAFF_CONFLICT,
                twoWishes(hub().candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "robots", "hall", MONDAY, "11:20")));
    }

    @Test
    void aPersonWorksNoMoreThanAgreedInAWeek() throws PinsExclude {
        matters(
                Rule.STAFF_WEEK,
                twoWishes(new PlanFixture()
                        .person(PlanFixture.robotics("anna", EnumSet.allOf(DayOfWeek.class), 1))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "robots", "red", MONDAY.plusDays(1), "09:00")));
    }

    @Test
    void aPersonWorksLessInAWeekThatIsPartlyTaken() throws PinsExclude {
        matters(
                Rule.STAFF_WEEK,
                twoWishes(new PlanFixture()
                        .person(PlanFixture.person(
                                "anna",
                                Set.of("robotics"),
                                EnumSet.allOf(DayOfWeek.class),
                                9,
                                List.of(),
                                Map.of(PlanFixture.WEEK, 1)))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "robots", "red", MONDAY.plusDays(1), "09:00")));
    }

    @Test
    void aClassTakesABusWhereItIsFar() throws PinsExclude {
        matters(
                Rule.BUS_NEEDED,
                hub().candidate(1, "robots", "red", MONDAY, "09:00").wish("a", "far", "f7", "robots"));
    }

    @Test
    void onlyNearSchoolsShareABus() throws PinsExclude {
        matters(
                Rule.BUS_SHARED,
                crowd().bus("yellow")
                        .school("away", Mode.BUS, 15)
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "laser", "blue", MONDAY, "09:00")
                        .wish("a", "far", "f7", "robots")
                        .but(of(20, 3))
                        .wish("b", "away", "w7", "laser")
                        .but(of(20, 3)));
    }

    @Test
    void onlyClassesWithTheSameWayShareABus() throws PinsExclude {
        matters(
                Rule.BUS_SHARED,
                twoByBus(crowd().bus("yellow")
                                .candidate(1, "robots", "red", MONDAY, "09:00")
                                .candidate(2, "laser", "blue", MONDAY, "09:30"))
                        .but(of(20, 3)));
    }

    @Test
    void theDetourKeepsToSchoolHours() throws PinsExclude {
        matters(
                Rule.HOURS,
                crowd().bus("yellow")
                        .candidate(1, "robots", "red", MONDAY, "08:52")
                        .candidate(2, "laser", "blue", MONDAY, "08:52")
                        .wish("a", "far", "f7", "robots")
                        .but(of(20, 3))
                        .wish("b", "beyond", "b7", "laser")
                        .but(of(20, 3)));
    }

    @Test
    void aBusHasASeatForEverybody() throws PinsExclude {
        matters(
                Rule.BUS_SEATS,
                twoByBus(crowd().bus("yellow")
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "laser", "blue", MONDAY, "09:00")));
        matters(
                Rule.BUS_SEATS,
                hub().bus(new Bus("small", 20, LocalTime.of(8, 0), LocalTime.of(17, 0)))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "far", "f7", "robots"));
    }

    @Test
    void aBusDrivesWithinItsHours() throws PinsExclude {
        matters(
                Rule.BUS_AVAILABLE,
                hub().bus(new Bus("late", 53, LocalTime.of(9, 0), LocalTime.of(17, 0)))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "far", "f7", "robots"));
    }

    @Test
    void aBusThatIsTakenIsNotOnATrip() throws PinsExclude {
        matters(
                Rule.BUS_AVAILABLE,
                hub().bus(new Bus(
                                "taken",
                                53,
                                LocalTime.of(8, 0),
                                LocalTime.of(17, 0),
                                List.of(new Absence(MONDAY.minusDays(3).atTime(16, 0), MONDAY.atTime(9, 30)))))
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .wish("a", "far", "f7", "robots"));
    }

    @Test
    void aBusMakesOneTripAtATimeAndTurnsAround() throws PinsExclude {
        matters(
                Rule.BUS_CONFLICT,
                twoByBus(crowd().bus("yellow")
                        .candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "laser", "blue", MONDAY, "11:15")));
    }

    @Test
    void aClassIsOutOnceADay() throws PinsExclude {
        matters(
                Rule.CLASS_ELSEWHERE,
                crowd().candidate(1, "robots", "red", MONDAY, "09:00")
                        .candidate(2, "laser", "blue", MONDAY, "13:00")
                        .wish("a", "near", "n7", "robots")
                        .wish("b", "near", "n7", "laser"));
    }

    @Test
    void classesThatBelongTogetherComeTogetherOrNotAtAll() throws PinsExclude {
        matters(
                Rule.TOGETHER,
                twoWishes(crowd().candidate(1, "robots", "red", MONDAY, "09:00")
                                .candidate(2, "robots", "blue", MONDAY, "09:00"))
                        .but(PlanFixture.together("a")));
    }
}
