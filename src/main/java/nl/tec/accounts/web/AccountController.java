package nl.tec.accounts.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Passwords;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.Role;
import nl.tec.accounts.RoleInvitations;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** Your own account: name, language, password, sessions. */
@Controller
@RequestMapping("/account")
class AccountController {

    private final Accounts accounts;
    private final RoleInvitations invitations;
    private final SignedInSessions sessions;
    private final RateLimit limits;
    private final LocaleResolver languages;

    AccountController(
            Accounts accounts,
            RoleInvitations invitations,
            SignedInSessions sessions,
            RateLimit limits,
            LocaleResolver languages) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
        this.languages = languages;
    }

    @GetMapping
    String show(@AuthenticationPrincipal Actor actor, HttpServletRequest request, Model model) {
        Account account = account(actor);
        return page(model, account, account.name(), account.language().getLanguage(), request, new Problems());
    }

    @PostMapping
    String change(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "naam", defaultValue = "") String name,
            @RequestParam(name = "taal", defaultValue = "nl") String language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Problems problems = AccountForms.name(new Problems(), name);
        if (problems.any()) {
            response.setStatus(422);
            return page(model, account(actor), name, language, request, problems);
        }
        Locale chosen = Texts.language(language);
        accounts.change(actor, actor.accountId(), name.strip(), chosen);
        languages.setLocale(request, response, chosen);
        Flash.say(request, response, "accounts.saved");
        return "redirect:/account";
    }

    /** @param accepted yes or no to what somebody asked */
    @PostMapping("/uitnodiging")
    String answer(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("rol") Role role,
            @RequestParam("organisatie") long organisation,
            @RequestParam("ja") boolean accepted,
            HttpServletRequest request,
            HttpServletResponse response) {
        Change change = accepted
                ? invitations.accept(actor, role, organisation)
                : invitations.withdraw(actor, actor.accountId(), role, organisation);
        if (change == Change.NOTHING) {
            Flash.warn(request, response, "accounts.invitation.gone");
        } else {
            Flash.say(request, response, accepted ? "accounts.invitation.accepted" : "accounts.invitation.declined");
        }
        return "redirect:/account";
    }

    @PostMapping("/wachtwoord")
    String password(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "wachtwoord-nu", defaultValue = "") String current,
            @RequestParam(name = "wachtwoord-nieuw", defaultValue = "") String wanted,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Account account = account(actor);
        String secret = SignedInSessions.secret(request).orElse("");
        Problems problems = new Problems();
        if (account.password() && !sessions.isByLink(request)) {
            limits.consume(Limit.SIGN_IN_ACCOUNT, account.email());
            if (accounts.passwordIs(account.id(), current)) {
                limits.giveBack(Limit.SIGN_IN_ACCOUNT, account.email());
            } else {
                problems.add("wachtwoord-nu", "accounts.password.notCurrent");
            }
        }
        Passwords.problem(wanted, account.email()).ifPresent(key -> problems.add("wachtwoord-nieuw", key));
        if (problems.any()) {
            response.setStatus(422);
            return page(model, account, account.name(), account.language().getLanguage(), request, problems);
        }
        accounts.changePassword(actor, account, wanted, secret);
        Flash.say(request, response, "accounts.password.changed");
        return "redirect:/account";
    }

    @PostMapping("/overal-uitloggen")
    String signOutEverywhere(
            @AuthenticationPrincipal Actor actor, HttpServletRequest request, HttpServletResponse response) {
        accounts.endSessions(
                actor, actor.accountId(), SignedInSessions.secret(request).orElse(null));
        Flash.say(request, response, "accounts.sessions.ended");
        return "redirect:/account";
    }

    private String page(
            Model model, Account account, String name, String language, HttpServletRequest request, Problems problems) {
        model.addAttribute("invitations", invitations.of(account.id()));
        model.addAttribute("account", account);
        model.addAttribute("name", name);
        model.addAttribute("language", language);
        model.addAttribute("askCurrent", account.password() && !sessions.isByLink(request));
        model.addAttribute("problems", problems);
        return "accounts/account";
    }

    private Account account(Actor actor) {
        return accounts.find(actor.accountId()).orElseThrow(() -> new NotFound("account " + actor.accountId()));
    }
}
