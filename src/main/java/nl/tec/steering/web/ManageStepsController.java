package nl.tec.steering.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.steering.Step;
import nl.tec.steering.StepFields;
import nl.tec.steering.Steps;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages for adding, changing and moving milestones and decisions, for the programme manager and the administrator. */
@Controller
@RequestMapping("/beheer/voortgang")
class ManageStepsController {

    private final Timeline timeline;
    private final Steps steps;
    private final Pages pages;
    private final Clock clock;

    ManageStepsController(Timeline timeline, Steps steps, Pages pages, Clock clock) {
        this.timeline = timeline;
        this.steps = steps;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list() {
        return pages.steeringManage(timeline.all(), clock.instant());
    }

    @GetMapping("/nieuw")
    JteModel blank(
            @RequestParam(name = "soort", defaultValue = "mijlpaal") String kind,
            @RequestParam(name = "fase", defaultValue = "0") long phase) {
        return page(null, kind.equals("besluit"), StepForm.empty(phase, Dates.today(clock)));
    }

    @PostMapping("/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        boolean decision = form.text("soort").equals("besluit");
        StepFields fields = StepForm.read(form, decision, Dates.today(clock));
        return form.then(() -> steps.add(fields, actor))
                .either(
                        id -> reply.saved("steering.saved", "/voortgang/" + id),
                        problems -> reply.refused(problems, page(null, decision, form)));
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    JteModel edit(@PathVariable long id) {
        Step step = get(id);
        return page(step, step.isDecision(), StepForm.of(step));
    }

    @PostMapping("/{id:[0-9]{1,18}}")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Step step = get(id);
        StepFields fields = StepForm.read(form, step.isDecision(), Dates.today(clock));
        Outcome<Long> outcome = form.then(() -> form.line("version").equals(Integer.toString(step.version()))
                ? steps.change(step, fields, form.line("reason"), actor)
                : Outcome.refused(Steps.OUTDATED));
        return outcome.either(done -> reply.saved("steering.saved", "/voortgang/" + id), problems -> {
            Step now = get(id);
            if (problems.has(Steps.OUTDATED)) {
                form.put("version", now.version());
            }
            return reply.refused(problems, page(now, step.isDecision(), form));
        });
    }

    /** @param step null: a new one */
    private JteModel page(@Nullable Step step, boolean decision, FormData form) {
        return pages.steeringManageStep(
                step,
                decision,
                form,
                timeline.phases(),
                timeline.steps().stream()
                        .filter(other -> step == null || other.id() != step.id())
                        .toList());
    }

    private Step get(long id) {
        return timeline.find(id).orElseThrow(() -> new NotFound("step " + id));
    }
}
