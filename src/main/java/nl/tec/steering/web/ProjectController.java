package nl.tec.steering.web;

import nl.tec.shared.NotFound;
import nl.tec.steering.Timeline;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The project for everybody: the phases, and the milestones and decisions that are public now. */
@Controller
class ProjectController {

    private final Timeline timeline;

    ProjectController(Timeline timeline) {
        this.timeline = timeline;
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
}
