package nl.tec.steering.web;

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
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** The project for its board, the municipality and the people of the hub: everything, with what is not public yet. */
@Controller
class ProgressController {

    private final Timeline timeline;
    private final TimelineFiles files;
    private final JudgingTasks judging;
    private final Clock clock;

    ProgressController(Timeline timeline, TimelineFiles files, JudgingTasks judging, Clock clock) {
        this.timeline = timeline;
        this.files = files;
        this.judging = judging;
        this.clock = clock;
    }

    @GetMapping("/voortgang")
    String progress(@AuthenticationPrincipal Actor actor, Locale language, Model model) {
        model.addAttribute("overview", timeline.all());
        model.addAttribute("now", clock.instant());
        model.addAttribute("waiting", judging.of(actor, language).stream().toList());
        return "steering/progress";
    }

    @GetMapping("/voortgang/{id:[0-9]{1,18}}")
    String step(@PathVariable long id, Model model) {
        model.addAttribute("step", timeline.find(id).orElseThrow(() -> new NotFound("step " + id)));
        model.addAttribute("phases", timeline.phases());
        model.addAttribute("steps", timeline.steps());
        model.addAttribute("history", timeline.history(id));
        model.addAttribute("now", clock.instant());
        return "steering/progressStep";
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
