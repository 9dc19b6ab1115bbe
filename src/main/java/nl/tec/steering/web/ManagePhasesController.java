package nl.tec.steering.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.steering.Phase;
import nl.tec.steering.Phases;
import nl.tec.steering.Saved;
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

/** Where the programme manager and the administrator add and change the phases of the project. */
@Controller
@RequestMapping("/beheer/voortgang/fase")
class ManagePhasesController {

    private final Timeline timeline;
    private final Phases phases;
    private final Clock clock;

    ManagePhasesController(Timeline timeline, Phases phases, Clock clock) {
        this.timeline = timeline;
        this.phases = phases;
        this.clock = clock;
    }

    @GetMapping("/nieuw")
    String blank(Model model) {
        return page(null, new StepForm(Map.of()), new Problems(), model);
    }

    @PostMapping("/nieuw")
    String add(
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return save(null, typed, actor, model, request, response);
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    String edit(@PathVariable long id, Model model) {
        Phase phase = get(id);
        LocalDate until = phase.until();
        Map<String, String> fields = new HashMap<>(Map.of(
                "version", Integer.toString(phase.version()),
                "nameNl", phase.name().dutch(),
                "nameEn", phase.name().english(),
                "aboutNl", phase.about().dutch(),
                "aboutEn", phase.about().english(),
                "sourceNl", phase.source().dutch(),
                "sourceEn", phase.source().english(),
                "from", phase.from().toString(),
                "until", until == null ? "" : until.toString()));
        return page(phase, new StepForm(fields), new Problems(), model);
    }

    @PostMapping("/{id:[0-9]{1,18}}")
    String change(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return save(get(id), typed, actor, model, request, response);
    }

    /** @param phase null: a new one */
    private String save(
            @Nullable Phase phase,
            Map<String, String> typed,
            Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        StepForm form = new StepForm(typed);
        Problems problems = new Problems();
        LocalDate from = StepForm.day(form.get("from"), "from", problems);
        LocalDate until = StepForm.day(form.get("until"), "until", problems);
        if (from == null && !problems.any()) {
            problems.add("from", "steering.problem.planned");
        }
        if (!problems.any()) {
            Saved saved = phases.save(
                    new Phase(
                            phase == null ? 0 : phase.id(),
                            form.both("name"),
                            form.both("about"),
                            form.both("source"),
                            from == null ? Dates.dayOf(clock.instant()) : from,
                            until,
                            null,
                            form.get("version").matches("[0-9]{1,9}") ? Integer.parseInt(form.get("version")) : -1),
                    actor);
            if (saved instanceof Saved.Done) {
                Flash.say(request, response, "steering.saved");
                return "redirect:/beheer/voortgang";
            }
            problems = saved instanceof Saved.Refused refused
                    ? refused.problems()
                    : new Problems().add("", "steering.problem.outdated");
            if (phase != null && saved instanceof Saved.Outdated) {
                form = form.with("version", Integer.toString(get(phase.id()).version()));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(phase, form, problems, model);
    }

    private String page(@Nullable Phase phase, StepForm form, Problems problems, Model model) {
        model.addAttribute("phase", phase);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "steering/managePhase";
    }

    private Phase get(long id) {
        return timeline.findPhase(id).orElseThrow(() -> new NotFound("phase " + id));
    }
}
