package nl.tec.shared;

import static nl.tec.shared.WayOfTravel.BIKE;
import static nl.tec.shared.WayOfTravel.ROAD;
import static nl.tec.shared.WayOfTravel.WALK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules 4.1: the means of travel of a class, and its duration. */
class WayOfTravelTest {

    private static WayOfTravel way(@Nullable Integer metres, Grade... grades) {
        return WayOfTravel.of(metres, List.of(grades), 1000, 4000);
    }

    @Test
    void aClassWalksAndCyclesUpToTheDistancesOfTheHub_theYoungestDoNotCycle() {
        assertThat(way(1000, new Grade(Sector.PO, 1))).isEqualTo(WALK);
        assertThat(way(1001, new Grade(Sector.PO, 5))).isEqualTo(BIKE);
        assertThat(way(1001, new Grade(Sector.PO, 5), new Grade(Sector.PO, 4))).isEqualTo(ROAD);
        assertThat(way(4000, new Grade(Sector.VO, 1))).isEqualTo(BIKE);
        assertThat(way(4000, new Grade(Sector.MBO, 1))).isEqualTo(BIKE);
        assertThat(way(4001, new Grade(Sector.MBO, 1))).isEqualTo(ROAD);
        assertThat(way(null, new Grade(Sector.VO, 6))).isEqualTo(ROAD);
    }

    @Test
    void routesAreLongerThanAsTheCrowFlies() {
        assertThat(WALK.minutes(700)).isEqualTo(13);
        assertThat(BIKE.minutes(4000)).isEqualTo(26);
        assertThat(ROAD.minutes(10_000)).as("and 10 to get in").isEqualTo(36);
        assertThat(ROAD.minutes(1_000_000)).isEqualTo(240);
        assertThat(ROAD.minutes(null)).isEqualTo(30);
    }

    @Test
    void distancesAreThoseOnTheMap() {
        Coordinates utrecht = new Coordinates(52.09064, 5.12156);
        Coordinates deventer = new Coordinates(52.25212, 6.15531);
        assertThat(utrecht.metresTo(deventer)).isBetween(71_000, 73_000).isEqualTo(deventer.metresTo(utrecht));
        assertThat(Coordinates.of(52.0, null)).isNull();
    }
}
