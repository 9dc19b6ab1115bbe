package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.Reply;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The backlog of event processing, for the administrator. */
@Controller
@RequestMapping("/admin/verwerking")
class EventsController {

    private static final int MAX_SHOWN = 100;

    private final EventBacklog backlog;
    private final Pages pages;

    EventsController(EventBacklog backlog, Pages pages) {
        this.backlog = backlog;
        this.pages = pages;
    }

    @GetMapping
    JteModel show() {
        return pages.webEvents(backlog.pending().orElse(null), backlog.failures(MAX_SHOWN));
    }

    @PostMapping
    View retry(Reply reply) {
        backlog.retryNow();
        return reply.saved("events.retried", "/admin/verwerking");
    }
}
