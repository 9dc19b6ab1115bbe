package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityMaterial;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LearningLines;
import nl.tec.programme.LineFields;
import nl.tec.programme.LineStepFields;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages to manage learning lines: their steps, with the goals and activities of those. */
@Controller
@RequestMapping(ManageLinesController.LINES)
class ManageLinesController {

    static final String LINES = "/beheer/leerlijnen";

    private static final String LINE = "/{id:[0-9]{1,18}}";
    private static final String STEP = LINE + "/stap/{stepId:[0-9]{1,18}}";

    /** The field with the action to take after saving. */
    private static final String THEN = "dan";

    private final LearningLines lines;
    private final Catalogue catalogue;
    private final ActivityMaterial material;
    private final Pages pages;

    ManageLinesController(LearningLines lines, Catalogue catalogue, ActivityMaterial material, Pages pages) {
        this.lines = lines;
        this.catalogue = catalogue;
        this.material = material;
        this.pages = pages;
    }

    @GetMapping
    JteModel list() {
        return pages.programmeManageLines(lines.list(), lines.followers());
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return page(null, new FormData(), null);
    }

    @PostMapping("/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        LineFields fields = LineForms.line(form);
        return form.then(() -> lines.add(fields, actor))
                .either(
                        id -> reply.saved("lines.manage.added", address(id)),
                        problems -> reply.refused(problems, page(null, form, null)));
    }

    /** @param removed a step that was just removed, to offer undo */
    @GetMapping(LINE)
    JteModel edit(@PathVariable long id, @RequestParam(name = "weg", required = false) @Nullable Long removed) {
        LearningLine line = get(id);
        return page(line, LineForms.of(line), removed);
    }

    /** Saves what was typed, and with {@link #THEN} publishes the line; if only that is refused, it is saved all the same. */
    @PostMapping(LINE)
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        LineFields fields = LineForms.line(form);
        int version = form.number("versie");
        return form.then(() -> lines.change(id, version, fields, actor))
                .either(done -> saved(id, form, actor, reply), problems -> {
                    LearningLine now = get(id);
                    if (problems.has(LearningLines.OUTDATED)) {
                        form.put("versie", now.version());
                    }
                    return reply.refused(problems, page(now, form, null));
                });
    }

    private View saved(long id, FormData form, Actor actor, Reply reply) {
        return form.has(THEN, "publiceer")
                ? onLine(id, lines.publish(id, actor), "lines.manage.published", reply)
                : reply.saved("lines.manage.saved", address(id));
    }

    @PostMapping(LINE + "/intrekken")
    View withdraw(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return onLine(id, lines.withdraw(id, actor), "lines.manage.withdrawn", reply);
    }

    private View onLine(long id, Outcome<Long> outcome, String done, Reply reply) {
        return outcome.either(any -> reply.saved(done, address(id)), problems -> {
            LearningLine line = get(id);
            return reply.refused(problems, page(line, LineForms.of(line), null));
        });
    }

    @GetMapping(LINE + "/stap/nieuw")
    JteModel blankStep(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return stepPage(get(id), null, new FormData(), actor);
    }

    @PostMapping(LINE + "/stap/nieuw")
    View addStep(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        LearningLine line = get(id);
        LineStepFields fields = LineForms.step(form);
        return form.then(() -> lines.addStep(id, fields, actor))
                .either(
                        done -> reply.saved("lines.manage.stepAdded", address(id)),
                        problems -> reply.refused(problems, stepPage(line, null, form, actor)));
    }

    @GetMapping(STEP)
    JteModel editStep(@PathVariable long id, @PathVariable long stepId, @AuthenticationPrincipal Actor actor) {
        LearningLine line = get(id);
        LearningLine.Step step = get(line, stepId);
        return stepPage(line, step, LineForms.of(step), actor);
    }

    @PostMapping(STEP)
    View changeStep(
            @PathVariable long id,
            @PathVariable long stepId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        get(get(id), stepId);
        LineStepFields fields = LineForms.step(form);
        int version = form.number("versie");
        return form.then(() -> lines.changeStep(id, stepId, version, fields, actor))
                .either(done -> reply.saved("lines.manage.stepSaved", address(id)), problems -> {
                    LearningLine now = get(id);
                    LearningLine.Step step = get(now, stepId);
                    if (problems.has(LearningLines.OUTDATED)) {
                        form.put("versie", step.version());
                    }
                    return reply.refused(problems, stepPage(now, step, form, actor));
                });
    }

    @PostMapping(STEP + "/weg")
    View removeStep(
            @PathVariable long id, @PathVariable long stepId, @AuthenticationPrincipal Actor actor, Reply reply) {
        return lines.removeStep(id, stepId, actor)
                .either(done -> Reply.redirect(address(id) + "?weg=" + stepId), problems -> {
                    LearningLine line = get(id);
                    return reply.refused(problems, page(line, LineForms.of(line), null));
                });
    }

    @PostMapping(STEP + "/terug")
    View restoreStep(
            @PathVariable long id, @PathVariable long stepId, @AuthenticationPrincipal Actor actor, Reply reply) {
        return onLine(id, lines.restoreStep(id, stepId, actor), "lines.manage.stepRestored", reply);
    }

    private JteModel page(@Nullable LearningLine line, FormData form, @Nullable Long removed) {
        return pages.programmeManageLine(
                line, form, line == null ? 0 : lines.followers().getOrDefault(line.id(), 0), removed);
    }

    /** Renders the form of a step; offers activities for classes that are not cancelled, and those already chosen. */
    private JteModel stepPage(LearningLine line, LearningLine.@Nullable Step step, FormData form, Actor actor) {
        Set<String> chosen = Set.copyOf(form.all("activiteiten"));
        List<Activity> activities = catalogue.list().stream()
                .filter(Activity::takesClasses)
                .filter(activity ->
                        activity.state() != Activity.State.CANCELLED || chosen.contains(String.valueOf(activity.id())))
                .toList();
        Map<String, List<CurriculumGoal>> sets = catalogue.goals().stream()
                .collect(Collectors.groupingBy(
                        goal -> goal.frameworkTitle().dutch() + " · " + goal.sector(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return pages.programmeManageLineStep(
                line,
                step,
                form,
                activities,
                sets,
                step == null
                        ? List.of()
                        : material.ofSteps(List.of(step.id()), actor).getOrDefault(step.id(), List.of()));
    }

    private LearningLine get(long id) {
        return lines.find(id).orElseThrow(() -> new NotFound("learning line " + id));
    }

    private static LearningLine.Step get(LearningLine line, long stepId) {
        return line.steps().stream()
                .filter(step -> step.id() == stepId)
                .findFirst()
                .orElseThrow(() -> new NotFound("step of a learning line " + stepId));
    }

    private static String address(long id) {
        return LINES + "/" + id;
    }
}
