package nl.tec.web;

import java.time.Duration;
import nl.tec.hub.MapTiles;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** The tiles under the maps. */
@Controller
class MapTilesController {

    /** An administrator who replaces tiles sees the new ones by then. */
    private static final Duration FRESH = Duration.ofDays(1);

    private final MapTiles tiles;

    MapTilesController(MapTiles tiles) {
        this.tiles = tiles;
    }

    @GetMapping("/kaart/{zoom:\\d{1,2}}/{x:\\d{1,6}}/{y:\\d{1,6}}.png")
    @Nullable ResponseEntity<byte[]> tile(
            @PathVariable int zoom, @PathVariable int x, @PathVariable int y, WebRequest conditions) {
        MapTiles.Tile tile = tiles.find(zoom, x, y).orElseThrow(() -> new NotFound("tile " + zoom + " " + x + " " + y));
        if (conditions.checkNotModified(tile.changedAt().toEpochMilli() + "-" + tile.png().length)) {
            return null;
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .contentType(MediaType.IMAGE_PNG)
                .body(tile.png());
    }
}
