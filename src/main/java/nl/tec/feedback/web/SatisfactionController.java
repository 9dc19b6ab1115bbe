package nl.tec.feedback.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.feedback.HalfYear;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.Dimension;
import nl.tec.feedback.Satisfaction.Line;
import nl.tec.feedback.Satisfaction.Subject;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.feedback.SatisfactionScope;
import nl.tec.feedback.Scores;
import nl.tec.feedback.SurveyAudience;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.SchoolYear;
import nl.tec.web.PageInMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The satisfaction of participants, for those whom it concerns (rules 9). */
@Controller
@RequestMapping("/tevredenheid")
class SatisfactionController {

    private static final int MAX_WORDS = 100;

    /** The number of lines per page. */
    private static final int PAGE = 20;

    private static final List<String> HEADER = List.of("name", "answers", "mean", "low", "high");

    private final Satisfaction satisfaction;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;
    private final Pages pages;

    SatisfactionController(Satisfaction satisfaction, HubSettings hub, Texts texts, Clock clock, Pages pages) {
        this.satisfaction = satisfaction;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping
    JteModel overview(
            @RequestParam(name = "jaar", defaultValue = "") String year,
            @RequestParam(name = "doelgroep", defaultValue = "") String audience,
            @RequestParam(name = "per", defaultValue = "ACTIVITY") Dimension dimension,
            @RequestParam(name = "na", defaultValue = "") String after,
            @AuthenticationPrincipal Actor actor,
            Locale language) {
        allowed(dimension, actor);
        View view = view(actor, year, audience);
        return pages.feedbackSatisfaction(
                dimension,
                dimensions(actor),
                satisfaction.score(view).orElse(null),
                PageInMemory.of(
                        satisfaction.lines(view, dimension),
                        line -> line.subject().key(),
                        after,
                        PAGE),
                scores(language),
                years(language),
                year,
                audienceNames(language),
                audience,
                SatisfactionScope.of(actor).all());
    }

    @GetMapping("/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String kind,
            @RequestParam(name = "jaar", defaultValue = "") String year,
            @RequestParam(name = "doelgroep", defaultValue = "") String audience,
            @RequestParam(name = "per", defaultValue = "ACTIVITY") Dimension dimension,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        allowed(dimension, actor);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Line line : satisfaction.lines(view(actor, year, audience), dimension)) {
            rows.add(Arrays.asList(
                    line.name().in(language),
                    line.score().answers(),
                    rounded(line.score().mean()),
                    rounded(line.score().low()),
                    rounded(line.score().high())));
        }
        new TableExport(
                        "tevredenheid",
                        HEADER.stream()
                                .map(column -> texts.text(language, "survey.sheet." + column))
                                .toList(),
                        rows)
                .download(kind, response);
    }

    @GetMapping("/{dimension:ACTIVITY|VENUE|GUIDE|PARTNER|AUDIENCE}/{key}")
    JteModel one(
            @PathVariable Dimension dimension,
            @PathVariable String key,
            @RequestParam(name = "jaar", defaultValue = "") String year,
            @RequestParam(name = "doelgroep", defaultValue = "") String audience,
            @AuthenticationPrincipal Actor actor,
            Locale language) {
        allowed(dimension, actor);
        Subject subject = new Subject(dimension, key);
        Bilingual name = satisfaction.name(subject).orElseThrow(() -> new NotFound(dimension + " " + key));
        View view = view(actor, year, audience).of(subject);
        return pages.feedbackSubject(
                subject,
                name,
                satisfaction.score(view).orElse(null),
                dimension == Dimension.AUDIENCE ? List.of() : satisfaction.lines(view, Dimension.AUDIENCE),
                satisfaction.answers(view),
                readsWords(actor) ? satisfaction.words(view, MAX_WORDS) : List.of(),
                scores(language),
                years(language),
                year,
                audienceNames(language),
                audience,
                actor.is(Role.PROGRAMME_MANAGER));
    }

    private Scores scores(Locale language) {
        return new Scores(hub.number(Setting.SURVEY_NORM), language);
    }

    /** Returns the dimensions for an actor: by guide and by partner is for the programme manager; others see their own, as a whole. */
    private static List<Dimension> dimensions(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER)
                ? List.of(Dimension.values())
                : List.of(Dimension.ACTIVITY, Dimension.VENUE, Dimension.AUDIENCE);
    }

    private static void allowed(Dimension dimension, Actor actor) {
        if (!dimensions(actor).contains(dimension)) {
            throw new NotFound(dimension.name());
        }
    }

    /** Board, municipality and administrator read figures. */
    private static boolean readsWords(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER) || !SatisfactionScope.of(actor).all();
    }

    private View view(Actor actor, String year, String audience) {
        HalfYear now = HalfYear.of(Dates.today(clock));
        HalfYear first = now.previous();
        HalfYear last = now;
        if (year.matches("20[0-9]{2}")) {
            SchoolYear asked = new SchoolYear(Integer.parseInt(year));
            first = HalfYear.of(asked.firstDay());
            last = HalfYear.of(asked.lastDay());
        }
        return new View(
                SatisfactionScope.of(actor),
                first,
                last,
                FormData.constant(SurveyAudience.class, audience).orElse(null),
                null);
    }

    /** The last two half years, and each school year of the hub. */
    private Map<String, String> years(Locale language) {
        Map<String, String> years = new LinkedHashMap<>();
        HalfYear now = HalfYear.of(Dates.today(clock));
        years.put(
                "",
                texts.text(
                        language,
                        "satisfaction.lately",
                        Dates.date(now.previous().first(), language)));
        for (int year = SchoolYear.of(Dates.today(clock)).start();
                year >= hub.number(Setting.FIRST_SCHOOL_YEAR);
                year--) {
            years.put(
                    String.valueOf(year),
                    texts.text(language, "satisfaction.schoolYear", new SchoolYear(year).toString()));
        }
        return years;
    }

    private Map<String, String> audienceNames(Locale language) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("", texts.text(language, "satisfaction.participants"));
        for (SurveyAudience audience : SurveyAudience.values()) {
            names.put(audience.name(), texts.label(language, audience));
        }
        return names;
    }

    private static double rounded(double score) {
        return Math.round(score * 100) / 100.0;
    }
}
