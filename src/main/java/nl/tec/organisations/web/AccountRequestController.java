package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.organisations.AccountRequests;
import nl.tec.organisations.Schools;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.PersonName;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages for requesting an account as a school, and for the administrator who decides. */
@Controller
class AccountRequestController {

    private static final String PATH = "/voor-scholen/account";
    private static final int CHOICES = 12;

    private final AccountRequests requests;
    private final Schools schools;
    private final OrganisationNames names;
    private final RateLimit limits;
    private final Pages pages;

    AccountRequestController(
            AccountRequests requests, Schools schools, OrganisationNames names, RateLimit limits, Pages pages) {
        this.requests = requests;
        this.schools = schools;
        this.names = names;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping(PATH)
    JteModel form() {
        return page(new FormData());
    }

    /** Shows the form in another language, without sending it. */
    @PostMapping(path = PATH, params = Texts.SHOW_IN)
    JteModel formIn(FormData form) {
        return page(form);
    }

    @PostMapping(PATH)
    View ask(FormData form, Locale language, HttpServletRequest request, Reply reply) {
        String name = PersonName.tidy(form.text("naam"));
        Optional<String> email = MailAddress.parse(form.text("email"));
        Role role = form.text("rol").equals("coordinator") ? Role.SCHOOL_COORDINATOR : Role.TEACHER;
        Long school = form.id("organisatie");
        boolean known = school != null && schools.find(school).isPresent();
        Problems problems = new Problems()
                .addIf(name.isEmpty(), "naam", "access.name")
                .addIf(
                        !PersonName.isName(name, PersonName.MAX_LENGTH),
                        "naam",
                        "access.nameOnly",
                        PersonName.MAX_LENGTH)
                .addIf(email.isEmpty(), "email", "form.email")
                .addIf(
                        !known,
                        "school",
                        form.text("school").isBlank() ? "access.school.missing" : "access.school.choose");
        if (problems.any() || school == null) {
            return reply.refused(problems, page(form));
        }
        Optional<Duration> wait =
                limits.tryConsume(Mailed.ACCOUNT_REQUEST, request.getRemoteAddr(), email.orElseThrow());
        if (wait.isPresent()) {
            problems.add("email", "access.tooOften", wait.get().toMinutes() + 1);
            return reply.refused(HttpStatus.TOO_MANY_REQUESTS, problems, page(form));
        }
        requests.ask(new AccountRequests.Request(name, email.orElseThrow(), role, school, language));
        return reply.page(pages.organisationsAccountAsked(email.orElseThrow()));
    }

    /** Shows a page with a button, because virus scanners open every link in a mail. */
    @GetMapping(PATH + "/{secret:[A-Za-z0-9_-]{20,}}")
    JteModel link(@PathVariable String secret, HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
        return pages.organisationsAccountConfirm(secret, null);
    }

    @PostMapping(PATH + "/{secret:[A-Za-z0-9_-]{20,}}")
    View confirm(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        SecurityHeaders.protectSecretUrl(response);
        Optional<String> school = requests.confirm(secret);
        return reply.page(
                school.isEmpty() ? HttpStatus.GONE : HttpStatus.OK,
                pages.organisationsAccountConfirm(secret, school.orElse("")));
    }

    @GetMapping("/admin/aanvragen")
    JteModel list(@AuthenticationPrincipal Actor actor) {
        return pages.organisationsAccountRequests(requests.read(actor));
    }

    @PostMapping("/admin/aanvragen/{id}")
    View decide(
            @PathVariable long id,
            @RequestParam("besluit") String decision,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        boolean yes = decision.equals("ja");
        return requests.decide(id, yes, actor)
                ? reply.saved(yes ? "access.granted" : "access.refused", "/admin/aanvragen")
                : reply.warn("access.decidedBefore", "/admin/aanvragen");
    }

    private JteModel page(FormData form) {
        String words = form.text("school");
        return pages.organisationsAccountRequest(
                form, words.isBlank() ? List.of() : names.search(Role.TEACHER, words, CHOICES));
    }
}
