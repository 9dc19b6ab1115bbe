package nl.tec.steering.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import nl.tec.shared.NotFound;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** The project for everybody: the phases, and the milestones and decisions that are public now. */
@Controller
class ProjectController {

    private final Timeline timeline;
    private final TimelineFiles files;

    ProjectController(Timeline timeline, TimelineFiles files) {
        this.timeline = timeline;
        this.files = files;
    }

    @GetMapping("/project")
    String project(Model model) {
        model.addAttribute("overview", timeline.open());
        return "steering/project";
    }

    @GetMapping("/project/{id:[0-9]{1,18}}")
    String step(@PathVariable long id, Model model) {
        model.addAttribute("step", timeline.findOpen(id).orElseThrow(() -> new NotFound("step " + id)));
        model.addAttribute("phases", timeline.phases());
        return "steering/projectStep";
    }

    @GetMapping("/project/tijdlijn.{kind:csv|xlsx}")
    void sheet(@PathVariable String kind, HttpServletResponse response, Locale language) throws IOException {
        files.sheet(timeline.open(), false, language).download(kind, response);
    }

    /** Asked again every time: what is public may be so since a second ago, and no more since another. */
    @GetMapping("/project/tijdlijn.ics")
    @Nullable ResponseEntity<String> calendar(HttpServletResponse response, WebRequest conditions, Locale language) {
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePublic().getHeaderValue());
        return files.calendar(timeline.open(), "/project/", conditions, language);
    }
}
