package nl.tec.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.FirstRunCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.organisations.Municipalities;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page of a new hub, and what its administrator does next. */
@Controller
class FirstRunController {

    static final String PATH = "/eerste-start";

    private final FirstRun firstRun;
    private final FirstRunCode code;
    private final HubSettings hub;
    private final Municipalities municipalities;
    private final SignedInSessions sessions;
    private final RateLimit limits;
    private final Clock clock;

    FirstRunController(
            FirstRun firstRun,
            FirstRunCode code,
            HubSettings hub,
            Municipalities municipalities,
            SignedInSessions sessions,
            RateLimit limits,
            Clock clock) {
        this.firstRun = firstRun;
        this.code = code;
        this.hub = hub;
        this.municipalities = municipalities;
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String ask(Model model) {
        return hub.started() ? "redirect:/" : page(model, FirstRunForm.empty(thisYear()), new Problems());
    }

    /** The page in another language; a password is never sent back. */
    @PostMapping(path = PATH, params = Texts.SHOW_IN)
    String askIn(@RequestParam Map<String, String> fields, Model model) {
        return hub.started() ? "redirect:/" : page(model, FirstRunForm.read(fields), new Problems());
    }

    @PostMapping(PATH)
    String begin(
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (hub.started()) {
            return "redirect:/";
        }
        limits.consume(Limit.FIRST_RUN, RateLimit.address(request.getRemoteAddr()));
        FirstRunForm form = FirstRunForm.read(fields);
        Problems problems = form.problems(municipalities);
        problems.addIf(!form.code().isBlank() && !code.matches(form.code()), "code", "firstRun.code.wrong");
        Optional<Account> begun =
                problems.any() ? Optional.empty() : firstRun.begin(form.code(), form.beginning(municipalities));
        if (begun.isPresent()) {
            sessions.begin(begun.get().actor(), false, request, response);
            return "redirect:/admin/begin";
        }
        if (!problems.any()) {
            // somebody was first, a moment ago
            return "redirect:/";
        }
        response.setStatus(422);
        return page(model, form, problems);
    }

    private String page(Model model, FirstRunForm form, Problems problems) {
        model.addAttribute("form", form);
        model.addAttribute("municipalities", municipalities.ofTheCountry());
        model.addAttribute("thisYear", thisYear());
        model.addAttribute("problems", problems);
        return "web/firstRun";
    }

    private SchoolYear thisYear() {
        return SchoolYear.of(LocalDate.now(clock));
    }
}
