package nl.tec.lines.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.documents.Documents;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.lines.Progress;
import nl.tec.lines.SchoolLines;
import nl.tec.lines.SciencePlan;
import nl.tec.lines.SciencePlans;
import nl.tec.lines.StepTicks;
import nl.tec.lines.TickPlace;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.programme.Catalogue;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Slugs;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages of the learning lines of a school, for its staff: the lines that it follows, the progress of its classes, and its plan. */
@Controller
@RequestMapping(SchoolLinesController.LINES)
class SchoolLinesController {

    static final String LINES = "/school/leerlijnen";

    private static final String CLASS = "/klas/{classId:[0-9]{1,18}}";

    private final Schools schools;
    private final Classes classes;
    private final SchoolLines lines;
    private final Progress progress;
    private final StepTicks ticks;
    private final SciencePlans plans;
    private final Catalogue catalogue;
    private final Documents documents;
    private final HubSettings hub;
    private final Texts texts;
    private final Pages pages;

    SchoolLinesController(
            Schools schools,
            Classes classes,
            SchoolLines lines,
            Progress progress,
            StepTicks ticks,
            SciencePlans plans,
            Catalogue catalogue,
            Documents documents,
            HubSettings hub,
            Texts texts,
            Pages pages) {
        this.schools = schools;
        this.classes = classes;
        this.lines = lines;
        this.progress = progress;
        this.ticks = ticks;
        this.plans = plans;
        this.catalogue = catalogue;
        this.documents = documents;
        this.hub = hub;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping
    JteModel overview(FormData asked, @AuthenticationPrincipal Actor actor) {
        SchoolSite school = school(asked, actor);
        return pages.linesOverview(schools.of(actor), plans.get(school), lines.offered(school));
    }

    @PostMapping("/volgen")
    View follow(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SchoolSite school = school(form, actor);
        lines.follow(actor, school.id(), id(form, "lijn"));
        return reply.saved("lines.followed", address(school));
    }

    @PostMapping("/stoppen")
    View unfollow(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SchoolSite school = school(form, actor);
        lines.unfollow(actor, school.id(), id(form, "lijn"));
        return reply.saved("lines.unfollowed", address(school));
    }

    @GetMapping(CLASS)
    JteModel steps(@PathVariable long classId, @AuthenticationPrincipal Actor actor) {
        SchoolClass schoolClass = schoolClass(classId, actor);
        return pages.linesSteps(
                schools.get(schoolClass.siteId()),
                schoolClass,
                progress.parts(List.of(schoolClass)),
                catalogue.goals());
    }

    @PostMapping(CLASS + "/stap")
    View tick(@PathVariable long classId, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        TickPlace place = form.constant("waar", TickPlace.class).orElseThrow(() -> new NotFound("place of a step"));
        long part = id(form, "deel");
        long step = id(form, "stap");
        ticks.tick(actor, schoolClass(classId, actor), part, step, place);
        return reply.saved("lines.ticked", steps(classId));
    }

    @PostMapping(CLASS + "/terug")
    View undo(@PathVariable long classId, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        schoolClass(classId, actor);
        ticks.undo(actor, id(form, "vink"));
        return reply.saved("lines.unticked", steps(classId));
    }

    @GetMapping("/plan")
    JteModel plan(FormData asked, @AuthenticationPrincipal Actor actor) {
        SciencePlan plan = plans.get(school(asked, actor));
        return pages.linesPlan(schools.of(actor), plan, form(plan));
    }

    @PostMapping("/plan")
    View write(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SchoolSite school = school(form, actor);
        int version = form.number("versie");
        String words = form.text("tekst").strip();
        return form.then(() -> plans.write(actor, school.id(), version, words))
                .either(done -> reply.saved("lines.plan.saved", LINES + "/plan?school=" + school.id()), problems -> {
                    SciencePlan now = plans.get(school);
                    if (problems.has(SciencePlans.OUTDATED)) {
                        form.put("versie", now.words().version());
                    }
                    return reply.refused(problems, pages.linesPlan(schools.of(actor), now, form));
                });
    }

    @GetMapping("/plan.pdf")
    ResponseEntity<byte[]> pdf(FormData asked, @AuthenticationPrincipal Actor actor) {
        SciencePlan plan = plans.get(school(asked, actor));
        byte[] pdf = documents.pdf(pages.linesPlanPdf(plan, texts, hub));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"wetenschap-en-techniek-"
                                + Slugs.of(plan.school().name(), "school") + "-"
                                + plan.year().start() + ".pdf\"")
                .body(pdf);
    }

    private static FormData form(SciencePlan plan) {
        return new FormData()
                .put("versie", plan.words().version())
                .put("tekst", plan.words().text());
    }

    private static long id(FormData form, String field) {
        Long id = form.id(field);
        if (id == null) {
            throw new NotFound(field);
        }
        return id;
    }

    private SchoolClass schoolClass(long classId, Actor actor) {
        return classes.find(classId)
                .filter(schoolClass -> actor.worksAt(schoolClass.siteId()))
                .orElseThrow(() -> new NotFound("class " + classId));
    }

    /** Returns the requested school, or else the first one. */
    private SchoolSite school(FormData form, Actor actor) {
        Long id = form.id("school");
        return schools.of(actor).stream()
                .filter(site -> form.text("school").isEmpty() || id != null && site.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("school " + id));
    }

    private static String steps(long classId) {
        return LINES + "/klas/" + classId;
    }

    private static String address(SchoolSite school) {
        return LINES + "?school=" + school.id();
    }
}
