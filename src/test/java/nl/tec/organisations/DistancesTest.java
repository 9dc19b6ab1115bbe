package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.shared.Coordinates;
import nl.tec.shared.WayOfTravel;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Java and SQL compute the same distances and travel times (rules 3.5, 4.1). */
@TecTest
class DistancesTest {

    @Autowired
    JdbcClient jdbc;

    private record Way(int metres, double road, int minutes) {}

    private Way way(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        return jdbc.sql("""
                select metres_between(:a, :b, :c, :d) as metres, road_metres(:a, :b, :c, :d) as road, drive_minutes(:a, :b, :c, :d) as minutes
                """)
                .param("a", fromLatitude)
                .param("b", fromLongitude)
                .param("c", toLatitude)
                .param("d", toLongitude)
                .query(Way.class)
                .single();
    }

    @Test
    void sqlAndJavaAgree() {
        Random random = new Random(46);
        for (int n = 0; n < 200; n++) {
            double reach = n % 2 == 0 ? 0.05 : 2;
            Coordinates from = new Coordinates(51 + 2 * random.nextDouble(), 4 + 3 * random.nextDouble());
            Coordinates to = new Coordinates(
                    from.latitude() + reach * (random.nextDouble() - 0.5),
                    from.longitude() + reach * (random.nextDouble() - 0.5));
            int metres = from.metresTo(to);
            assertThat(way(from.latitude(), from.longitude(), to.latitude(), to.longitude()))
                    .as(from + " to " + to)
                    .isEqualTo(new Way(metres, WayOfTravel.roadMetres(metres), WayOfTravel.ROAD.minutes(metres)));
        }
        assertThat(TestSql.integer(jdbc, "select drive_minutes(52, 6, null, 6)"))
                .isEqualTo(WayOfTravel.ROAD.minutes(null));
    }
}
