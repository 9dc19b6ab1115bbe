package nl.tec.programme.web;

import java.util.List;
import java.util.Locale;
import nl.tec.documents.Markdown;
import nl.tec.hub.HubSettings;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Calendar;
import nl.tec.programme.Programme;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import nl.tec.shared.NotFound;
import nl.tec.venues.Venue;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of one activity, the page of one place, and the page that tells schools how it works. */
@Controller
class ActivityController {

    private static final int SESSIONS = 8;
    private static final int RELATED = 3;

    private final Programme programme;
    private final Calendar calendar;
    private final Reference reference;
    private final ActivityLabels labels;
    private final StructuredData structured;
    private final HubSettings hub;

    ActivityController(
            Programme programme,
            Calendar calendar,
            Reference reference,
            ActivityLabels labels,
            StructuredData structured,
            HubSettings hub) {
        this.programme = programme;
        this.calendar = calendar;
        this.reference = reference;
        this.labels = labels;
        this.structured = structured;
        this.hub = hub;
    }

    @GetMapping("/activiteit/{slug}")
    String activity(@PathVariable String slug, Locale language, Model model) {
        return page(programme.find(slug).orElseThrow(() -> new NotFound("activity " + slug)), language, model);
    }

    /** What the page will be like, for the programme manager; in any state. */
    @GetMapping("/beheer/programma/{id:\\d{1,18}}/voorbeeld")
    String preview(@PathVariable long id, Locale language, Model model) {
        model.addAttribute("preview", true);
        return page(programme.find(id).orElseThrow(() -> new NotFound("activity " + id)), language, model);
    }

    private String page(Activity activity, Locale language, Model model) {
        List<Session> next = calendar.next(activity.id(), SESSIONS + 1);
        List<Session> sessions = next.size() > SESSIONS ? next.subList(0, SESSIONS) : next;
        ActivityDetails details = activity.details();
        Venue venue = reference.venue(details.venueId()).orElse(null);
        String forWhom = labels.forWhom(details.forWhom(), language);
        model.addAttribute(
                "page",
                new ActivityPage(
                        activity,
                        Markdown.html(details.words().description().in(language), 1),
                        venue,
                        reference.equipment(details.equipment()),
                        reference.goals(details.goals()),
                        sessions,
                        next.size() > SESSIONS,
                        programme.related(activity, RELATED),
                        structured.events(activity, sessions, venue, forWhom, language)));
        model.addAttribute("labels", labels);
        return "programme/activity";
    }

    @GetMapping("/plek/{key}")
    String venue(@PathVariable String key, Model model) {
        Venue venue = reference.venue(key).orElseThrow(() -> new NotFound("place " + key));
        Selection here = new Selection(null, null, null, key, null, false);
        model.addAttribute("place", venue);
        model.addAttribute("map", reference.map());
        model.addAttribute(
                "sessions",
                programme
                        .searchSessions(new Query("", here, null, null, null, SESSIONS))
                        .sessions());
        model.addAttribute("labels", labels);
        return "programme/place";
    }

    @GetMapping("/plekken")
    String venues(Model model) {
        PlacesMap map = reference.map();
        List<Long> shown = map.pins().stream().map(pin -> pin.venue().id()).toList();
        model.addAttribute("map", map);
        model.addAttribute(
                "others",
                reference.venues().stream()
                        .filter(venue -> !shown.contains(venue.id()))
                        .toList());
        return "programme/places";
    }

    @GetMapping("/voor-scholen")
    String forSchools(Model model) {
        model.addAttribute("lines", programme.learningLines());
        return "programme/schools";
    }
}
