package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nl.tec.TecTest;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Grade;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a visit is, and how a class gets there (rules 4). */
@TecTest
class TravelTest {

    private static final Coordinates SCHOOL = new Coordinates(52.25, 6.16);

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aClassWalksNearby_cyclesFromGroup5_andGoesByBusBeyond() {
        assertThat(travel(0.0089, 4).proposal()).as("990 m").isEqualTo(Transport.WALK);
        assertThat(travel(0.03, 4).proposal()).as("3,3 km").isEqualTo(Transport.TEC_BUS);
        assertThat(travel(0.03, 5).proposal()).as("3,3 km").isEqualTo(Transport.BIKE);
        assertThat(travel(0.03, 4, 5).proposal()).as("nobody of group 4 cycles").isEqualTo(Transport.TEC_BUS);
        assertThat(travel(0.09, 8).proposal()).as("10 km").isEqualTo(Transport.TEC_BUS);
        Travel unknown = Travel.between(SCHOOL, null, List.of(), hub);
        assertThat(unknown.metres()).isNull();
        assertThat(unknown.proposal()).isEqualTo(Transport.TEC_BUS);
    }

    private Travel travel(double degreesNorth, int... groups) {
        return Travel.between(
                SCHOOL,
                new Coordinates(SCHOOL.latitude() + degreesNorth, SCHOOL.longitude()),
                Arrays.stream(groups)
                        .mapToObj(group -> new Grade(Sector.PO, group))
                        .toList(),
                hub);
    }

    @Test
    void theDatabaseMeasuresAsTheProgramDoes() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            Coordinates to = new Coordinates(51 + 2 * random.nextDouble(), 4 + 3 * random.nextDouble());
            int metres = jdbc.sql("select metres_between(?, ?, ?, ?)")
                    .params(SCHOOL.latitude(), SCHOOL.longitude(), to.latitude(), to.longitude())
                    .query(Integer.class)
                    .single();
            assertThat(metres).isBetween(SCHOOL.metresTo(to) - 1, SCHOOL.metresTo(to) + 1);
        }
    }

    @Test
    void theClassIsAwayFromLeavingUntilItIsBack_andABusKeepsATimetable() {
        TimeSlot session = new TimeSlot(Instant.parse("2030-03-12T09:00:00Z"), Instant.parse("2030-03-12T11:00:00Z"));
        Travel travel = new Travel(9_000, Transport.TEC_BUS, 34);
        assertThat(travel.away(session)).isEqualTo(session.widened(Duration.ofMinutes(34), Duration.ofMinutes(34)));
        assertThat(travel.trip(session)).isEqualTo(session.widened(Duration.ofMinutes(35), Duration.ofMinutes(35)));
    }

    @Test
    void aDistanceIsSaidAsPeopleSayIt() {
        assertThat(Travel.distance(604, Texts.DUTCH)).isEqualTo("600 m");
        assertThat(Travel.distance(2_340, Texts.DUTCH)).isEqualTo("2,3 km");
        assertThat(Travel.distance(2_340, Locale.ENGLISH)).isEqualTo("2.3 km");
    }
}
