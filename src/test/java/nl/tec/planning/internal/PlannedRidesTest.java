package nl.tec.planning.internal;

import static nl.tec.planning.PlanFixture.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import nl.tec.planning.PlanFixture;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.internal.PlannedRides.Ride;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.Test;

/** A shared bus picks up the farthest school first, and keeps to the times assumed by the solver (rules 5). */
class PlannedRidesTest {

    private static final Assignment FAR = new Assignment("a", 1, "t");
    private static final Assignment BEYOND = new Assignment("b", 2, "t");
    private static final Assignment FAR_TOO = new Assignment("c", 2, "t");

    private final PlannedRides rides = new PlannedRides(new PlanFixture()
            .candidate(1, "robots", "red", MONDAY, "10:00")
            .candidate(2, "robots", "blue", MONDAY, "10:00")
            .wish("a", "far", "f7", "robots")
            .wish("b", "beyond", "b7", "robots")
            .wish("c", "far", "f8", "robots")
            .instance());

    @Test
    void theDetourIsOnTheWayOfTheSchoolThatIsPickedUpFirst() {
        Ride ride = rides.of(Map.of(FAR, 11L, BEYOND, 12L));
        // 15 minutes to drive, 5 of detour, 5 to board
        assertThat(ride.during()).isEqualTo(slot("09:35", "11:50"));
        assertThat(ride.trips()).isEqualTo(Map.of(11L, slot("09:35", "11:50"), 12L, slot("09:40", "11:45")));
    }

    @Test
    void classesOfOneSchoolLeaveTogether() {
        Ride ride = rides.of(Map.of(FAR, 11L, FAR_TOO, 12L));
        assertThat(ride.during()).isEqualTo(slot("09:40", "11:45"));
        assertThat(ride.trips().values()).containsOnly(ride.during());
    }

    private static TimeSlot slot(String from, String until) {
        return new TimeSlot(at(from), at(until));
    }

    private static Instant at(String time) {
        return MONDAY.atTime(LocalTime.parse(time)).atZone(Dates.ZONE).toInstant();
    }
}
