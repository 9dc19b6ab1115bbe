package nl.tec.lines;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.TecTest;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.LearningProgress;
import nl.tec.bookings.LearningProgress.NextStep;
import nl.tec.lines.StepProgress.State;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.MovingUp.NextClass;
import nl.tec.organisations.MovingUp.Preview;
import nl.tec.organisations.SchoolClass;
import nl.tec.programme.LearningLines;
import nl.tec.shared.NotFound;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Progress with a learning line is kept when classes move up, split and merge (rules 1.6 and 1.7). */
@TecTest
class LearningLineYearsTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    LearningLines learningLines;

    @Autowired
    SchoolLines schoolLines;

    @Autowired
    Progress progress;

    @Autowired
    LearningProgress learningProgress;

    @Autowired
    StepTicks ticks;

    @Autowired
    ClassChanges changes;

    @Autowired
    Classes classes;

    @Autowired
    MovingUp movingUp;

    @Autowired
    Clock clock;

    private LinesFixture lines;
    private School school;
    private Actor coordinator;
    private String municipality;
    private SchoolYear year;
    private long robot;
    private long bridge;
    private long print;
    private long stepOf7;

    @BeforeEach
    void aSchoolThatFollowsALine() {
        lines = new LinesFixture(jdbc, learningLines);
        school = lines.bookings.school();
        municipality = lines.municipality(school);
        coordinator = lines.bookings.account(Role.SCHOOL_COORDINATOR, school.siteId());
        year = SchoolYear.of(LocalDate.now(clock));
        robot = lines.activity("Robot", "DIGITAAL_MEDIA_ENTERTAINMENT");
        bridge = lines.activity("Brug", "WONEN_WERKEN_VERKEER");
        print = lines.activity("Print", "HITECH_SCIENCE");
        long line = lines.line("Van blok tot brug");
        lines.step(line, 5, 5, "Stap van 5", robot);
        lines.step(line, 6, 6, "Stap van 6", bridge);
        stepOf7 = lines.step(line, 7, 7, "Stap van 7", print);
        lines.step(line, 8, 8, "Stap van 8", print);
        lines.voStep(line, 1, "Stap van klas 1");
        lines.publish(line);
        schoolLines.follow(coordinator, school.siteId(), line);
    }

    @Test
    void aLineGoesOnForThreeYears_withClassesThatMoveUpMergeAndSplit() {
        SchoolYear first = year.previous().previous();
        SchoolYear second = year.previous();
        add(first, "5a", 5, 20);
        add(first, "5b", 5, 21);
        lines.came(part(first, "5a"), robot, spring(first));
        assertThat(states(first, "5a")).startsWith(State.DONE, State.LATER);
        assertThat(states(first, "5b")).startsWith(State.NOW, State.LATER);

        movingUp.moveAll(second, List.of(municipality));
        assertThat(states(second, "6a")).startsWith(State.DONE, State.NOW, State.LATER);
        assertThat(states(second, "6b")).startsWith(State.MISSED, State.NOW, State.LATER);
        assertThat(progress(second, "6a").seen()).containsExactly(World.DIGITAAL_MEDIA_ENTERTAINMENT);
        assertThat(progress(second, "6b").seen()).isEmpty();
        lines.came(part(second, "6a"), bridge, spring(second));
        lines.came(part(second, "6b"), bridge, spring(second));

        merge(second);
        LineProgress merged = line(year, "7a");
        assertThat(merged.steps())
                .extracting(StepProgress::state)
                .as("5: only the pupils of 5a; 6: all")
                .containsExactly(State.MISSED, State.DONE, State.NOW, State.LATER, State.ELSEWHERE);
        assertThat(merged.steps()).extracting(StepProgress::partly).containsExactly(true, false, false, false, false);
        assertThat(merged.next())
                .extracting(step -> step.step().title().dutch())
                .containsExactly("Stap van 7");
        assertThat(merged.due()).isEqualTo(3);
        assertThat(progress(year, "7a").seen())
                .containsExactly(World.WONEN_WERKEN_VERKEER, World.DIGITAAL_MEDIA_ENTERTAINMENT);

        SchoolClass whole = find(year, "7a");
        ticks.tick(coordinator, whole, part(year, "7a"), stepOf7, TickPlace.SCHOOL);
        assertThat(states(year, "7a")).startsWith(State.MISSED, State.DONE, State.DONE);

        done(changes.correct(coordinator, whole.id(), whole.version(), ClassNumbers.of("7a", Map.of(7, 21))));
        add(year, "7b", 7, 20);
        assertThat(states(year, "7b")).as("split off from 7a").startsWith(State.MISSED, State.DONE, State.DONE);
        assertThat(learningProgress.of(List.of(find(year, "7b"))).values())
                .as("nothing is left for group 7")
                .allSatisfy(standing -> assertThat(standing.next()).isEmpty());
    }

    @Test
    void aClassThatIsMergedDuringTheYear_takesWhatItDidAlong() {
        add(year.previous(), "6a", 6, 20);
        add(year.previous(), "6b", 6, 20);
        lines.came(part(year.previous(), "6a"), bridge, spring(year.previous()));
        movingUp.moveAll(year, List.of(municipality));
        assertThat(states(year, "7a")).startsWith(State.MISSED, State.DONE);
        SchoolClass other = find(year, "7b");
        changes.remove(coordinator, other.id());
        assertThat(states(year, "7a")).as("not all of its pupils did it").startsWith(State.MISSED, State.MISSED);
        assertThat(line(year, "7a").steps().get(1).partly()).isTrue();
        done(changes.restore(coordinator, other.id()));
        assertThat(states(year, "7a")).startsWith(State.MISSED, State.DONE);
        assertThat(states(year, "7b")).startsWith(State.MISSED, State.MISSED);
    }

    @Test
    void aCombinationClassThatBecomesTwo_takesAlongWhatItDid() {
        add(year, "6/7", Map.of(6, 10, 7, 12));
        SchoolClass both = find(year, "6/7");
        ticks.tick(coordinator, both, both.parts().get(1).id(), stepOf7, TickPlace.SCHOOL);
        done(changes.correct(coordinator, both.id(), both.version(), ClassNumbers.of("6", Map.of(6, 10))));
        add(year, "7", 7, 12);
        assertThat(states(year, "7").get(2)).isEqualTo(State.DONE);
        assertThat(states(year, "6").get(1)).isEqualTo(State.NOW);
    }

    @Test
    void aStepWithMoreActivitiesIsDone_whenEachPupilDidOneOfThem() {
        long line = lines.line("Kiezen");
        lines.step(line, 5, 6, "Een van twee", robot, bridge);
        lines.publish(line);
        schoolLines.follow(coordinator, school.siteId(), line);
        add(year.previous(), "5a", 5, 20);
        add(year.previous(), "5b", 5, 21);
        lines.came(part(year.previous(), "5a"), robot, spring(year.previous()));
        lines.came(part(year.previous(), "5b"), bridge, spring(year.previous()));
        merge(year.previous());
        assertThat(progress(year, "6a").lines())
                .filteredOn(one -> one.line().id() == line)
                .singleElement()
                .satisfies(one -> assertThat(one.in(State.DONE)).hasSize(1));
    }

    @Test
    void aTickIsOfTheSchool_keepsWhoAndWhen_andCanBeUndone() {
        add(year, "7a", 7, 20);
        SchoolClass group = find(year, "7a");
        long part = part(year, "7a");
        ticks.tick(coordinator, group, part, stepOf7, TickPlace.HOME);
        ticks.tick(coordinator, group, part, stepOf7, TickPlace.HOME);
        Done.Tick tick = line(year, "7a").steps().get(2).done().get(0).tick();
        assertThat(tick).isNotNull();
        assertThat(tick.by()).isEqualTo(coordinator.name());
        assertThat(tick.place()).isEqualTo(TickPlace.HOME);
        Actor stranger = lines.bookings.account(
                Role.SCHOOL_COORDINATOR, lines.bookings.school().siteId());
        assertThatThrownBy(() -> ticks.undo(stranger, tick.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> ticks.tick(stranger, group, part, stepOf7, TickPlace.HOME))
                .isInstanceOf(NotFound.class);
        ticks.undo(coordinator, tick.id());
        assertThat(states(year, "7a").get(2)).isEqualTo(State.NOW);
        assertThat(jdbc.sql("select count(*) from step_tick where class_part_id = ? and undone_by = ?")
                        .params(part, coordinator.accountId())
                        .query(Integer.class)
                        .single())
                .as("what was undone is kept")
                .isEqualTo(1);
    }

    @Test
    void nextStepsAreOfTheLinesOfTheSchool() {
        add(year, "5/6", Map.of(5, 10, 6, 12));
        SchoolClass group = find(year, "5/6");
        assertThat(next(group))
                .extracting(NextStep::step)
                .extracting(step -> step.dutch())
                .containsExactly("Stap van 5", "Stap van 6");
        schoolLines
                .followed(school.siteId())
                .forEach(line -> schoolLines.unfollow(coordinator, school.siteId(), line.id()));
        assertThat(next(group)).isEmpty();
    }

    /** Moves the two classes of a school year up to one. */
    private void merge(SchoolYear from) {
        Preview.Ready preview = (Preview.Ready) movingUp.preview(coordinator, school.siteId(), from);
        List<ClassNumbers> numbers = preview.proposal().classes().stream()
                .map(NextClass::numbers)
                .map(next -> next.label().endsWith("b")
                        ? ClassNumbers.of(next.label(), Map.of())
                        : ClassNumbers.of(next.label(), Map.of(next.pupils().firstKey(), 41)))
                .toList();
        assertThat(done(movingUp.confirm(
                        coordinator, school.siteId(), from, preview.proposal().version(), numbers)))
                .isPresent();
    }

    private List<NextStep> next(SchoolClass group) {
        return Objects.requireNonNull(learningProgress.of(List.of(group)).get(group.id()))
                .next();
    }

    private void add(SchoolYear in, String label, int group, int pupils) {
        add(in, label, Map.of(group, pupils));
    }

    private void add(SchoolYear in, String label, Map<Integer, Integer> pupils) {
        done(changes.add(lines.manager(), school.siteId(), in, ClassNumbers.of(label, pupils)));
    }

    private SchoolClass find(SchoolYear in, String label) {
        return classes.list(school.siteId(), in).stream()
                .filter(group -> group.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private long part(SchoolYear in, String label) {
        return find(in, label).parts().get(0).id();
    }

    private PartProgress progress(SchoolYear in, String label) {
        return progress.parts(List.of(find(in, label))).get(0);
    }

    private LineProgress line(SchoolYear in, String label) {
        return progress(in, label).lines().get(0);
    }

    private List<State> states(SchoolYear in, String label) {
        return line(in, label).steps().stream().map(StepProgress::state).toList();
    }

    private static LocalDate spring(SchoolYear of) {
        return LocalDate.of(of.start() + 1, 3, 9);
    }
}
