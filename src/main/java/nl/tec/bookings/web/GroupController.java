package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Suggestions;
import nl.tec.hub.Reply;
import nl.tec.organisations.BookingGroups;
import nl.tec.organisations.BookingGroups.Numbers;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.StudyLevel;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page on which a secondary or vocational school enters a group to book for: a year, a level and a number of pupils
 * ({@link BookingGroups}). The next steps are those for a class. If pupils of that year and level have a booking already, the page
 * asks whether these are the same pupils.
 */
@Controller
@RequestMapping("/{area:school|beheer}/groep")
class GroupController {

    private static final List<String> KEPT =
            List.of("school", "jaar", "leerjaar", "niveau", "leerlingen", "sessie", "aanbod");

    private final BookingGroups groups;
    private final Suggestions suggestions;
    private final Schools schools;
    private final Clock clock;
    private final Pages pages;

    GroupController(BookingGroups groups, Suggestions suggestions, Schools schools, Clock clock, Pages pages) {
        this.groups = groups;
        this.suggestions = suggestions;
        this.schools = schools;
        this.clock = clock;
        this.pages = pages;
    }

    /** Shows the form, with the groups of that year and level that have a booking already. */
    @GetMapping
    JteModel ask(@PathVariable String area, FormData form, @AuthenticationPrincipal Actor actor) {
        SchoolSite school = school(area, form, actor);
        Numbers numbers = numbers(form, school);
        boolean right = !groups.check(school, numbers).any();
        return page(area, form, school, right ? same(school, form, numbers) : List.of());
    }

    @PostMapping
    View make(@PathVariable String area, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SchoolSite school = school(area, form, actor);
        Numbers numbers = numbers(form, school);
        boolean right = !groups.check(school, numbers).any();
        if (right && !form.has("andere", "ja") && !same(school, form, numbers).isEmpty()) {
            return Reply.redirect(question(area, form));
        }
        return groups.make(actor, school.id(), year(form), numbers)
                .either(
                        group -> Reply.redirect(onward(area, form, group.id())),
                        problems -> reply.refused(problems, page(area, form, school, List.of())));
    }

    /** Returns the page for the next step with a group or class. */
    private static String onward(String area, FormData form, long classId) {
        if (area.equals("school") && !form.text("aanbod").isEmpty()) {
            Long offer = form.id("aanbod");
            return "/school/aanbod" + (offer == null ? "" : "/" + offer) + "?klas=" + classId;
        }
        Long session = form.id("sessie");
        return "/" + area + "/boeken?klas=" + classId + (session == null ? "" : "&sessie=" + session);
    }

    private static String question(String area, FormData form) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/" + area + "/groep");
        KEPT.stream()
                .filter(field -> !form.text(field).isEmpty())
                .forEach(field -> address.queryParam(field, "{" + field + "}"));
        return address.encode().buildAndExpand(kept(form)).toUriString();
    }

    private static Map<String, String> kept(FormData form) {
        return KEPT.stream().collect(Collectors.toMap(field -> field, form::text));
    }

    private JteModel page(String area, FormData form, SchoolSite school, List<SchoolClass> same) {
        return pages.bookingsGroup(
                area,
                school,
                year(form),
                form,
                same,
                suggestions.outlook(school, same, year(form)),
                group -> onward(area, form, group));
    }

    private List<SchoolClass> same(SchoolSite school, FormData form, Numbers numbers) {
        return suggestions.bookedGroups(school.id(), year(form)).stream()
                .filter(group -> numbers.level() != null
                        && group.level().equals(numbers.level().code())
                        && group.grades().get(0).number() == numbers.year())
                .toList();
    }

    private static Numbers numbers(FormData form, SchoolSite school) {
        return new Numbers(
                form.number("leerjaar"),
                form.constant("niveau", StudyLevel.class)
                        .filter(level -> level.sector() == school.sector())
                        .orElse(null),
                form.number("leerlingen"));
    }

    /** Returns the actor's school, which has to be one that books with groups. */
    private SchoolSite school(String area, FormData form, Actor actor) {
        Long id = form.id("school");
        return Optional.ofNullable(id)
                .filter(site -> area.equals("beheer") || actor.worksAt(site))
                .flatMap(schools::find)
                .filter(site -> !StudyLevel.of(site.sector()).isEmpty())
                .orElseThrow(BookController::notFound);
    }

    private SchoolYear year(FormData form) {
        SchoolYear now = SchoolYear.of(Dates.today(clock));
        return form.number("jaar") == now.next().start() ? now.next() : now;
    }
}
