package nl.tec.steering.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.steering.Phase;
import nl.tec.steering.Phases;
import nl.tec.steering.Steps;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages for adding and changing phases, for the programme manager and the administrator. */
@Controller
@RequestMapping("/beheer/voortgang/fase")
class ManagePhasesController {

    private final Timeline timeline;
    private final Phases phases;
    private final Pages pages;
    private final Clock clock;

    ManagePhasesController(Timeline timeline, Phases phases, Pages pages, Clock clock) {
        this.timeline = timeline;
        this.phases = phases;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return pages.steeringManagePhase(null, new FormData());
    }

    @PostMapping("/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(null, form, actor, reply);
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    JteModel edit(@PathVariable long id) {
        Phase phase = get(id);
        return pages.steeringManagePhase(
                phase,
                new FormData()
                        .put("version", phase.version())
                        .put("name", phase.name())
                        .put("about", phase.about())
                        .put("source", phase.source())
                        .put("from", phase.from())
                        .put("until", phase.until()));
    }

    @PostMapping("/{id:[0-9]{1,18}}")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(get(id), form, actor, reply);
    }

    /** @param phase null: a new one */
    private View save(@Nullable Phase phase, FormData form, Actor actor, Reply reply) {
        LocalDate today = Dates.today(clock);
        Phase typed = new Phase(
                phase == null ? 0 : phase.id(),
                form.both("name"),
                form.both("about"),
                form.both("source"),
                form.day("from", today, "steering.problem.planned"),
                form.day("until", "form.day"),
                null,
                phase == null ? 0 : form.number("version"));
        return form.then(() -> phases.save(typed, actor))
                .either(done -> reply.saved("steering.saved", "/beheer/voortgang"), problems -> {
                    if (phase != null && problems.has(Steps.OUTDATED)) {
                        form.put("version", get(phase.id()).version());
                    }
                    return reply.refused(problems, pages.steeringManagePhase(phase, form));
                });
    }

    private Phase get(long id) {
        return timeline.findPhase(id).orElseThrow(() -> new NotFound("phase " + id));
    }
}
