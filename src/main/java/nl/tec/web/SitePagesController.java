package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The standard pages of a site: about, accessibility, the style guide; and the files for robots and security researchers. */
@Controller
class SitePagesController {

    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final HubSettings hub;
    private final Pages pages;
    private final Clock clock;

    SitePagesController(HubSettings hub, Pages pages, Clock clock) {
        this.hub = hub;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/over")
    JteModel about() {
        return pages.webAbout();
    }

    @GetMapping("/toegankelijkheid")
    JteModel accessibility() {
        return pages.webAccessibility();
    }

    @GetMapping("/stijlgids")
    JteModel styleGuide() {
        return pages.webStyleguide();
    }

    /** Redirects browsers that request the default location. */
    @GetMapping("/favicon.ico")
    View favicon() {
        return Reply.redirect("/img/favicon.svg");
    }

    @GetMapping("/robots.txt")
    ResponseEntity<String> robots() {
        return ResponseEntity.ok().contentType(TEXT).body("""
                User-agent: *
                Disallow: /school/
                Disallow: /beheer/
                Disallow: /partner/
                Disallow: /toezeggingen
                Disallow: /dag
                Disallow: /admin/
                Disallow: /account
                Disallow: /tekenen/
                Disallow: /inloggen
                Disallow: /postbus
                Disallow: /voortgang
                Disallow: /stijlgids
                Disallow: /meedoen/
                Disallow: /mening/
                Disallow: /tevredenheid
                Disallow: /mijn
                Disallow: /privacy/gegevens
                Disallow: /privacy/papieren
                Disallow: /kalender?
                Disallow: /werk

                Sitemap: %s/sitemap.xml
                """.formatted(hub.get(Setting.BASE_URL)));
    }

    /** Serves the contact for reporting vulnerabilities (RFC 9116), with an expiry date in half a year. */
    @GetMapping("/.well-known/security.txt")
    ResponseEntity<String> security() {
        Instant expires = Dates.today(clock)
                .plusMonths(6)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .truncatedTo(ChronoUnit.DAYS);
        return ResponseEntity.ok().contentType(TEXT).body("""
                Contact: %s
                Expires: %s
                Preferred-Languages: nl, en
                Canonical: %s/.well-known/security.txt
                """.formatted(
                hub.publicContact().isEmpty() ? hub.get(Setting.BASE_URL) + "/over" : "mailto:" + hub.publicContact(),
                expires,
                hub.get(Setting.BASE_URL)));
    }
}
