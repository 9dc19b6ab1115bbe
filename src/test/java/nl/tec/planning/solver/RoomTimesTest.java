package nl.tec.planning.solver;

import static nl.tec.planning.PlanFixture.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import nl.tec.planning.PlanFixture;
import nl.tec.planning.PlanGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** If rooms are the bottleneck, the plan uses every room time, and the room times alone prove the bound. */
class RoomTimesTest {

    private static final int WISHES = 120;
    private static final int STEPS = 5_000;

    private static PlanFixture hub() {
        return new PlanFixture()
                .person("anna", "robotics", "laser")
                .person("bob", "robotics", "laser")
                .wish("a", "near", "n6", "robots", "laser")
                .wish("b", "near", "n7", "robots", "laser")
                .wish("c", "near", "n8", "robots", "laser");
    }

    private static RoomTimes times(PlanFixture fixture) {
        return new RoomTimes(new Model(fixture.instance()));
    }

    @Test
    void sessionsThatExcludeEachOtherInARoomAreOneTime() {
        RoomTimes times = times(hub().candidate(1, "robots", "red", MONDAY, "09:00")
                .candidate(2, "laser", "red", MONDAY, "09:30")
                .candidate(3, "robots", "blue", MONDAY, "09:00"));
        assertThat(times.times()).isEqualTo(2);
        assertThat(times.maxMet()).isEqualTo(2);
    }

    @Test
    void whoCanComeAtOneTimeOnlyGetsIt() {
        RoomTimes times = times(new PlanFixture()
                .person("anna", "robotics", "laser")
                .wish("a", "near", "n6", "robots", "laser")
                .wish("b", "near", "n7", "robots")
                .candidate(1, "robots", "red", MONDAY, "09:00")
                .candidate(2, "laser", "blue", MONDAY, "11:00"));
        assertThat(times.maxMet()).isEqualTo(2);
    }

    @Test
    void nobodyHasATimeWhereNothingSuits() {
        assertThat(times(hub()).maxMet()).isZero();
    }

    @RepeatedTest(3)
    void everyRoomIsUsedWhenMoreIsWishedThanFits(RepetitionInfo seed) throws PinsExclude {
        PlanGenerator.Drawn drawn = PlanGenerator.draw(seed.getCurrentRepetition(), WISHES, 1, true, 0.2);
        Model model = new Model(drawn.instance());
        RoomTimes times = new RoomTimes(model);
        assertThat(times.maxMet()).isEqualTo(drawn.possible());
        Schedule schedule = new Schedule(model);
        SplittableRandom random = new SplittableRandom(1);
        FirstPlan.make(schedule, null, random);
        FillSearch search = new FillSearch(schedule, times, random);
        for (int step = 0; step < STEPS && !search.isDone(); step++) {
            search.step();
        }
        assertThat(schedule.met()).isEqualTo(drawn.possible());
    }
}
