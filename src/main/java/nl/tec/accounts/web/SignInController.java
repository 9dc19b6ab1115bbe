package nl.tec.accounts.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.SignIn;
import nl.tec.accounts.SignIn.From;
import nl.tec.accounts.SignIn.LinkUsed;
import nl.tec.accounts.SignIn.Outcome;
import nl.tec.accounts.SignIn.Wait;
import nl.tec.accounts.SignIn.Welcome;
import nl.tec.accounts.SignedInSessions;
import nl.tec.accounts.TooManyRequests;
import nl.tec.hub.Texts;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.WebUtils;

/** Signing in: by password, or by a link in the mail; and back to where you wanted to be. */
@Controller
class SignInController {

    /** Of the last account that signed in there. */
    private static final String KNOWN_BROWSER = "bekend";

    private final SignIn signIn;
    private final SignedInSessions sessions;

    SignInController(SignIn signIn, SignedInSessions sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
    }

    @GetMapping("/inloggen")
    String page(
            @RequestParam(name = "naar", required = false) @Nullable String target,
            @AuthenticationPrincipal @Nullable Actor actor,
            Model model) {
        if (actor != null) {
            return "redirect:" + Targets.safe(target).orElse(Targets.WORK);
        }
        return page(model, "", target, Optional.empty(), new Problems());
    }

    /** A form came whose session had ended (sent here by the security of the site only). */
    @RequestMapping("/inloggen/verder")
    String held(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable Actor actor,
            Model model) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            return "redirect:/inloggen";
        }
        Optional<PendingForm> held = PendingForm.refused(request);
        boolean needsSignIn = held.flatMap(form -> AccessRule.of(form.path())).isPresent();
        if (held.isPresent() && (actor != null || !needsSignIn)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return goOn(model, held.get());
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return page(model, "", null, held, new Problems());
    }

    /** The form in another language; a password is never sent back. */
    @PostMapping(path = "/inloggen", params = Texts.SHOW_IN)
    String pageIn(
            @RequestParam(name = "email", defaultValue = "") String email,
            @RequestParam(name = "naar", required = false) @Nullable String target,
            HttpServletRequest request,
            Model model) {
        return page(model, email, target, PendingForm.along(request), new Problems());
    }

    @PostMapping("/inloggen")
    String byPassword(
            @RequestParam(name = "email", defaultValue = "") String email,
            @RequestParam(name = "wachtwoord", defaultValue = "") String password,
            @RequestParam(name = "naar", required = false) @Nullable String target,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<PendingForm> held = PendingForm.along(request);
        Problems problems = new Problems()
                .addIf(MailAddress.parse(email).isEmpty(), "email", "accounts.email.shape")
                .addIf(password.isEmpty(), "wachtwoord", "accounts.signIn.passwordMissing");
        if (!problems.any()) {
            Outcome outcome = signIn.byPassword(email, password, from(request));
            if (outcome instanceof Welcome welcome) {
                remember(welcome.actor(), request, response);
                sessions.begin(welcome.actor(), false, request, response);
                return held.isPresent()
                        ? goOn(model, held.get())
                        : "redirect:" + Targets.safe(target).orElse(Targets.WORK);
            }
            if (outcome instanceof Wait wait) {
                throw new TooManyRequests(wait.duration());
            }
            problems.add("", "accounts.signIn.wrong");
        }
        response.setStatus(422);
        return page(model, email, target, held, problems);
    }

    @PostMapping("/inloggen/link")
    String askLink(
            @RequestParam(name = "email", defaultValue = "") String email,
            @RequestParam(name = "naar", required = false) @Nullable String target,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<PendingForm> held = PendingForm.along(request);
        Optional<String> address = MailAddress.parse(email);
        if (address.isEmpty()) {
            response.setStatus(422);
            return page(model, email, target, held, new Problems().add("email", "accounts.email.shape"));
        }
        Optional<Duration> wait =
                signIn.mailLink(address.get(), Targets.safe(target).orElse(null), from(request));
        wait.ifPresent(duration -> {
            throw new TooManyRequests(duration);
        });
        model.addAttribute("mailed", signIn.mailsLinks());
        model.addAttribute("email", address.get());
        model.addAttribute("minutes", (int) SignIn.LINK_LIFE.toMinutes());
        held.ifPresent(form -> model.addAttribute("held", form));
        return "accounts/linkSent";
    }

    /** A page with a button, because programs that check mail for viruses open every link in it. */
    @GetMapping("/inloggen/link/{secret}")
    String link(@PathVariable String secret, HttpServletResponse response, Model model) {
        // the address is a key as long as it was not used
        response.setHeader("Referrer-Policy", "no-referrer");
        boolean works = signIn.linkWorks(secret);
        if (!works) {
            response.setStatus(HttpServletResponse.SC_GONE);
        }
        model.addAttribute("secret", secret);
        model.addAttribute("works", works);
        return "accounts/link";
    }

    @PostMapping("/inloggen/link/{secret}")
    String useLink(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<LinkUsed> used = signIn.useLink(secret);
        if (used.isEmpty()) {
            return link(secret, response, model);
        }
        remember(used.get().actor(), request, response);
        sessions.begin(used.get().actor(), true, request, response);
        return "redirect:" + Targets.safe(used.get().target()).orElse(Targets.WORK);
    }

    private static From from(HttpServletRequest request) {
        Cookie known = WebUtils.getCookie(request, KNOWN_BROWSER);
        return new From(RateLimit.address(request.getRemoteAddr()), known == null ? "" : known.getValue());
    }

    private void remember(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        Cookie known = new Cookie(KNOWN_BROWSER, signIn.knownBrowser(actor.accountId()));
        known.setPath("/inloggen");
        known.setHttpOnly(true);
        known.setSecure(request.isSecure());
        known.setMaxAge((int) Duration.ofDays(365).toSeconds());
        known.setAttribute("SameSite", "Strict");
        response.addCookie(known);
    }

    private static String page(
            Model model, String email, @Nullable String target, Optional<PendingForm> held, Problems problems) {
        model.addAttribute("email", email);
        model.addAttribute("target", Targets.safe(target).orElse(""));
        held.ifPresent(form -> model.addAttribute("held", form));
        model.addAttribute("problems", problems);
        return "accounts/signIn";
    }

    private static String goOn(Model model, PendingForm held) {
        model.addAttribute("held", held);
        return "accounts/goOn";
    }
}
