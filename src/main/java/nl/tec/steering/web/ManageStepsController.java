package nl.tec.steering.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.steering.Phase;
import nl.tec.steering.Saved;
import nl.tec.steering.Step;
import nl.tec.steering.StepFields;
import nl.tec.steering.Steps;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the programme manager and the administrator add, change and move milestones and decisions. */
@Controller
@RequestMapping("/beheer/voortgang")
class ManageStepsController {

    private final Timeline timeline;
    private final Steps steps;
    private final Clock clock;

    ManageStepsController(Timeline timeline, Steps steps, Clock clock) {
        this.timeline = timeline;
        this.steps = steps;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("overview", timeline.all());
        model.addAttribute("now", clock.instant());
        return "steering/manage";
    }

    @GetMapping("/nieuw")
    String blank(
            @RequestParam(name = "soort", defaultValue = "mijlpaal") String kind,
            @RequestParam(name = "fase", defaultValue = "0") long phase,
            Model model) {
        StepForm form = StepForm.empty(phase, today());
        return page(null, kind.equals("besluit"), form, new Problems(), model);
    }

    @PostMapping("/nieuw")
    String add(
            @RequestParam(name = "soort", defaultValue = "mijlpaal") String kind,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        StepForm form = new StepForm(typed);
        boolean decision = kind.equals("besluit");
        Problems problems = new Problems();
        StepFields fields = form.read(decision, today(), problems);
        if (!problems.any()) {
            Saved saved = steps.add(fields, actor);
            if (saved instanceof Saved.Done done) {
                Flash.say(request, response, "steering.saved");
                return "redirect:/voortgang/" + done.id();
            }
            problems = problems(saved);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(null, decision, form, problems, model);
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    String edit(@PathVariable long id, Model model) {
        Step step = get(id);
        return page(step, step.isDecision(), StepForm.of(step), new Problems(), model);
    }

    @PostMapping("/{id:[0-9]{1,18}}")
    String change(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Step step = get(id);
        StepForm form = new StepForm(typed);
        Problems problems = new Problems();
        StepFields fields = form.read(step.isDecision(), today(), problems);
        if (!problems.any()) {
            Saved saved = form.get("version").equals(Integer.toString(step.version()))
                    ? steps.change(step, fields, form.get("reason"), actor)
                    : new Saved.Outdated();
            if (saved instanceof Saved.Done) {
                Flash.say(request, response, "steering.saved");
                return "redirect:/voortgang/" + id;
            }
            problems = problems(saved);
            form = saved instanceof Saved.Outdated ? form.with("version", Integer.toString(get(id).version())) : form;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(get(id), step.isDecision(), form, problems, model);
    }

    private static Problems problems(Saved saved) {
        return saved instanceof Saved.Refused refused
                ? refused.problems()
                : new Problems().add("", "steering.problem.outdated");
    }

    /** @param step null: a new one */
    private String page(@Nullable Step step, boolean decision, StepForm form, Problems problems, Model model) {
        List<Phase> phases = timeline.phases();
        model.addAttribute("step", step);
        model.addAttribute("decision", decision);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("phases", phases);
        model.addAttribute(
                "others",
                timeline.steps().stream()
                        .filter(other -> step == null || other.id() != step.id())
                        .toList());
        return "steering/manageStep";
    }

    private Step get(long id) {
        return timeline.find(id).orElseThrow(() -> new NotFound("step " + id));
    }

    private LocalDate today() {
        return Dates.dayOf(clock.instant());
    }
}
