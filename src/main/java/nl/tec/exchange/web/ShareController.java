package nl.tec.exchange.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.documents.SharePicture;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import nl.tec.shared.NotFound;
import nl.tec.shared.Sha256;
import nl.tec.shared.World;
import nl.tec.web.Drawings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/**
 * The preview picture for links to an activity: its title, the colour of its world and its drawing. No photo: consent covers its use on
 * our page, not wherever the link is shared.
 */
@Controller
class ShareController {

    private static final Duration FRESH = Duration.ofDays(1);
    private static final int KEPT = 200;
    private static final Pattern OF_WORLD = Pattern.compile("\\.world-([a-z-]+) \\{ --w: var\\((--world-[a-z]+)\\)");

    private final Programme programme;
    private final ActivityLabels labels;
    private final HubSettings hub;
    private final Map<World, Color> colours = colours();
    private final Cache<String, byte[]> drawn =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    ShareController(Programme programme, ActivityLabels labels, HubSettings hub) {
        this.programme = programme;
        this.labels = labels;
        this.hub = hub;
    }

    @GetMapping("/activiteit/{slug}/deel-{language:nl|en}.png")
    @Nullable ResponseEntity<byte[]> activity(@PathVariable String slug, @PathVariable String language, WebRequest conditions) {
        Activity activity = programme.find(slug).orElseThrow(() -> new NotFound("activity " + slug));
        Locale locale = Texts.language(language);
        String title = activity.title().in(locale);
        List<String> below = List.of(labels.forWhom(activity.details().forWhom(), locale), hub.name());
        String drawing = Drawings.of(activity.details().tags());
        String key = Sha256.hex(Sha256.of(
                String.join("\n", title, below.toString(), activity.world().code(), String.valueOf(drawing))));
        if (conditions.checkNotModified("\"" + key + "\"")) {
            return null;
        }
        byte[] picture = drawn.get(
                key,
                made -> SharePicture.png(
                        colours.getOrDefault(activity.world(), Color.WHITE),
                        title,
                        below,
                        drawing == null ? null : file("/static" + drawing)));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .contentType(MediaType.IMAGE_PNG)
                .body(picture);
    }

    /** Reads the colours from the style sheet, so that a hub with a style of its own has matching pictures. */
    private static Map<World, Color> colours() {
        String sheet = new String(file("/static/css/tokens.css"), StandardCharsets.UTF_8);
        Map<World, Color> colours = new EnumMap<>(World.class);
        Matcher world = OF_WORLD.matcher(sheet);
        while (world.find()) {
            Matcher colour =
                    Pattern.compile(world.group(2) + ": #([0-9a-f]{6})").matcher(sheet);
            for (World one : World.values()) {
                if (one.code().equals(world.group(1)) && colour.find()) {
                    colours.put(one, new Color(Integer.parseInt(colour.group(1), 16)));
                }
            }
        }
        return colours;
    }

    private static byte[] file(String path) {
        try (InputStream in = ShareController.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
