package nl.tec.hub.internal;

import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.MapTiles;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks of the background of the maps. None needs a person at once: without a background, a map is drawn. */
@Component
@Order(8)
class MapState implements StateSource {

    private final MapTiles tiles;
    private final HubSettings hub;
    private final Texts texts;

    MapState(MapTiles tiles, HubSettings hub, Texts texts) {
        this.tiles = tiles;
        this.hub = hub;
        this.texts = texts;
    }

    @Override
    public List<StateCheck> look() {
        MapTiles.Found found = tiles.look();
        if (found.closed()) {
            return List.of(check("map", Level.NOTE, "state.map.closed", tiles.folder()));
        }
        List<StateCheck> checks = new ArrayList<>();
        if (found.zooms().isEmpty() && found.unusable().isEmpty()) {
            checks.add(check("map", Level.GOOD, "state.map.none", tiles.folder()));
        } else if (!found.zooms().isEmpty()) {
            checks.add(check("map", Level.GOOD, "state.map.good", listed(found.zooms()), tiles.folder()));
        }
        if (!found.unusable().isEmpty()) {
            checks.add(check(
                    "map-tiles",
                    Level.NOTE,
                    "state.map.unusable",
                    String.join(", ", found.unusable()),
                    tiles.folder(),
                    MapTiles.MAX_WIDTH));
        }
        if (!found.zooms().isEmpty() && hub.get(Setting.MAP_SOURCE).isEmpty()) {
            checks.add(StateCheck.of(texts, "map-source", Level.NOTE, "/admin/instellingen#hub", "state.map.noSource"));
        }
        return checks;
    }

    private static String listed(List<Integer> zooms) {
        return String.join(", ", zooms.stream().map(String::valueOf).toList());
    }

    private StateCheck check(String key, Level level, String text, Object... arguments) {
        return StateCheck.of(texts, key, level, null, text, arguments);
    }
}
