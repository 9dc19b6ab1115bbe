package nl.tec.steering.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.shared.NotFound;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** The project for its board, the municipality and the people of the hub: everything, public or not. */
@Controller
class ProgressController {

    private final Timeline timeline;
    private final TimelineFiles files;
    private final JudgingTasks judging;
    private final Pages pages;
    private final Clock clock;

    ProgressController(Timeline timeline, TimelineFiles files, JudgingTasks judging, Pages pages, Clock clock) {
        this.timeline = timeline;
        this.files = files;
        this.judging = judging;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/voortgang")
    JteModel progress(@AuthenticationPrincipal Actor actor, Locale language) {
        return pages.steeringProgress(
                timeline.all(),
                clock.instant(),
                judging.of(actor, language).stream().toList());
    }

    @GetMapping("/voortgang/{id:[0-9]{1,18}}")
    JteModel step(@PathVariable long id) {
        return pages.steeringProgressStep(
                timeline.find(id).orElseThrow(() -> new NotFound("step " + id)),
                timeline.phases(),
                timeline.steps(),
                timeline.history(id),
                clock.instant());
    }

    @GetMapping("/voortgang/tijdlijn.{kind:csv|xlsx}")
    void sheet(@PathVariable String kind, HttpServletResponse response, Locale language) throws IOException {
        files.sheet(timeline.all(), true, language).download(kind, response);
    }

    @GetMapping("/voortgang/tijdlijn.ics")
    @Nullable ResponseEntity<String> calendar(WebRequest conditions, Locale language) {
        return files.calendar(timeline.all(), "/voortgang/", conditions, language);
    }
}
