package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Reply;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassFollowUp;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * The pages of the classes of a school. They exist twice: under {@code /school} for its staff, and under
 * {@code /beheer/scholen/<id>} for programme managers.
 */
@Controller
class ClassesController {

    private final Schools schools;
    private final Classes classes;
    private final ClassChanges changes;
    private final ObjectProvider<ClassFollowUp> followUps;
    private final Pages pages;
    private final Clock clock;

    ClassesController(
            Schools schools,
            Classes classes,
            ClassChanges changes,
            ObjectProvider<ClassFollowUp> followUps,
            Pages pages,
            Clock clock) {
        this.followUps = followUps;
        this.schools = schools;
        this.classes = classes;
        this.changes = changes;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/school/klassen")
    JteModel list(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            @RequestParam(name = "verwijderd", required = false) @Nullable Long removed,
            @RequestParam(name = "overgegaan", required = false) @Nullable Integer movedFrom,
            @RequestParam(name = "versie", defaultValue = "") String movedVersion) {
        List<SchoolSite> own = schools.of(actor);
        if (own.isEmpty()) {
            throw new NotFound("school of account " + actor.accountId());
        }
        SchoolSite school = asked == null
                ? own.get(0)
                : own.stream().filter(s -> s.id() == asked).findFirst().orElseThrow(() -> notFound(asked));
        SchoolYear current = current();
        return pages.organisationsClasses(
                school,
                own,
                current,
                classes.list(school.id(), current),
                classes.list(school.id(), current.next()),
                classes.list(school.id(), current.previous()),
                removed == null
                        ? null
                        : classes.find(removed)
                                .filter(k -> k.siteId() == school.id())
                                .orElse(null),
                removed == null ? 0 : open(removed),
                movedFrom,
                movedVersion);
    }

    @GetMapping({"/school/klassen/{id}", "/beheer/klassen/{id}"})
    JteModel edit(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, HttpServletRequest request) {
        SchoolClass k = mine(actor, id);
        return form(actor, k.siteId(), k.year(), k, ClassForm.of(k), request);
    }

    @PostMapping({"/school/klassen/{id}", "/beheer/klassen/{id}"})
    View correct(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            FormData form,
            HttpServletRequest request,
            Reply reply) {
        SchoolClass k = mine(actor, id);
        ClassNumbers numbers = ClassForm.read(form, "");
        return form.then(() -> changes.correct(actor, id, form.text("versie"), numbers))
                .either(
                        done -> reply.saved(
                                "classes.saved",
                                open(id) > 0
                                        ? base(request) + "/klassen/" + id + "/bezoeken"
                                        : back(k.siteId(), request)),
                        problems -> {
                            SchoolClass now = mine(actor, id);
                            return reply.refused(
                                    problems,
                                    form(
                                            actor,
                                            now.siteId(),
                                            now.year(),
                                            now,
                                            problems.has(ClassChanges.OUTDATED)
                                                    ? form.put("versie", now.version())
                                                    : form,
                                            request));
                        });
    }

    @GetMapping({"/school/klassen/nieuw", "/beheer/klassen/nieuw"})
    JteModel add(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long site,
            @RequestParam("jaar") int year,
            HttpServletRequest request) {
        return form(actor, site, year(year), null, new FormData(), request);
    }

    @PostMapping({"/school/klassen/nieuw", "/beheer/klassen/nieuw"})
    View added(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long site,
            @RequestParam("jaar") int year,
            FormData form,
            HttpServletRequest request,
            Reply reply) {
        ClassNumbers numbers = ClassForm.read(form, "");
        return form.then(() -> changes.add(actor, site, year(year), numbers))
                .either(
                        done -> reply.saved("classes.added", back(site, request)),
                        problems -> reply.refused(problems, form(actor, site, year(year), null, form, request)));
    }

    @PostMapping({"/school/klassen/begin", "/beheer/klassen/begin"})
    View start(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long site,
            HttpServletRequest request,
            Reply reply) {
        int made = changes.start(actor, site, current()).orElseThrow(() -> notFound(site));
        return made > 0
                ? reply.saved("classes.started", back(site, request))
                : reply.warn(
                        classes.list(site, current()).isEmpty() ? "classes.notCounted" : "classes.startedBefore",
                        back(site, request));
    }

    @PostMapping({"/school/klassen/{id}/weg", "/beheer/klassen/{id}/weg"})
    View remove(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, HttpServletRequest request) {
        SchoolClass k = mine(actor, id);
        changes.remove(actor, id);
        return Reply.redirect(back(k.siteId(), request) + "&verwijderd=" + id);
    }

    @PostMapping({"/school/klassen/{id}/terug", "/beheer/klassen/{id}/terug"})
    View restore(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            HttpServletRequest request,
            Reply reply) {
        String back = back(mine(actor, id).siteId(), request);
        return changes.restore(actor, id)
                .either(
                        done -> reply.saved("classes.restored", back),
                        problems -> reply.warn("classes.notRestored", back));
    }

    private int open(long classId) {
        return followUps.stream().mapToInt(one -> one.open(classId)).sum();
    }

    private JteModel form(
            Actor actor,
            long siteId,
            SchoolYear year,
            @Nullable SchoolClass k,
            FormData form,
            HttpServletRequest request) {
        SchoolSite school = schools.find(siteId)
                .filter(s -> actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(s.id()))
                .orElseThrow(() -> notFound(siteId));
        return pages.organisationsClassForm(
                school, year, k, form, grades(school.sector()), base(request) + "/klassen", back(siteId, request));
    }

    static List<Integer> grades(Sector sector) {
        return IntStream.rangeClosed(1, sector.lastGrade()).boxed().toList();
    }

    /** Returns a class that the actor may change; not found otherwise. */
    private SchoolClass mine(Actor actor, long id) {
        return classes.find(id)
                .filter(k -> actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(k.siteId()))
                .orElseThrow(() -> new NotFound("class " + id));
    }

    private static String back(long siteId, HttpServletRequest request) {
        return base(request).equals("/school")
                ? "/school/klassen?school=" + siteId
                : "/beheer/scholen/" + siteId + "?deel=klassen";
    }

    private static String base(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/beheer/") ? "/beheer" : "/school";
    }

    static SchoolYear year(int start) {
        if (start < 2000 || start > 2100) {
            throw new NotFound("school year " + start);
        }
        return new SchoolYear(start);
    }

    private SchoolYear current() {
        return SchoolYear.of(Dates.today(clock));
    }

    static NotFound notFound(long siteId) {
        return new NotFound("school " + siteId);
    }
}
