package nl.tec.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A map is to scale, and lies on the tiles as the world does. */
class MapFrameTest {

    /** The Brink in Deventer, and where the tile with it begins according to the formula that all tiles follow. */
    private static final Coordinates BRINK = new Coordinates(52.2551, 6.1639);

    private static final Coordinates COLMSCHATE = new Coordinates(52.2494, 6.2226);

    @Test
    void aPointIsWhereItIsOnItsTile() {
        MapFrame frame = MapFrame.around(List.of(BRINK, COLMSCHATE));
        MapFrame.Tile tile = frame.tiles(14).stream()
                .filter(one -> one.x() == 8472 && one.y() == 5392)
                .findFirst()
                .orElseThrow();
        assertThat((frame.x(BRINK.longitude()) - tile.left()) / tile.size()).isCloseTo(0.526, within(0.001));
        assertThat((frame.y(BRINK.latitude()) - tile.top()) / tile.size()).isCloseTo(0.971, within(0.001));
    }

    @Test
    void tilesCoverTheFrameWithoutGapsAndAreNotDrawnLargerThanTheyAreMade() {
        MapFrame frame = MapFrame.around(List.of(BRINK, COLMSCHATE));
        List<MapFrame.Tile> tiles = frame.tiles(frame.zoom());
        assertThat(tiles.get(0).size()).isBetween(128.0, 256.0);
        assertThat(tiles.size()).isLessThan(60);
        assertThat(tiles.stream().mapToDouble(MapFrame.Tile::left).min().orElseThrow())
                .isLessThanOrEqualTo(0);
        assertThat(tiles.stream()
                        .mapToDouble(tile -> tile.left() + tile.size())
                        .max()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(frame.width());
        assertThat(tiles.stream().mapToDouble(MapFrame.Tile::top).min().orElseThrow())
                .isLessThanOrEqualTo(0);
        assertThat(tiles.stream()
                        .mapToDouble(tile -> tile.top() + tile.size())
                        .max()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(frame.height());
    }

    @Test
    void aKilometreOnTheMapIsAKilometre() {
        MapFrame frame = MapFrame.around(List.of(BRINK, COLMSCHATE));
        double drawn = Math.hypot(
                frame.x(BRINK.longitude()) - frame.x(COLMSCHATE.longitude()),
                frame.y(BRINK.latitude()) - frame.y(COLMSCHATE.latitude()));
        assertThat(drawn / frame.kilometre()).isCloseTo(BRINK.metresTo(COLMSCHATE) / 1000.0, within(0.01));
    }

    @Test
    void onePointIsInTheMiddleAndNoneIsNoMap() {
        MapFrame frame = MapFrame.around(List.of(BRINK));
        assertThat(frame.x(BRINK.longitude())).isCloseTo(frame.width() / 2.0, within(0.01));
        assertThat(frame.y(BRINK.latitude())).isCloseTo(frame.height() / 2.0, within(0.01));
        assertThat(MapFrame.around(List.of())).isEqualTo(MapFrame.NONE);
        assertThat(MapFrame.around(List.of(new Coordinates(-85, -180), new Coordinates(85, 180)))
                        .tiles(0))
                .as("the world is one tile")
                .hasSize(1);
    }
}
