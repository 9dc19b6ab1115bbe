package nl.tec.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.Flash;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the program could not do yet after something happened, for the administrator. */
@Controller
@RequestMapping("/admin/verwerking")
class EventsController {

    private static final int MAX_SHOWN = 100;

    private final EventBacklog backlog;

    EventsController(EventBacklog backlog) {
        this.backlog = backlog;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("pending", backlog.pending().orElse(null));
        model.addAttribute("failures", backlog.failures(MAX_SHOWN));
        return "web/events";
    }

    @PostMapping
    String retry(HttpServletRequest request, HttpServletResponse response) {
        backlog.retryNow();
        Flash.say(request, response, "events.retried");
        return "redirect:/admin/verwerking";
    }
}
