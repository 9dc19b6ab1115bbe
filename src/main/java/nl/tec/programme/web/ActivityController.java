package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.documents.Markdown;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.ActivityMaterial;
import nl.tec.programme.ActivityPictures;
import nl.tec.programme.Calendar;
import nl.tec.programme.LearningLines;
import nl.tec.programme.Programme;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The pages of an activity, of a venue, of all venues, and the introduction for schools. */
@Controller
class ActivityController {

    private static final int SESSIONS = 8;
    private static final int RELATED = 3;

    private final Programme programme;
    private final LearningLines lines;
    private final Calendar calendar;
    private final ProgrammeEvents events;
    private final Reference reference;
    private final Others others;
    private final ActivityLabels labels;
    private final StructuredData structured;
    private final ActivityMaterial material;
    private final ActivityPictures pictures;
    private final Pages pages;

    ActivityController(
            Programme programme,
            LearningLines lines,
            Calendar calendar,
            ProgrammeEvents events,
            Reference reference,
            Others others,
            ActivityLabels labels,
            StructuredData structured,
            ActivityMaterial material,
            ActivityPictures pictures,
            Pages pages) {
        this.programme = programme;
        this.lines = lines;
        this.calendar = calendar;
        this.events = events;
        this.reference = reference;
        this.others = others;
        this.labels = labels;
        this.structured = structured;
        this.material = material;
        this.pictures = pictures;
        this.pages = pages;
    }

    @GetMapping("/activiteit/{slug}")
    JteModel activity(@PathVariable String slug, Locale language, @AuthenticationPrincipal @Nullable Actor actor) {
        return page(programme.find(slug).orElseThrow(() -> new NotFound("activity " + slug)), language, actor, false);
    }

    /** Shows a preview of the page in any state, for the programme manager. */
    @GetMapping("/beheer/programma/{id:\\d{1,18}}/voorbeeld")
    JteModel preview(@PathVariable long id, Locale language, @AuthenticationPrincipal Actor actor) {
        return page(programme.find(id).orElseThrow(() -> new NotFound("activity " + id)), language, actor, true);
    }

    private JteModel page(Activity activity, Locale language, @Nullable Actor actor, boolean preview) {
        List<Session> next = calendar.next(activity.id(), SESSIONS + 1);
        List<Session> sessions = next.size() > SESSIONS ? next.subList(0, SESSIONS) : next;
        ActivityDetails details = activity.details();
        Venue venue = reference.venue(details.venueId()).orElse(null);
        String forWhom = labels.forWhom(details.forWhom(), language);
        Programme.Organiser organiser = programme.organiserOf(activity).orElse(null);
        return pages.programmeActivity(
                new ActivityPage(
                        activity,
                        Markdown.html(details.words().description().in(language), 1),
                        venue,
                        reference.equipment(details.equipment().keySet()),
                        reference.goals(details.goals()),
                        sessions,
                        next.size() > SESSIONS,
                        programme.related(activity, RELATED),
                        organiser,
                        material.of(activity.id(), actor),
                        pictures.of(activity.id()),
                        structured.events(activity, sessions, venue, organiser, forWhom, language)),
                events.with(activity),
                labels,
                preview);
    }

    @GetMapping("/plek/{key}")
    JteModel venue(@PathVariable String key) {
        Venue venue = reference.venue(key).orElseThrow(() -> new NotFound("place " + key));
        Selection here = new Selection(null, null, null, key, null, false);
        return pages.programmeVenue(
                venue,
                programme
                        .searchSessions(new Query("", here, null, null, null, SESSIONS))
                        .sessions(),
                labels,
                reference.map());
    }

    @GetMapping("/plekken")
    JteModel venues(FormData asked) {
        OthersShown choice = others.choice(Filters.of(asked));
        VenueMap map = reference.map(choice.shown() ? others.places() : List.of());
        List<Long> shown = map.pins().stream().map(pin -> pin.venue().id()).toList();
        return pages.programmeVenues(
                map,
                choice,
                reference.venues().stream()
                        .filter(venue -> !shown.contains(venue.id()))
                        .toList());
    }

    @GetMapping("/voor-scholen")
    JteModel forSchools() {
        return pages.programmeSchools(lines.published());
    }
}
