package nl.tec.exchange.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.exchange.EmbedSites;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.Programme;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import nl.tec.results.Figures;
import nl.tec.results.KpiFormat;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Pages for a frame on the site of a partner (decision 0078): read-only, without forms, cookies or anything else that depends on the
 * visitor, so that shared caches may store them.
 */
@Controller
@RequestMapping("/insluiten")
class EmbedController {

    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final Duration LASTING = Duration.ofDays(1);
    private static final int CARDS = 12;
    private static final int DATES = 10;
    private static final int WEEK = 200;
    /** The maximum distance from today, in years, of the calendar. */
    private static final int YEARS = 2;

    private final EmbedSites sites;
    private final Programme programme;
    private final Calendar calendar;
    private final Figures figures;
    private final ActivityLabels labels;
    private final Clock clock;
    private final Pages pages;

    EmbedController(
            EmbedSites sites,
            Programme programme,
            Calendar calendar,
            Figures figures,
            ActivityLabels labels,
            Clock clock,
            Pages pages) {
        this.sites = sites;
        this.programme = programme;
        this.calendar = calendar;
        this.figures = figures;
        this.labels = labels;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping("/{organisation:\\d{1,18}}/programma")
    JteModel programme(@PathVariable long organisation, FormData asked, HttpServletResponse response) {
        Embed embed = embed(organisation, EmbedKind.PROGRAMME, "", asked, response);
        return pages.exchangeEmbedProgramme(
                embed, programme.search(new Programme.Query("", selection(embed), null, null, null, CARDS)), labels);
    }

    @GetMapping("/{organisation:\\d{1,18}}/kalender")
    JteModel calendar(@PathVariable long organisation, FormData asked, HttpServletResponse response) {
        Embed embed = embed(organisation, EmbedKind.CALENDAR, "", asked, response);
        LocalDate today = Dates.today(clock);
        LocalDate monday = monday(asked.line(Embed.WEEK), today);
        LocalDate sunday = monday.plusDays(6);
        // of the current week only what is still to come
        LocalDate first = monday.equals(Dates.monday(today)) ? today : monday;
        List<Session> sessions = calendar.between(new Days(first, sunday), selection(embed), WEEK);
        Map<LocalDate, List<Session>> days = sessions.stream()
                .collect(Collectors.groupingBy(
                        session -> Dates.dayOf(session.slot().start()), TreeMap::new, Collectors.toList()));
        return pages.exchangeEmbedCalendar(embed, monday, days, clock.instant(), labels);
    }

    @GetMapping("/{organisation:\\d{1,18}}/activiteit/{slug}")
    JteModel activity(
            @PathVariable long organisation, @PathVariable String slug, FormData asked, HttpServletResponse response) {
        Embed embed = embed(organisation, EmbedKind.ACTIVITY, slug, asked, response);
        Activity activity = programme.find(slug).orElseThrow(() -> new NotFound("activity " + slug));
        return pages.exchangeEmbedActivity(embed, activity, calendar.next(activity.id(), DATES), labels);
    }

    @GetMapping("/{organisation:\\d{1,18}}/kpis")
    JteModel kpis(@PathVariable long organisation, FormData asked, HttpServletResponse response) {
        Embed embed = embed(organisation, EmbedKind.KPIS, "", asked, response);
        int year = figures.currentYear();
        return pages.exchangeEmbedKpis(
                embed, year, figures.all().getOrDefault(year, List.of()), new KpiFormat(embed.language()));
    }

    /** Returns the colours of a site as a style sheet, because our pages have no inline styles. */
    @GetMapping("/kleuren/{accent:[0-9a-f]{6}}-{background:[0-9a-f]{6}}.css")
    ResponseEntity<String> colours(@PathVariable String accent, @PathVariable String background) {
        EmbedColours colours = new EmbedColours(Integer.parseInt(accent, 16), Integer.parseInt(background, 16));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(LASTING).cachePublic())
                .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                .body(colours.css());
    }

    /** Returns the optional script for the page around the frame, which makes the frame as tall as its content. */
    @GetMapping("/hoogte.js")
    ResponseEntity<byte[]> height() throws IOException {
        try (InputStream script = getClass().getResourceAsStream("/exchange/hoogte.js")) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(LASTING).cachePublic())
                    .header("Cross-Origin-Resource-Policy", "cross-origin")
                    .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                    .body(Objects.requireNonNull(script).readAllBytes());
        }
    }

    private Embed embed(
            long organisation, EmbedKind kind, String activity, FormData asked, HttpServletResponse response) {
        SecurityHeaders.allowFrames(response, sites.origins(organisation));
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(FRESH).cachePublic().getHeaderValue());
        // the page does not depend on the visitor, so nobody is signed in here
        SecurityContextHolder.clearContext();
        return Embed.read(organisation, kind, activity, asked);
    }

    private static Selection selection(Embed embed) {
        return embed.own() ? Selection.of(embed.organisation()) : Selection.ALL;
    }

    private static LocalDate monday(String asked, LocalDate today) {
        try {
            LocalDate day = asked.isEmpty() ? today : LocalDate.parse(asked);
            boolean near = day.isAfter(today.minusYears(YEARS)) && day.isBefore(today.plusYears(YEARS));
            return Dates.monday(near ? day : today);
        } catch (DateTimeParseException e) {
            return Dates.monday(today);
        }
    }
}
