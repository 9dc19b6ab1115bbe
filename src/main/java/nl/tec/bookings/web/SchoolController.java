package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookedVisit;
import nl.tec.bookings.Suggestions;
import nl.tec.bookings.Suggestions.Outlook;
import nl.tec.bookings.Suggestions.Suggestion;
import nl.tec.hub.Reply;
import nl.tec.organisations.Classes;
import nl.tec.organisations.OwnClasses;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.StudyLevel;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The page 'Mijn klassen' (journey 2): the bookings and best suggestions of each class. */
@Controller
public class SchoolController {

    private static final int SHOWN_PER_CLASS = 3;

    private final Schools schools;
    private final Classes classes;
    private final OwnClasses ownClasses;
    private final Suggestions suggestions;
    private final Clock clock;
    private final Pages pages;

    SchoolController(
            Schools schools,
            Classes classes,
            OwnClasses ownClasses,
            Suggestions suggestions,
            Clock clock,
            Pages pages) {
        this.schools = schools;
        this.classes = classes;
        this.ownClasses = ownClasses;
        this.suggestions = suggestions;
        this.clock = clock;
        this.pages = pages;
    }

    /** A class with its bookings and best suggestions. @param own whether the viewer marked it @param more how many more fit */
    public record ClassCard(
            SchoolClass schoolClass, boolean own, List<BookedVisit> booked, List<Suggestion> fits, int more) {}

    @GetMapping("/school")
    JteModel classes(
            @RequestParam(name = "school", required = false) @Nullable Long siteId,
            @RequestParam(name = "jaar", required = false) @Nullable Integer startsIn,
            @AuthenticationPrincipal Actor actor) {
        List<SchoolSite> mine = schools.of(actor);
        if (mine.isEmpty()) {
            throw BookController.notFound();
        }
        SchoolSite school = siteId == null
                ? mine.get(0)
                : mine.stream().filter(site -> site.id() == siteId).findFirst().orElseThrow(BookController::notFound);
        SchoolYear now = SchoolYear.of(Dates.today(clock));
        SchoolYear year = startsIn != null && startsIn == now.next().start() ? now.next() : now;
        boolean byLevel = !StudyLevel.of(school.sector()).isEmpty();
        List<SchoolClass> groups = new ArrayList<>(byLevel ? suggestions.bookedGroups(school.id(), year) : List.of());
        groups.addAll(classes.list(school.id(), year));
        Set<Long> own = ownClasses.of(actor);
        // marked classes get a card and the others are listed; without marks, all get a card
        List<SchoolClass> shown = groups.stream()
                .filter(schoolClass -> own.contains(schoolClass.id()))
                .toList();
        List<SchoolClass> cards = shown.isEmpty() ? groups : shown;
        Set<SchoolClass> onCards = Set.copyOf(cards);
        Outlook outlook = suggestions.outlook(school, cards, year);
        return pages.bookingsClasses(
                mine,
                school,
                now,
                year,
                cards.stream()
                        .map(schoolClass -> card(schoolClass, own.contains(schoolClass.id()), outlook))
                        .toList(),
                groups.stream()
                        .filter(schoolClass -> !onCards.contains(schoolClass))
                        .toList(),
                byLevel);
    }

    @PostMapping("/school/eigen")
    View mark(
            @RequestParam("klas") long classId,
            @RequestParam("eigen") boolean own,
            @AuthenticationPrincipal Actor actor) {
        SchoolClass schoolClass = mine(classId, actor);
        ownClasses.mark(actor, classId, own);
        return Reply.redirect("/school?school=" + schoolClass.siteId() + "&jaar="
                + schoolClass.year().start());
    }

    private static ClassCard card(SchoolClass schoolClass, boolean own, Outlook outlook) {
        // a booking group was made for one activity; suggestions would repeat for every group of the school
        List<Suggestion> fits = schoolClass.bookingGroup()
                ? List.of()
                : outlook.fitting(schoolClass).stream()
                        .filter(one -> one.first() != null)
                        .toList();
        return new ClassCard(
                schoolClass,
                own,
                outlook.booked(schoolClass),
                fits.stream().limit(SHOWN_PER_CLASS).toList(),
                Math.max(0, fits.size() - SHOWN_PER_CLASS));
    }

    private SchoolClass mine(long classId, Actor actor) {
        return classes.find(classId)
                .filter(schoolClass -> actor.worksAt(schoolClass.siteId()))
                .orElseThrow(BookController::notFound);
    }
}
