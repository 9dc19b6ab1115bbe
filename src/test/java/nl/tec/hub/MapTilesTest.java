package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Coordinates;
import nl.tec.shared.MapFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tiles under the maps: what is in their folder, and nothing else. */
@TecTest
class MapTilesTest {

    private static final int ZOOM = 14;

    @Autowired
    MapTiles tiles;

    @Autowired
    HubSettings hub;

    @Autowired
    AccountsFixture people;

    private TilesFixture files;

    @BeforeEach
    void emptyFolder() {
        files = new TilesFixture(tiles);
        files.removeAll();
    }

    @AfterEach
    void noTilesForOthers() {
        files.removeAll();
        hub.set(Setting.MAP_SOURCE, "");
    }

    @Test
    void everybodyMaySeeATileAndKeepIt() {
        byte[] png = TilesFixture.png(256, 256);
        files.put(ZOOM, 8472, 5392, png);
        TestBrowser visitor = people.visitor();
        assertThat(visitor.download("/kaart/14/8472/5392.png")).isEqualTo(png);
        HttpResponse<String> tile = visitor.get("/kaart/14/8472/5392.png");
        assertThat(tile.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(tile.headers().firstValue("Cache-Control")).hasValue("max-age=86400, public");
        String version = tile.headers().firstValue("ETag").orElseThrow();
        assertThat(people.visitor()
                        .with("If-None-Match", version)
                        .get("/kaart/14/8472/5392.png")
                        .statusCode())
                .isEqualTo(304);
        files.put(ZOOM, 8472, 5392, TilesFixture.png(512, 512));
        assertThat(people.visitor()
                        .with("If-None-Match", version)
                        .get("/kaart/14/8472/5392.png")
                        .statusCode())
                .as("another file has another tag")
                .isEqualTo(200);
    }

    @Test
    void nothingButTilesIsServed() throws Exception {
        Path secret = files.put("geheim.png", TilesFixture.png(256, 256));
        files.put("14/8472/geheim.png", TilesFixture.png(256, 256));
        Path beside = Files.write(tiles.folder().resolveSibling("buiten.png"), TilesFixture.png(256, 256));
        try {
            for (String path : List.of(
                    "/kaart/14/8472/geheim.png",
                    "/kaart/geheim.png",
                    "/kaart/14/8472/%2e%2e%2f%2e%2e%2fgeheim.png",
                    "/kaart/14/..%2f..%2f../buiten.png",
                    "/kaart/14/%2e%2e/%2e%2e/%2e%2e/buiten.png",
                    "/kaart/-1/0/0.png",
                    "/kaart/14/8472/0x1.png",
                    "/kaart/14/99999999999999999999/1.png",
                    "/kaart/99/1/1.png",
                    "/kaart/14/8472/5392.jpg",
                    "/kaart/14/8472/5392.png%00.jpg",
                    "/kaart/14/8472",
                    "/kaart")) {
                HttpResponse<String> answer = people.visitor().get(path);
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .as(path)
                        .doesNotContain("image");
            }
        } finally {
            Files.delete(beside);
            Files.delete(secret);
        }
    }

    @Test
    void aFileThatIsNoTileIsNotThere() throws Exception {
        files.put(ZOOM, 1, 1, "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        files.put(ZOOM, 1, 2, Arrays.copyOf(TilesFixture.png(256, 256), MapTiles.MAX_BYTES + 1));
        files.put(ZOOM, 1, 3, TilesFixture.png(256, 128));
        files.put(ZOOM, 1, 4, TilesFixture.png(MapTiles.MAX_WIDTH + 1, MapTiles.MAX_WIDTH + 1));
        files.put(ZOOM, 1, 5, Arrays.copyOf(TilesFixture.png(256, 256), 20));
        files.put(ZOOM, 1, 6, new byte[0]);
        Files.createDirectories(tiles.folder().resolve("14/1/7.png"));
        for (int y = 1; y <= 8; y++) {
            assertThat(people.visitor().get("/kaart/14/1/" + y + ".png").statusCode())
                    .as("file " + y)
                    .isEqualTo(404);
        }
        assertThat(state())
                .contains("Niet alle kaarttegels zijn te gebruiken: 14")
                .doesNotContain("De kaarten hebben een eigen ondergrond");
    }

    @Test
    void theAdministratorSeesWhetherThereAreTilesAndForWhichZooms() {
        assertThat(state())
                .contains(
                        "De kaarten hebben geen eigen ondergrond",
                        tiles.folder().toString());
        files.put(12, 2118, 1346, TilesFixture.png(256, 256));
        files.put(13, 4236, 2692, TilesFixture.png(256, 256));
        files.put("leesmij.txt", new byte[] {1});
        files.put("25/1/1.png", TilesFixture.png(256, 256));
        assertThat(state())
                .contains("De kaarten hebben een eigen ondergrond, met zoom 12, 13", "Vul de maker van de kaart in");
        hub.set(Setting.MAP_SOURCE, "Kadaster, CC BY 4.0");
        assertThat(state()).doesNotContain("Vul de maker van de kaart in", "Niet alle kaarttegels");
    }

    private String state() {
        return people.signedIn(Role.ADMINISTRATOR)
                .browser()
                .get("/admin/toestand")
                .body();
    }

    @Test
    void aMapLiesOnTheZoomThatFitsOrOnOneThatIsALittleCoarser() {
        MapFrame frame = MapFrame.around(List.of(new Coordinates(52.2551, 6.1639), new Coordinates(52.2494, 6.2226)));
        assertThat(tiles.under(frame)).as("no folder").isEmpty();
        files.put(frame.tiles(frame.zoom() + 1));
        assertThat(tiles.under(frame)).as("too many, too small").isEmpty();
        files.put(frame.tiles(frame.zoom() - 3));
        assertThat(tiles.under(frame)).as("too coarse").isEmpty();
        files.put(frame.tiles(frame.zoom() - 1));
        assertThat(tiles.under(frame)).isEqualTo(frame.tiles(frame.zoom() - 1));
        MapFrame.Tile one = frame.tiles(frame.zoom()).get(3);
        files.put(List.of(one));
        assertThat(tiles.under(frame)).as("what is there of the zoom that fits").containsExactly(one);
        assertThat(tiles.under(MapFrame.NONE)).isEmpty();
    }
}
