package nl.tec.participation.web;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.participation.internal.Suggestions;
import nl.tec.participation.internal.Suggestions.Booked;
import nl.tec.participation.internal.Suggestions.Outlook;
import nl.tec.participation.internal.Suggestions.Suggestion;
import nl.tec.programme.Calendar;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 'Mijn klassen' (journey 2): what each class has booked and what fits it, and choosing what to book. */
@Controller
public class SchoolController {

    private static final int SHOWN_PER_CLASS = 3;

    private final Schools schools;
    private final Classes classes;
    private final Suggestions suggestions;
    private final Calendar calendar;
    private final Clock clock;

    SchoolController(Schools schools, Classes classes, Suggestions suggestions, Calendar calendar, Clock clock) {
        this.schools = schools;
        this.classes = classes;
        this.suggestions = suggestions;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A class with what it has booked and what fits it best. @param more how much more fits */
    public record ClassCard(SchoolClass group, List<Booked> booked, List<Suggestion> fits, int more) {}

    @GetMapping("/school")
    String classes(
            @RequestParam(name = "school", required = false) @Nullable Long siteId,
            @RequestParam(name = "jaar", required = false) @Nullable Integer startsIn,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        List<SchoolSite> mine = mine(actor);
        if (mine.isEmpty()) {
            throw BookController.notFound();
        }
        SchoolSite school = siteId == null
                ? mine.get(0)
                : mine.stream().filter(site -> site.id() == siteId).findFirst().orElseThrow(BookController::notFound);
        SchoolYear now = SchoolYear.of(Dates.dayOf(clock.instant()));
        SchoolYear year = startsIn != null && startsIn == now.next().start() ? now.next() : now;
        List<SchoolClass> groups = classes.list(school.id(), year);
        Outlook outlook = suggestions.outlook(school, groups, year);
        model.addAttribute("schools", mine);
        model.addAttribute("school", school);
        model.addAttribute("now", now);
        model.addAttribute("year", year);
        model.addAttribute(
                "cards", groups.stream().map(group -> card(group, outlook)).toList());
        return "participation/classes";
    }

    private static ClassCard card(SchoolClass group, Outlook outlook) {
        List<Suggestion> fits = outlook.fitting(group).stream()
                .filter(one -> one.first(group.headCount()) != null)
                .toList();
        return new ClassCard(
                group,
                outlook.booked(group),
                fits.stream().limit(SHOWN_PER_CLASS).toList(),
                Math.max(0, fits.size() - SHOWN_PER_CLASS));
    }

    /** Everything that fits a class, with its dates. */
    @GetMapping(
            value = "/school/boeken",
            params = {"klas", "!sessie"})
    String forClass(@RequestParam("klas") long classId, @AuthenticationPrincipal Actor actor, Model model) {
        SchoolClass group = mine(classId, actor);
        Outlook outlook = suggestions.outlook(schools.get(group.siteId()), List.of(group), group.year());
        model.addAttribute("group", group);
        model.addAttribute("sector", schools.get(group.siteId()).sector());
        model.addAttribute("fits", outlook.fitting(group));
        return "participation/fitting";
    }

    /** A class of the own school for a session: which? */
    @GetMapping(
            value = "/school/boeken",
            params = {"sessie", "!klas"})
    String forSession(@RequestParam("sessie") long sessionId, @AuthenticationPrincipal Actor actor, Model model) {
        Session session = calendar.find(sessionId).orElseThrow(BookController::notFound);
        SchoolYear year = SchoolYear.of(Dates.dayOf(session.slot().start()));
        List<SchoolClass> groups = mine(actor).stream()
                .flatMap(site -> classes.list(site.id(), year).stream())
                .toList();
        model.addAttribute("session", session);
        model.addAttribute("groups", groups);
        model.addAttribute(
                "sectors",
                mine(actor).stream().collect(java.util.stream.Collectors.toMap(SchoolSite::id, SchoolSite::sector)));
        return "participation/whichClass";
    }

    private SchoolClass mine(long classId, Actor actor) {
        return classes.find(classId)
                .filter(group -> actor.worksAt(group.siteId()))
                .orElseThrow(BookController::notFound);
    }

    /** The schools somebody works at. */
    private List<SchoolSite> mine(Actor actor) {
        List<Long> ids = actor.memberships().stream()
                .map(Membership::organisationId)
                .filter(Objects::nonNull)
                .filter(actor::worksAt)
                .distinct()
                .toList();
        return ids.isEmpty() ? List.of() : schools.list(ids);
    }
}
