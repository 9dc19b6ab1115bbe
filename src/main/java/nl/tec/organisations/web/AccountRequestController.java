package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.Role;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.organisations.AccountRequests;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A school asks for an account, and the administrator answers. */
@Controller
class AccountRequestController {

    private static final String PATH = "/voor-scholen/account";
    private static final int CHOICES = 12;
    private static final int MAX_NAME = 100;

    private final AccountRequests requests;
    private final OrganisationNames schools;
    private final RateLimit limits;

    AccountRequestController(AccountRequests requests, OrganisationNames schools, RateLimit limits) {
        this.requests = requests;
        this.schools = schools;
        this.limits = limits;
    }

    @GetMapping(PATH)
    String form(Model model) {
        return page(Map.of(), new Problems(), model);
    }

    /** The form in another language; nothing is sent. */
    @PostMapping(path = PATH, params = Texts.SHOW_IN)
    String formIn(@RequestParam Map<String, String> typed, Model model) {
        return page(typed, new Problems(), model);
    }

    @PostMapping(PATH)
    String ask(
            @RequestParam Map<String, String> typed,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String name = typed.getOrDefault("naam", "").strip();
        Optional<String> email = MailAddress.parse(typed.getOrDefault("email", ""));
        Role role = typed.getOrDefault("rol", "").equals("coordinator") ? Role.SCHOOL_COORDINATOR : Role.TEACHER;
        Optional<Long> school = school(typed.getOrDefault("organisatie", ""));
        Problems problems = new Problems()
                .addIf(name.isEmpty() || name.length() > MAX_NAME, "naam", "access.name")
                .addIf(email.isEmpty(), "email", "accounts.email.shape")
                .addIf(
                        school.isEmpty(),
                        "school",
                        typed.getOrDefault("school", "").isBlank() ? "access.school.missing" : "access.school.choose");
        if (problems.any()) {
            response.setStatus(422);
            return page(typed, problems, model);
        }
        limits.consume(Limit.SIGN_UP_ADDRESS, RateLimit.address(request.getRemoteAddr()));
        limits.consume(Limit.LINK_ACCOUNT, email.orElseThrow());
        requests.ask(new AccountRequests.Request(name, email.orElseThrow(), role, school.orElseThrow(), language));
        model.addAttribute("email", email.orElseThrow());
        return "organisations/accountAsked";
    }

    /** A page with a button, because programs that check mail for viruses open every link in it. */
    @GetMapping(PATH + "/{secret:[A-Za-z0-9_-]{20,}}")
    String link(@PathVariable String secret, HttpServletResponse response, Model model) {
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("secret", secret);
        return "organisations/accountConfirm";
    }

    @PostMapping(PATH + "/{secret:[A-Za-z0-9_-]{20,}}")
    String confirm(@PathVariable String secret, HttpServletResponse response, Model model) {
        Optional<String> school = requests.confirm(secret);
        if (school.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_GONE);
        }
        model.addAttribute("secret", secret);
        model.addAttribute("school", school.orElse(""));
        return "organisations/accountConfirm";
    }

    @GetMapping("/admin/aanvragen")
    String list(Model model) {
        model.addAttribute("requests", requests.open());
        return "organisations/accountRequests";
    }

    @PostMapping("/admin/aanvragen/{id}")
    String decide(
            @PathVariable long id,
            @RequestParam("besluit") String decision,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!requests.decide(id, decision.equals("ja"), actor)) {
            Flash.warn(request, response, "access.decidedBefore");
        } else {
            Flash.say(request, response, decision.equals("ja") ? "access.granted" : "access.refused");
        }
        return "redirect:/admin/aanvragen";
    }

    private Optional<Long> school(String id) {
        return id.matches("[0-9]{1,18}")
                        && !schools.names(List.of(Long.valueOf(id))).isEmpty()
                ? Optional.of(Long.valueOf(id))
                : Optional.empty();
    }

    private String page(Map<String, String> typed, Problems problems, Model model) {
        String words = typed.getOrDefault("school", "");
        List<OrganisationNames.Choice> choices =
                words.isBlank() ? List.of() : schools.search(Role.TEACHER, words, CHOICES);
        model.addAttribute("typed", new LinkedHashMap<>(typed));
        model.addAttribute("choices", choices);
        model.addAttribute("problems", problems);
        return "organisations/accountRequest";
    }
}
