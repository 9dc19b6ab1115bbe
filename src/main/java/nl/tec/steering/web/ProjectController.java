package nl.tec.steering.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** The public pages of the project: its phases, and the milestones and decisions that are public now. */
@Controller
class ProjectController {

    private final Timeline timeline;
    private final TimelineFiles files;
    private final Pages pages;

    ProjectController(Timeline timeline, TimelineFiles files, Pages pages) {
        this.timeline = timeline;
        this.files = files;
        this.pages = pages;
    }

    @GetMapping("/project")
    JteModel project() {
        return pages.steeringProject(timeline.open());
    }

    @GetMapping("/project/{id:[0-9]{1,18}}")
    JteModel step(@PathVariable long id) {
        return pages.steeringProjectStep(
                timeline.findOpen(id).orElseThrow(() -> new NotFound("step " + id)), timeline.phases());
    }

    @GetMapping("/project/tijdlijn.{kind:csv|xlsx}")
    void sheet(@PathVariable String kind, HttpServletResponse response, Locale language) throws IOException {
        files.sheet(timeline.open(), false, language).download(kind, response);
    }

    /** Returns the calendar, always revalidated: a step can become public, or stop being so, at any second. */
    @GetMapping("/project/tijdlijn.ics")
    @Nullable ResponseEntity<String> calendar(HttpServletResponse response, WebRequest conditions, Locale language) {
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePublic().getHeaderValue());
        return files.calendar(timeline.open(), "/project/", conditions, language);
    }
}
