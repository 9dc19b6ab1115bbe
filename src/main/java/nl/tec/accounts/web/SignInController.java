package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Passkeys;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.accounts.SignIn;
import nl.tec.accounts.SignIn.From;
import nl.tec.accounts.SignIn.LinkUsed;
import nl.tec.accounts.SignIn.Outcome;
import nl.tec.accounts.SignIn.Wait;
import nl.tec.accounts.SignIn.Welcome;
import nl.tec.accounts.SignInElsewhere;
import nl.tec.accounts.SignedInSessions;
import nl.tec.accounts.TooManyRequests;
import nl.tec.hub.Cookies;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.WebUtils;

/** The sign-in pages: by password, passkey, link in the mail or external provider, and back to the requested page. */
@Controller
class SignInController {

    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);

    /** The cookie that marks the browser as known to the last account that signed in. */
    private static final String KNOWN_BROWSER = "bekend";

    /** The field with the page to go to after signing in. */
    private static final String TARGET = "naar";

    private final SignIn signIn;
    private final SignedInSessions sessions;
    private final SignInElsewhere elsewhere;
    private final SecondFactorController codes;
    private final Passkeys passkeys;
    private final SecondFactor secondFactor;
    private final RateLimit limits;
    private final Accounts accounts;
    private final Pages pages;

    SignInController(
            SignIn signIn,
            SignedInSessions sessions,
            SignInElsewhere elsewhere,
            SecondFactorController codes,
            Passkeys passkeys,
            SecondFactor secondFactor,
            RateLimit limits,
            Accounts accounts,
            Pages pages) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.elsewhere = elsewhere;
        this.codes = codes;
        this.passkeys = passkeys;
        this.secondFactor = secondFactor;
        this.limits = limits;
        this.accounts = accounts;
        this.pages = pages;
    }

    @GetMapping("/inloggen")
    View page(FormData query, @AuthenticationPrincipal @Nullable Actor actor, HttpServletRequest request, Reply reply) {
        if (actor != null) {
            return goOn(query);
        }
        return sessions.pendingSecondFactor(request).isPresent()
                ? secondFactor(query)
                : reply.page(page(new FormData().put(TARGET, query.text(TARGET)), null));
    }

    /** Redirects to an external provider, which redirects back to the security filter. */
    @GetMapping("/inloggen/via/{provider}")
    View elsewhere(
            @PathVariable String provider,
            FormData query,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        String target = Targets.safe(query.text(TARGET)).orElse("");
        try {
            return Reply.redirect(elsewhere
                    .begin(provider, target, request, response)
                    .orElseThrow(() -> new NotFound("provider " + provider)));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} can't be signed in at: {}", provider, e.getMessage());
            return reply.warn("accounts.elsewhere.away", "/inloggen");
        }
    }

    /** Keeps a form whose session had ended; only reached by a forward from the security filter. */
    @RequestMapping("/inloggen/verder")
    View held(HttpServletRequest request, @AuthenticationPrincipal @Nullable Actor actor, Reply reply) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            return Reply.redirect("/inloggen");
        }
        PendingForm held = PendingForm.refused(request).orElse(null);
        // signing in gives a new token, so that a page of it that is loaded again comes here
        if (actor != null && SecondFactorController.isOf(request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI))) {
            return codes.shownAlready(actor, new FormData(), request, reply);
        }
        return held != null && (actor != null || AccessRule.of(held.path()).isEmpty())
                ? reply.page(HttpStatus.FORBIDDEN, pages.accountsGoOn(held))
                : reply.page(HttpStatus.UNAUTHORIZED, stepOrPage(new FormData(), request, held));
    }

    /** Shows the form in another language; a password is never sent back. */
    @PostMapping(path = "/inloggen", params = Texts.SHOW_IN)
    JteModel pageIn(FormData form, HttpServletRequest request) {
        return page(form, PendingForm.along(request).orElse(null));
    }

    @PostMapping("/inloggen")
    View byPassword(FormData form, HttpServletRequest request, HttpServletResponse response, Reply reply) {
        PendingForm held = PendingForm.along(request).orElse(null);
        String email = form.text("email");
        String password = form.text("wachtwoord");
        Problems problems = new Problems()
                .addIf(MailAddress.parse(email).isEmpty(), "email", "form.email")
                .addIf(password.isEmpty(), "wachtwoord", "accounts.signIn.passwordMissing");
        if (!problems.any()) {
            Outcome outcome = signIn.byPassword(email, password, from(request));
            if (outcome instanceof Welcome welcome) {
                remember(welcome.actor(), request, response);
                if (!sessions.begin(welcome.actor(), false, request, response)) {
                    return held == null
                            ? secondFactor(form)
                            : reply.page(codes.page(account(welcome.actor()), form, held));
                }
                return held == null ? goOn(form) : reply.page(pages.accountsGoOn(held));
            }
            if (outcome instanceof Wait wait) {
                throw new TooManyRequests(wait.duration());
            }
            problems.add("", "accounts.signIn.wrong");
        }
        return reply.refused(problems, page(form, held));
    }

    /** Returns the WebAuthn options for the script. */
    @PostMapping("/inloggen/passkey/vraag")
    ResponseEntity<Map<String, Object>> askPasskey(HttpServletRequest request) {
        limits.consume(Limit.PASSKEY_ADDRESS, RateLimit.address(request.getRemoteAddr()));
        return ResponseEntity.ok(passkeys.authenticationOptions());
    }

    /** Signs in with a passkey, which also counts as the second factor. */
    @PostMapping("/inloggen/passkey")
    View byPasskey(
            @AuthenticationPrincipal @Nullable Actor signedIn,
            FormData form,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        PendingForm held = PendingForm.along(request).orElse(null);
        Optional<Actor> actor = passkeys.signIn(form.text("passkey"));
        if (actor.isEmpty() && signedIn != null) {
            return codes.shownAlready(signedIn, form, request, reply);
        }
        if (actor.isEmpty()) {
            return reply.refused(new Problems().add("", "accounts.passkey.unknown"), stepOrPage(form, request, held));
        }
        remember(actor.get(), request, response);
        sessions.beginWithBothFactors(actor.get(), false, request, response);
        if (held != null) {
            return reply.page(pages.accountsGoOn(held));
        }
        // a passkey from before the role required it has no recovery codes yet
        List<String> codes = secondFactor.recoveryCodesForPasskey(actor.get());
        return codes.isEmpty()
                ? goOn(form)
                : reply.page(pages.accountsRecoveryCodes(codes, Targets.orWork(form.text(TARGET)), null));
    }

    @PostMapping("/inloggen/link")
    View askLink(FormData form, HttpServletRequest request, Reply reply) {
        PendingForm held = PendingForm.along(request).orElse(null);
        Optional<String> address = MailAddress.parse(form.text("email"));
        if (address.isEmpty()) {
            return reply.refused(new Problems().add("email", "form.email"), page(form, held));
        }
        signIn.mailLink(address.get(), Targets.safe(form.text(TARGET)).orElse(null), from(request))
                .ifPresent(duration -> {
                    throw new TooManyRequests(duration);
                });
        return reply.page(pages.accountsLinkSent(
                address.get(), (int) SignIn.LINK_LIFETIME.toMinutes(), signIn.canMailLinks(), held));
    }

    /** Shows a page with a button instead of signing in, because mail scanners open every link. */
    @GetMapping("/inloggen/link/{secret}")
    View link(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        // the URL grants access until it is used
        SecurityHeaders.protectSecretUrl(response);
        boolean works = signIn.linkWorks(secret);
        return reply.page(works ? HttpStatus.OK : HttpStatus.GONE, pages.accountsLink(secret, works));
    }

    @PostMapping("/inloggen/link/{secret}")
    View useLink(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response, Reply reply) {
        Optional<LinkUsed> used = signIn.useLink(secret);
        if (used.isEmpty()) {
            return link(secret, response, reply);
        }
        remember(used.get().actor(), request, response);
        FormData onward = new FormData().put(TARGET, used.get().target());
        return sessions.begin(used.get().actor(), true, request, response) ? goOn(onward) : secondFactor(onward);
    }

    private static View secondFactor(FormData form) {
        return SecondFactorController.step(Targets.orWork(form.text(TARGET)));
    }

    private Account account(Actor actor) {
        return accounts.find(actor.accountId()).orElseThrow();
    }

    private static View goOn(FormData form) {
        return Reply.redirect(Targets.orWork(form.text(TARGET)));
    }

    private static From from(HttpServletRequest request) {
        Cookie known = WebUtils.getCookie(request, KNOWN_BROWSER);
        return new From(RateLimit.address(request.getRemoteAddr()), known == null ? "" : known.getValue());
    }

    private void remember(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        Cookies.write(
                request,
                response,
                KNOWN_BROWSER,
                signIn.knownBrowser(actor.accountId()),
                Duration.ofDays(365),
                "/inloggen",
                Cookies.SameSite.STRICT);
    }

    /** Renders the second step if a session awaits it, otherwise the sign-in page. */
    private JteModel stepOrPage(FormData form, HttpServletRequest request, @Nullable PendingForm held) {
        return sessions.pendingSecondFactor(request)
                .flatMap(accounts::find)
                .map(account -> codes.page(account, form, held))
                .orElseGet(() -> page(form, held));
    }

    /** @param held a form pending until after sign-in; null: none */
    private JteModel page(FormData form, @Nullable PendingForm held) {
        return pages.accountsSignIn(
                form.text("email"),
                Targets.safe(form.text(TARGET)).orElse(""),
                held,
                elsewhere.places(),
                passkeys.origin());
    }
}
