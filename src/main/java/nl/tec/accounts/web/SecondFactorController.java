package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Passkeys;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.SecondFactor.Need;
import nl.tec.accounts.SignedInSessions;
import nl.tec.accounts.Totp;
import nl.tec.documents.QrCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/** The pages of the second factor: the step during sign-in, and setting up or deactivating the app on one's account. */
@Controller
class SecondFactorController {

    static final String STEP = "/inloggen/code";

    private static final String SETTINGS = "/account/code";
    private static final String TARGET = "naar";

    private final SecondFactor secondFactor;
    private final Passkeys passkeys;
    private final Accounts accounts;
    private final SignedInSessions sessions;
    private final RateLimit limits;
    private final HubSettings hub;
    private final Pages pages;

    SecondFactorController(
            SecondFactor secondFactor,
            Passkeys passkeys,
            Accounts accounts,
            SignedInSessions sessions,
            RateLimit limits,
            HubSettings hub,
            Pages pages) {
        this.secondFactor = secondFactor;
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
        this.hub = hub;
        this.pages = pages;
    }

    /** Shows the second step of signing in. */
    @GetMapping(STEP)
    View step(FormData query, HttpServletRequest request, Reply reply) {
        return pendingSecondFactor(request)
                .map(account -> reply.page(page(account, query, null)))
                .orElseGet(() -> Reply.redirect("/inloggen"));
    }

    @PostMapping(STEP)
    View give(
            @AuthenticationPrincipal @Nullable Actor signedIn,
            FormData form,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        if (signedIn != null) {
            return givenAlready(signedIn, form, request, reply);
        }
        String secret = SignedInSessions.secret(request).orElse("");
        Optional<Long> setUpHere = secondFactor.setUpIn(secret);
        Optional<Account> pendingSecondFactor =
                setUpHere.isPresent() ? setUpHere.flatMap(accounts::find) : pendingSecondFactor(request);
        if (pendingSecondFactor.isEmpty()) {
            return reply.warn("accounts.code.tooLate", "/inloggen");
        }
        Account account = pendingSecondFactor.get();
        Actor actor = account.actor();
        PendingForm held = PendingForm.along(request).orElse(null);
        boolean settingUp = setUpHere.isPresent() || secondFactor.need(actor) == Need.SET_UP;
        int recoveryCodes = secondFactor.recoveryCodesLeft(account.id());
        Optional<List<String>> codes = guess(
                actor, () -> settingUp ? secondFactor.setUp(actor, form.text("code"), secret) : accepted(actor, form));
        if (codes.isEmpty()) {
            return reply.refused(new Problems().add("code", "accounts.code.wrong"), page(account, form, held));
        }
        sessions.beginWithBothFactors(actor, sessions.isByLink(request), request, response);
        String target = Targets.orWork(form.text(TARGET));
        if (settingUp) {
            return reply.page(pages.accountsRecoveryCodes(codes.get(), target, held));
        }
        boolean byRecoveryCode = secondFactor.recoveryCodesLeft(account.id()) < recoveryCodes;
        return held == null && byRecoveryCode
                ? reply.saved("accounts.recovery.used", target)
                : goOn(held, target, reply);
    }

    /** Tries a code, in a limited number of guesses of which the right one is none. @param attempt empty: the code is wrong */
    private Optional<List<String>> guess(Actor actor, Supplier<Optional<List<String>>> attempt) {
        String key = "code " + actor.accountId();
        limits.consume(Limit.SIGN_IN_ACCOUNT, key);
        Optional<List<String>> codes = attempt.get();
        if (codes.isPresent()) {
            limits.giveBack(Limit.SIGN_IN_ACCOUNT, key);
        }
        return codes;
    }

    /** Returns no recovery codes for a right code, as there are no new ones; empty if it is wrong. */
    private Optional<List<String>> accepted(Actor actor, FormData form) {
        return secondFactor.accepts(actor, form.text("code")) ? Optional.of(List.of()) : Optional.empty();
    }

    private View wrong(Actor actor, Reply reply) {
        return reply.refused(new Problems().add("code", "accounts.code.wrong"), settingsPage(actor));
    }

    /** Answers who is signed in by now: the page with recovery codes was loaded again, or another tab was first. */
    private View givenAlready(Actor actor, FormData form, HttpServletRequest request, Reply reply) {
        PendingForm held = PendingForm.along(request).orElse(null);
        String target = Targets.orWork(form.text(TARGET));
        if (secondFactor.hasApp(actor.accountId())) {
            Optional<List<String>> codes = guess(actor, () -> secondFactor.setUp(actor, form.text("code"), null));
            if (codes.isPresent()) {
                return reply.page(pages.accountsRecoveryCodes(codes.get(), target, held));
            }
        }
        return goOn(held, target, reply);
    }

    /** Leads on after signing in: to the form that was kept meanwhile, or else to the target. */
    private View goOn(@Nullable PendingForm held, String target, Reply reply) {
        return held == null ? Reply.redirect(target) : reply.page(pages.accountsGoOn(held));
    }

    /** Whether a form of this address is answered with recovery codes. */
    static boolean isOf(@Nullable Object address) {
        return address instanceof String path && (path.startsWith(STEP) || path.equals("/inloggen/passkey"));
    }

    /** Answers who is signed in already, and loads the page with recovery codes again: those are shown once. */
    View shownAlready(Actor actor, FormData form, HttpServletRequest request, Reply reply) {
        PendingForm held = PendingForm.along(request).orElse(null);
        if (held != null) {
            return reply.page(pages.accountsGoOn(held));
        }
        if (secondFactor.hasApp(actor.accountId())) {
            return reply.warn("accounts.recovery.once", SETTINGS);
        }
        return secondFactor.hasPasskey(actor.accountId())
                ? reply.warn("accounts.recovery.once", PasskeyController.PAGE)
                : Reply.redirect(Targets.orWork(form.text(TARGET)));
    }

