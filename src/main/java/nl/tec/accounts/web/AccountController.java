package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
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
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.View;

/** The page of one's own account: name, language, password, sessions. */
@Controller
@RequestMapping("/account")
class AccountController {

    private final Accounts accounts;
    private final RoleInvitations invitations;
    private final SignedInSessions sessions;
    private final RateLimit limits;
    private final LocaleResolver languages;
    private final Pages pages;

    AccountController(
            Accounts accounts,
            RoleInvitations invitations,
            SignedInSessions sessions,
            RateLimit limits,
            LocaleResolver languages,
            Pages pages) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
        this.languages = languages;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@AuthenticationPrincipal Actor actor, HttpServletRequest request) {
        Account account = account(actor);
        return page(account, form(account), request);
    }

    @PostMapping
    View change(
            @AuthenticationPrincipal Actor actor,
            FormData form,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        Problems problems = AccountForms.checkName(new Problems(), form);
        if (problems.any()) {
            return reply.refused(problems, page(account(actor), form, request));
        }
        Locale chosen = Texts.language(form.text("taal"));
        accounts.change(actor, actor.accountId(), AccountForms.name(form), chosen);
        languages.setLocale(request, response, chosen);
        return reply.saved("accounts.saved", "/account");
    }

    /** Answers an invitation. @param accepted whether it is accepted */
    @PostMapping("/uitnodiging")
    View answer(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("rol") Role role,
            @RequestParam("organisatie") long organisation,
            @RequestParam("ja") boolean accepted,
            Reply reply) {
        Change change = accepted
                ? invitations.accept(actor, role, organisation)
                : invitations.withdraw(actor, actor.accountId(), role, organisation);
        return change == Change.NOTHING
                ? reply.warn("accounts.invitation.gone", "/account")
                : reply.saved(accepted ? "accounts.invitation.accepted" : "accounts.invitation.declined", "/account");
    }

    @PostMapping("/wachtwoord")
    View password(@AuthenticationPrincipal Actor actor, FormData form, HttpServletRequest request, Reply reply) {
        Account account = account(actor);
        String wanted = form.text("wachtwoord-nieuw");
        String secret = SignedInSessions.secret(request).orElse("");
        Problems problems = new Problems();
        if (account.password() && !sessions.isByLink(request)) {
            limits.consume(Limit.SIGN_IN_ACCOUNT, account.email());
            if (accounts.matchesPassword(account.id(), form.text("wachtwoord-nu"))) {
                limits.giveBack(Limit.SIGN_IN_ACCOUNT, account.email());
            } else {
                problems.add("wachtwoord-nu", "accounts.password.notCurrent");
            }
        }
        Passwords.problem(wanted, account.email()).ifPresent(key -> problems.add("wachtwoord-nieuw", key));
        if (problems.any()) {
            return reply.refused(problems, page(account, form(account), request));
        }
        accounts.changePassword(actor, account, wanted, secret);
        return reply.saved("accounts.password.changed", "/account");
    }

    @PostMapping("/overal-uitloggen")
    View signOutEverywhere(@AuthenticationPrincipal Actor actor, HttpServletRequest request, Reply reply) {
        accounts.endSessions(
                actor, actor.accountId(), SignedInSessions.secret(request).orElse(null));
        return reply.saved("accounts.sessions.ended", "/account");
    }

    /** Ends one of the user's other sessions. */
    @PostMapping("/sessie-uit")
    View signOutOf(@AuthenticationPrincipal Actor actor, @RequestParam("sessie") long session, Reply reply) {
        return sessions.end(actor.accountId(), session)
                ? reply.saved("accounts.sessions.endedOne", "/account")
                : reply.warn("accounts.sessions.gone", "/account");
    }

    private static FormData form(Account account) {
        return new FormData()
                .put("naam", account.name())
                .put("taal", account.language().getLanguage());
    }

    private JteModel page(Account account, FormData form, HttpServletRequest request) {
        return pages.accountsAccount(
                account,
                invitations.of(account.id()),
                form,
                account.password() && !sessions.isByLink(request),
                sessions.open(account.id(), request));
    }

    private Account account(Actor actor) {
        return accounts.find(actor.accountId()).orElseThrow(() -> new NotFound("account " + actor.accountId()));
    }
}
