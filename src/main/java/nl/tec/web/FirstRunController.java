package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.FirstRunCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.organisations.Municipalities;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The set-up page of a new hub. */
@Controller
class FirstRunController {

    static final String PATH = "/eerste-start";

    private final FirstRun firstRun;
    private final FirstRunCode code;
    private final HubSettings hub;
    private final Municipalities municipalities;
    private final SignedInSessions sessions;
    private final RateLimit limits;
    private final Pages pages;
    private final Clock clock;

    FirstRunController(
            FirstRun firstRun,
            FirstRunCode code,
            HubSettings hub,
            Municipalities municipalities,
            SignedInSessions sessions,
            RateLimit limits,
            Pages pages,
            Clock clock) {
        this.firstRun = firstRun;
        this.code = code;
        this.hub = hub;
        this.municipalities = municipalities;
        this.sessions = sessions;
        this.limits = limits;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(PATH)
    View ask(Reply reply) {
        return show(FirstRunForm.empty(thisYear()), reply);
    }

    /** Shows the page in another language; never sends a password back. */
    @PostMapping(path = PATH, params = Texts.SHOW_IN)
    View askIn(FormData form, Reply reply) {
        return show(form, reply);
    }

    private View show(FormData form, Reply reply) {
        return hub.started() ? Reply.redirect("/") : reply.page(page(form));
    }

    @PostMapping(PATH)
    View begin(FormData form, HttpServletRequest request, HttpServletResponse response, Reply reply) {
        if (hub.started()) {
            return Reply.redirect("/");
        }
        limits.consume(Limit.FIRST_RUN, RateLimit.address(request.getRemoteAddr()));
        String typed = form.text("code");
        Problems problems = FirstRunForm.problems(form, municipalities)
                .addIf(!typed.isBlank() && !code.matches(typed), "code", "firstRun.code.wrong");
        if (problems.any()) {
            return reply.refused(problems, page(form));
        }
        Optional<Account> begun = firstRun.begin(typed, FirstRunForm.beginning(form, municipalities));
        begun.ifPresent(account -> sessions.begin(account.actor(), false, request, response));
        // empty: someone else was first
        return Reply.redirect(begun.isPresent() ? "/admin/begin" : "/");
    }

    private JteModel page(FormData form) {
        return pages.webFirstRun(form, municipalities.nationwide(), thisYear());
    }

    private SchoolYear thisYear() {
        return SchoolYear.of(Dates.today(clock));
    }
}
