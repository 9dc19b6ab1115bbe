package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The endpoints for the run sheet as an installed app, which stores it for offline use ({@code static/js/day-store.js}). */
@Controller
class DeviceController {

    private static final MediaType MANIFEST = MediaType.parseMediaType("application/manifest+json");

    private final SignedInSessions sessions;
    private final HubSettings hub;
    private final Texts texts;

    DeviceController(SignedInSessions sessions, HubSettings hub, Texts texts) {
        this.sessions = sessions;
        this.hub = hub;
        this.texts = texts;
    }

    /**
     * Tells a device what it may keep. 200: everything, with the owner and the current CSRF token; 401: no names, because nobody is signed
     * in; 403: no names, because this account has no run sheet; 410: nothing, because it was signed out remotely.
     */
    @GetMapping("/apparaat")
    ResponseEntity<Map<String, String>> device(
            @AuthenticationPrincipal @Nullable Actor actor, HttpServletRequest request, CsrfToken csrf) {
        HttpStatus status = actor == null
                ? sessions.endedElsewhere(request) ? HttpStatus.GONE : HttpStatus.UNAUTHORIZED
                : actor.is(Role.PROGRAMME_MANAGER, Role.PROFESSIONAL, Role.AMBASSADOR)
                        ? HttpStatus.OK
                        : HttpStatus.FORBIDDEN;
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(
                        actor == null || status != HttpStatus.OK
                                ? Map.of()
                                : Map.of("owner", String.valueOf(actor.accountId()), "csrf", csrf.getToken()));
    }

    /** Returns the web app manifest, which lets a phone or tablet put the run sheet on its home screen. */
    @GetMapping("/app.webmanifest")
    ResponseEntity<Map<String, Object>> manifest() {
        String name = texts.text(Texts.DUTCH, "day.app.name");
        return ResponseEntity.ok()
                .contentType(MANIFEST)
                .body(Map.of(
                        "id", "/dag",
                        "name", name + " " + hub.name(),
                        "short_name", name,
                        "lang", "nl",
                        "start_url", "/dag/vandaag",
                        "scope", "/",
                        "display", "standalone",
                        "background_color", "#fbf8f1",
                        "theme_color", "#14213d",
                        "icons",
                                List.of(
                                        icon("/img/app-192.png", 192, "any"),
                                        icon("/img/app-512.png", 512, "any"),
                                        icon("/img/app-512.png", 512, "maskable"))));
    }

    private static Map<String, String> icon(String file, int size, String purpose) {
        return Map.of("src", file, "sizes", size + "x" + size, "type", "image/png", "purpose", purpose);
    }
}
