package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Flash;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassChanges.Outcome;
import nl.tec.organisations.ClassFollowUp;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The classes of a school and their numbers. The same pages stand twice: under {@code /school} for who works there, and under
 * {@code /beheer/scholen/<id>} for the programme managers.
 */
@Controller
class ClassesController {

    private final Schools schools;
    private final Classes classes;
    private final ClassChanges changes;
    private final ObjectProvider<ClassFollowUp> followUps;
    private final Clock clock;

    ClassesController(
            Schools schools,
            Classes classes,
            ClassChanges changes,
            ObjectProvider<ClassFollowUp> followUps,
            Clock clock) {
        this.followUps = followUps;
        this.schools = schools;
        this.classes = classes;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping("/school/klassen")
    String list(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            @RequestParam(name = "verwijderd", required = false) @Nullable Long removed,
            @RequestParam(name = "overgegaan", required = false) @Nullable Integer movedFrom,
            @RequestParam(name = "versie", defaultValue = "") String movedVersion,
            Model model) {
        List<SchoolSite> own = own(actor);
        if (own.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        SchoolSite school = asked == null
                ? own.get(0)
                : own.stream().filter(s -> s.id() == asked).findFirst().orElseThrow(ClassesController::notFound);
        SchoolYear current = current();
        model.addAttribute("school", school);
        model.addAttribute("own", own);
        model.addAttribute("movedFrom", movedFrom);
        model.addAttribute("movedVersion", movedVersion);
        model.addAttribute("year", current);
        model.addAttribute("now", classes.list(school.id(), current));
        model.addAttribute("next", classes.list(school.id(), current.next()));
        model.addAttribute("earlier", classes.list(school.id(), current.previous()));
        model.addAttribute(
                "removed",
                removed == null
                        ? null
                        : classes.find(removed)
                                .filter(k -> k.siteId() == school.id())
                                .orElse(null));
        model.addAttribute("open", removed == null ? 0 : open(removed));
        return "organisations/classes";
    }

    @GetMapping({"/school/klassen/{id}", "/beheer/klassen/{id}"})
    String edit(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            HttpServletRequest request,
            Model model) {
        SchoolClass k = mine(actor, id);
        return form(actor, k.siteId(), k.year(), k, ClassForm.of(k), new Problems(), request, model);
    }

    @PostMapping({"/school/klassen/{id}", "/beheer/klassen/{id}"})
    String correct(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        SchoolClass k = mine(actor, id);
        ClassForm form = ClassForm.read(fields, "");
        Problems problems = new Problems();
        ClassNumbers numbers = form.numbers(problems, "");
        if (!problems.any()) {
            Outcome outcome = changes.correct(actor, id, numbers);
            if (outcome instanceof Outcome.Done) {
                Flash.say(request, response, "classes.saved");
                return open(id) > 0
                        ? "redirect:" + base(request) + "/klassen/" + id + "/bezoeken"
                        : back(actor, k.siteId(), request);
            }
            problems = problems(outcome);
        }
        response.setStatus(422);
        return form(actor, k.siteId(), k.year(), k, form, problems, request, model);
    }

    @GetMapping({"/school/klassen/nieuw", "/beheer/klassen/nieuw"})
    String add(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long site,
            @RequestParam("jaar") int year,
            HttpServletRequest request,
            Model model) {
        return form(actor, site, year(year), null, ClassForm.empty(), new Problems(), request, model);
    }

    @PostMapping({"/school/klassen/nieuw", "/beheer/klassen/nieuw"})
    String added(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long site,
            @RequestParam("jaar") int year,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        ClassForm form = ClassForm.read(fields, "");
        Problems problems = new Problems();
        ClassNumbers numbers = form.numbers(problems, "");
        if (!problems.any()) {
            Outcome outcome = changes.add(actor, site, year(year), numbers);
            if (outcome instanceof Outcome.Done) {
                Flash.say(request, response, "classes.added");
                return back(actor, site, request);
            }
            problems = problems(outcome);
        }
        response.setStatus(422);
        return form(actor, site, year(year), null, form, problems, request, model);
    }

    @PostMapping({"/school/klassen/begin", "/beheer/klassen/begin"})
    String start(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long site,
            HttpServletRequest request,
            HttpServletResponse response) {
        int made = changes.start(actor, site, current()).orElseThrow(ClassesController::notFound);
        if (made > 0) {
            Flash.say(request, response, "classes.started");
        } else if (!classes.list(site, current()).isEmpty()) {
            Flash.warn(request, response, "classes.startedBefore");
        } else {
            Flash.warn(request, response, "classes.notCounted");
        }
        return back(actor, site, request);
    }

    @PostMapping({"/school/klassen/{id}/weg", "/beheer/klassen/{id}/weg"})
    String remove(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, HttpServletRequest request) {
        SchoolClass k = mine(actor, id);
        if (changes.remove(actor, id) instanceof Outcome.NotFound) {
            throw notFound();
        }
        return back(actor, k.siteId(), request) + "&verwijderd=" + id;
    }

    @PostMapping({"/school/klassen/{id}/terug", "/beheer/klassen/{id}/terug"})
    String restore(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            HttpServletRequest request,
            HttpServletResponse response) {
        SchoolClass k = mine(actor, id);
        Outcome outcome = changes.restore(actor, id);
        if (outcome instanceof Outcome.NotFound) {
            throw notFound();
        }
        if (outcome instanceof Outcome.Done) {
            Flash.say(request, response, "classes.restored");
        } else {
            Flash.warn(request, response, "classes.notRestored");
        }
        return back(actor, k.siteId(), request);
    }

    private int open(long classId) {
        return followUps.stream().mapToInt(one -> one.open(classId)).sum();
    }

    private String form(
            Actor actor,
            long siteId,
            SchoolYear year,
            @Nullable SchoolClass k,
            ClassForm form,
            Problems problems,
            HttpServletRequest request,
            Model model) {
        SchoolSite school = schools.find(siteId)
                .filter(s -> actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(s.id()))
                .orElseThrow(ClassesController::notFound);
        model.addAttribute("school", school);
        model.addAttribute("year", year);
        model.addAttribute("schoolClass", k);
        model.addAttribute("form", form);
        model.addAttribute("grades", grades(school.sector()));
        model.addAttribute("problems", problems);
        model.addAttribute("base", base(request) + "/klassen");
        model.addAttribute("back", backTo(siteId, request));
        return "organisations/classForm";
    }

    static List<Integer> grades(Sector sector) {
        int last = switch (sector) {
            case PO, SO -> 8;
            case VO -> 6;
            case MBO -> 4;
        };
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    /** A class of a school this actor may change; another school's answers 404. */
    private SchoolClass mine(Actor actor, long id) {
        return classes.find(id)
                .filter(k -> actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(k.siteId()))
                .orElseThrow(ClassesController::notFound);
    }

    private List<SchoolSite> own(Actor actor) {
        return schools.list(actor.memberships().stream()
                .filter(m -> m.role() == Role.TEACHER || m.role() == Role.SCHOOL_COORDINATOR)
                .map(Actor.Membership::organisationId)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList());
    }

    private static Problems problems(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.problems();
        }
        throw notFound();
    }

    private static String back(Actor actor, long siteId, HttpServletRequest request) {
        return "redirect:" + backTo(siteId, request);
    }

    private static String backTo(long siteId, HttpServletRequest request) {
        return base(request).equals("/school")
                ? "/school/klassen?school=" + siteId
                : "/beheer/scholen/" + siteId + "?deel=klassen";
    }

    private static String base(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/beheer/") ? "/beheer" : "/school";
    }

    static SchoolYear year(int start) {
        if (start < 2000 || start > 2100) {
            throw notFound();
        }
        return new SchoolYear(start);
    }

    private SchoolYear current() {
        return SchoolYear.of(LocalDate.now(clock));
    }

    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
