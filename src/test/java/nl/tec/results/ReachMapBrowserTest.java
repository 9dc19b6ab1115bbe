package nl.tec.results;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.MapTiles;
import nl.tec.hub.TilesFixture;
import nl.tec.shared.Coordinates;
import nl.tec.shared.MapFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The map of reach on tiles of the hub's own, and without. The tiles are invented. */
class ReachMapBrowserTest extends BrowserTest {

    private static final String PAGE = "/resultaten/bereik?per=AREA";

    @Autowired
    AccountsFixture people;

    @Autowired
    MapTiles tiles;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    private String municipalities;
    private TilesFixture files;
    private MapFrame frame;

    @BeforeEach
    void ownTown() {
        ResultsFixture town = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, town.code);
        files = new TilesFixture(tiles);
        jdbc.sql("""
                insert into postcode_area (pc4, latitude, longitude) values ('9793', 52.2551, 6.1639), ('9794', 52.2494, 6.2226)
                on conflict do nothing
                """).update();
        for (String postcode : List.of("9793AB", "9794AB")) {
            long school = town.school();
            TestSql.update(jdbc, "update organisation set postcode = ? where id = ?", postcode, school);
            town.wholeClass(school, 7, ResultsFixture.current().start(), 20);
        }
        frame = MapFrame.around(List.of(new Coordinates(52.2551, 6.1639), new Coordinates(52.2494, 6.2226)));
    }

    @AfterEach
    void asItWas() {
        files.removeAll();
        hub.set(Setting.MUNICIPALITIES, municipalities);
        hub.set(Setting.MAP_SOURCE, "");
    }

    @Test
    void theMapLiesOnTheTilesOfTheHub() {
        List<MapFrame.Tile> under = frame.tiles(frame.zoom());
        files.put(under);
        hub.set(Setting.MAP_SOURCE, "Gemeente Teststad <CC0>");
        for (Page page : List.of(phone(), desk())) {
            open(page);
            assertThat(page.locator(".map image")).hasCount(under.size());
            assertThat(page.evaluate("""
                    async () => (await Promise.all([...document.querySelectorAll('.map image')].map(async tile => {
                        const image = new Image();
                        image.src = tile.getAttribute('href');
                        await image.decode();
                        return image.naturalWidth;
                    }))).filter(width => width !== 256).length
                    """)).as("tiles that did not come").isEqualTo(0);
            assertThat(page.locator(".map figcaption")).containsText("Gemeente Teststad <CC0>");
            looksRight(page);
        }
        Page page = withoutScript();
        open(page);
        assertThat(page.locator(".map image")).hasCount(under.size());
        assertThat(page.locator(".map circle.edge")).hasCount(2);
    }

    @Test
    void withoutTilesTheMapIsDrawn() {
        hub.set(Setting.MAP_SOURCE, "Gemeente Teststad");
        Page page = phone();
        open(page);
        assertThat(page.locator(".map circle.edge")).hasCount(2);
        assertThat(page.locator(".map image")).hasCount(0);
        assertThat(page.locator(".map figcaption")).not().containsText("Gemeente Teststad");
        looksRight(page);
    }

    private void open(Page page) {
        page.context()
                .addCookies(
                        List.of(new Cookie("tec", people.signedIn(Role.BOARD).session()).setUrl(address(""))));
        page.navigate(PAGE);
    }
}