    /** Returns the WebAuthn options for the script, to create a required passkey during sign-in. */
    @PostMapping(STEP + "/passkey/vraag")
    ResponseEntity<Map<String, Object>> askPasskey(HttpServletRequest request) {
        return pendingSecondFactor(request)
                .filter(account -> secondFactor.need(account.actor()) == Need.SET_UP)
                .map(account -> ResponseEntity.ok(passkeys.registrationOptions(account.actor())))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping(STEP + "/passkey")
    View makePasskey(
            @AuthenticationPrincipal @Nullable Actor signedIn,
            FormData form,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        if (signedIn != null) {
            return shownAlready(signedIn, form, request, reply);
        }
        Optional<Account> pendingSecondFactor =
                pendingSecondFactor(request).filter(account -> secondFactor.need(account.actor()) == Need.SET_UP);
        if (pendingSecondFactor.isEmpty()) {
            return reply.warn("accounts.code.tooLate", "/inloggen");
        }
        Actor actor = pendingSecondFactor.get().actor();
        PendingForm held = PendingForm.along(request).orElse(null);
        return passkeys.add(actor, form.text("naam"), form.text("passkey"))
                .either(
                        added -> {
                            sessions.beginWithBothFactors(actor, sessions.isByLink(request), request, response);
                            return reply.page(pages.accountsRecoveryCodes(
                                    secondFactor.recoveryCodesForPasskey(actor),
                                    Targets.orWork(form.text(TARGET)),
                                    held));
                        },
                        problems -> reply.refused(problems, page(pendingSecondFactor.get(), form, held)));
    }

    /** Shows the state of the app on one's account, or how to set it up. */
    @GetMapping(SETTINGS)
    JteModel settings(@AuthenticationPrincipal Actor actor) {
        return settingsPage(actor);
    }

    @PostMapping(SETTINGS)
    View setUp(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        return recoveryCodes(() -> secondFactor.setUp(actor, form.text("code"), null), actor, reply);
    }

    @PostMapping(SETTINGS + "/herstelcodes")
    View replaceRecoveryCodes(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        return recoveryCodes(() -> secondFactor.replaceRecoveryCodes(actor, form.text("code")), actor, reply);
    }

    /** Shows the recovery codes. @param command empty: the code of the app is wrong */
    private View recoveryCodes(Supplier<Optional<List<String>>> command, Actor actor, Reply reply) {
        return guess(actor, command)
                .<View>map(codes -> reply.page(pages.accountsRecoveryCodes(codes, "/account", null)))
                .orElseGet(() -> wrong(actor, reply));
    }

    @PostMapping(SETTINGS + "/uit")
    View switchOff(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        if (guess(actor, () -> accepted(actor, form)).isEmpty()) {
            return wrong(actor, reply);
        }
        secondFactor.remove(actor, actor.accountId());
        return reply.saved("accounts.code.off", "/account");
    }

    /** Removes app, recovery codes and passkeys, by an administrator for somebody who lost all devices. */
    @PostMapping("/admin/accounts/{id}/code-uit")
    View reset(@AuthenticationPrincipal Actor actor, @PathVariable long id, Reply reply) {
        Account account = accounts.find(id).orElseThrow(() -> new NotFound("account " + id));
        secondFactor.remove(actor, account.id());
        passkeys.removeAll(actor, account.id());
        return reply.saved("accounts.code.resetDone", "/admin/accounts/" + id);
    }

    /** Redirects to the second step. */
    static View step(String target) {
        return Reply.redirect(STEP + "?" + TARGET + "=" + UriUtils.encode(target, StandardCharsets.UTF_8));
    }

    private Optional<Account> pendingSecondFactor(HttpServletRequest request) {
        return sessions.pendingSecondFactor(request).flatMap(accounts::find);
    }

    /** @param held a form pending until after sign-in; null: none */
    JteModel page(Account account, FormData form, @Nullable PendingForm held) {
        String target = Targets.safe(form.text(TARGET)).orElse("");
        return secondFactor.need(account.actor()) == Need.SET_UP
                ? pages.accountsCodeSetUp(STEP, app(account), target, held, form, passkeys.origin())
                : pages.accountsCode(
                        target,
                        held,
                        secondFactor.hasApp(account.id()),
                        secondFactor.hasPasskey(account.id()),
                        passkeys.origin());
    }

    private JteModel settingsPage(Actor actor) {
        Account account = accounts.find(actor.accountId()).orElseThrow();
        return secondFactor.hasApp(account.id())
                ? pages.accountsCodeOn(secondFactor.recoveryCodesLeft(account.id()), secondFactor.obligatory(actor))
                : pages.accountsCodeSetUp(SETTINGS, app(account), "", null, new FormData(), "");
    }

    private AuthenticatorApp app(Account account) {
        String key = Totp.base32(secondFactor
                .secretToSetUp(account.id())
                .orElseThrow(() -> new NotFound("second factor of account " + account.id())));
        String issuer = UriUtils.encode(hub.name(), StandardCharsets.UTF_8);
        String address = "otpauth://totp/" + issuer + ":" + UriUtils.encode(account.email(), StandardCharsets.UTF_8)
                + "?secret=" + key + "&issuer=" + issuer;
        return new AuthenticatorApp(key.replaceAll("(.{4})(?=.)", "$1 "), address, QrCode.of(address));
    }
}
