package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.bookings.Alternatives;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.SignUpResult;
import nl.tec.bookings.SignUpResult.AlreadySignedUp;
import nl.tec.bookings.SignUpResult.Closed;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.bookings.SignUpVisitors;
import nl.tec.bookings.SignUps;
import nl.tec.bookings.SignUps.Readdressed;
import nl.tec.hub.Counters;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages to sign up without an account (journey 1): the form, and the page that asks to check the mail. */
@Controller
@RequestMapping("/meedoen/{sessionId}")
class SignUpController {

    private static final String WAIT = "wachtlijst";
    /**
     * How long the page after the form shows the address, so that a typo can be corrected, and the form for the next date of a series
     * is prefilled.
     */
    private static final Duration SHOWN = Duration.ofHours(1);

    private final SignUps signUps;
    private final Alternatives alternatives;
    private final RateLimit limits;
    private final Mailbox mailbox;
    private final Counters counters;
    private final Clock clock;
    private final Pages pages;

    SignUpController(
            SignUps signUps,
            Alternatives alternatives,
            RateLimit limits,
            Mailbox mailbox,
            Counters counters,
            Clock clock,
            Pages pages) {
        this.signUps = signUps;
        this.alternatives = alternatives;
        this.limits = limits;
        this.mailbox = mailbox;
        this.counters = counters;
        this.clock = clock;
        this.pages = pages;
    }

    /** @param after the session of an earlier sign-up for the same series. @param key the key of that sign-up */
    @GetMapping
    View form(
            @PathVariable long sessionId,
            @RequestParam(name = "na", required = false) @Nullable Long after,
            @RequestParam(name = "k", defaultValue = "") String key,
            @AuthenticationPrincipal @Nullable Actor actor,
            HttpServletResponse response,
            Reply reply) {
        SignUpSession session = get(sessionId);
        if (session.openness() != Openness.OPEN) {
            return closed(session, reply);
        }
        Optional<SignUp> earlier = after == null
                ? Optional.empty()
                : SignUpForm.key(key)
                        .flatMap(uuid -> signUps.find(after, uuid))
                        .filter(signUp ->
                                signUps.remainingDates(signUp).stream().anyMatch(next -> next.id() == sessionId))
                        .filter(this::justMade);
        if (earlier.isPresent()) {
            SecurityHeaders.protectSecretUrl(response);
        }
        SignUpEntry entry =
                earlier.map(SignUpForm::again).orElseGet(() -> SignUpForm.empty(session.questions(), actor));
        return reply.page(page(session, entry, UUID.randomUUID(), null, null, earlier.isPresent(), false));
    }

    /** Shows the form in another language. */
    @PostMapping(params = Texts.SHOW_IN)
    View formIn(@PathVariable long sessionId, FormData form, Reply reply) {
        SignUpSession session = get(sessionId);
        return session.openness() == Openness.OPEN
                ? reply.page(page(session, SignUpForm.read(form), SignUpForm.key(form)))
                : closed(session, reply);
    }

    @PostMapping
    View signUp(@PathVariable long sessionId, FormData form, Locale language, HttpServletRequest request, Reply reply) {
        SignUpSession session = get(sessionId);
        if (session.openness() != Openness.OPEN) {
            return closed(session, reply);
        }
        SignUpEntry entry = SignUpForm.read(form);
        UUID key = SignUpForm.key(form);
        if (SignUpForm.changesRows(form)) {
            boolean more = form.has(SignUpForm.BUTTON, SignUpForm.MORE);
            return reply.page(page(session, SignUpForm.withRows(entry, form), key, null, null, false, more));
        }
        if (!form.text(SignUpForm.HONEYPOT).isEmpty()) {
            return reply.refused(new Problems().add("", "signup.check.trap"), page(session, entry, key));
        }
        Optional<Duration> wait = limits.tryConsume(Mailed.SIGN_UP, request.getRemoteAddr(), entry.email());
        if (wait.isPresent()) {
            Problems problems =
                    new Problems().add("", "signup.check.tooOften", wait.get().toMinutes() + 1);
            return reply.refused(HttpStatus.TOO_MANY_REQUESTS, problems, page(session, entry, key));
        }
        SignUpResult result = signUps.signUp(new SignUpVisitors(
                session, entry, key, form.has(WAIT), language, RateLimit.address(request.getRemoteAddr())));
        if (result instanceof Received received) {
            return Reply.redirect("/meedoen/" + session.id() + "/klaar?k=" + received.key());
        }
        counters.add("tec_sign_up_refusals_total", "reason", result.getClass().getSimpleName());
        if (result instanceof AlreadySignedUp already) {
            // a mail was sent, so the attempt counts towards the limit
            return reply.page(HttpStatus.CONFLICT, page(session, entry, key, null, already, false, false));
        }
        limits.giveBack(Mailed.SIGN_UP, request.getRemoteAddr(), entry.email());
        if (result instanceof Full full) {
            SignUpSession left = session.with(Openness.OPEN, full.free());
            return reply.page(HttpStatus.CONFLICT, page(left, entry, key, full.free(), null, false, false));
        }
        return result instanceof Refused refused
                ? reply.refused(refused.problems(), page(session, entry, key))
                : closed(session.with(((Closed) result).why(), 0), reply);
    }

    /** Shows the state of the sign-up, and asks to check the mail. */
    @GetMapping("/klaar")
    JteModel received(@PathVariable long sessionId, @RequestParam("k") String key, HttpServletResponse response) {
        return received(find(sessionId, key), key, null, response);
    }

    @PostMapping(path = "/klaar", params = Texts.SHOW_IN)
    JteModel receivedIn(
            @PathVariable long sessionId,
            @RequestParam("k") String key,
            @RequestParam(name = SignUpFields.EMAIL, defaultValue = "") String email,
            HttpServletResponse response) {
        return received(find(sessionId, key), key, email, response);
    }

    /** Sends the mail again, optionally to a corrected address. */
    @PostMapping("/klaar")
    View mailAgain(
            @PathVariable long sessionId,
            @RequestParam("k") String key,
            @RequestParam(name = SignUpFields.EMAIL, defaultValue = "") String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        SignUp signUp = find(sessionId, key);
        Optional<String> address = MailAddress.parse(email);
        Problems problems = new Problems().addIf(address.isEmpty(), SignUpFields.EMAIL, "form.email");
        address.flatMap(to -> limits.tryConsume(Mailed.SIGN_UP, request.getRemoteAddr(), to))
                .ifPresent(wait -> problems.add(SignUpFields.EMAIL, "signup.check.tooOften", wait.toMinutes() + 1));
        problems.addIf(
                !problems.any()
                        && signUps.mailAgain(sessionId, UUID.fromString(key), address.orElseThrow())
                                == Readdressed.REFUSED,
                SignUpFields.EMAIL,
                "signup.check.otherAddress");
        return problems.any()
                ? reply.refused(problems, received(signUp, key, email, response))
                : Reply.redirect("/meedoen/" + sessionId + "/klaar?k=" + key);
    }

    private SignUp find(long sessionId, String key) {
        return SignUpForm.key(key)
                .flatMap(uuid -> signUps.find(sessionId, uuid))
                .orElseThrow(() -> new NotFound("sign-up for session " + sessionId));
    }

    /** @param typed the submitted address; null: not submitted yet */
    private JteModel received(SignUp signUp, String key, @Nullable String typed, HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
        return pages.bookingsSignupReceived(
                signUp,
                key,
                typed != null ? typed : justMade(signUp) && !signUp.addressConfirmed() ? signUp.email() : null,
                mailbox.exists(),
                signUp.state().active() ? signUps.remainingDates(signUp) : List.of());
    }

    private boolean justMade(SignUp signUp) {
        return clock.instant().isBefore(signUp.requestedAt().plus(SHOWN));
    }

    private SignUpSession get(long sessionId) {
        return signUps.session(sessionId).orElseThrow(() -> new NotFound("session " + sessionId));
    }

    private JteModel page(SignUpSession session, SignUpEntry entry, UUID key) {
        return page(session, entry, key, null, null, false, false);
    }

    /**
     * @param left the free seats, if they are too few for this sign-up; null: not known to be too few
     * @param filled whether it is prefilled from a sign-up for another date
     * @param focus whether to focus the child that was added
     */
    private JteModel page(
            SignUpSession session,
            SignUpEntry entry,
            UUID key,
            @Nullable Integer left,
            @Nullable AlreadySignedUp already,
            boolean filled,
            boolean focus) {
        boolean full = left != null || session.free() == 0;
        return pages.bookingsSignup(
                session,
                entry,
                key.toString(),
                left,
                already,
                full ? alternatives.forVisitors(session, SignUpForm.people(entry)) : null,
                signUps.dates(session),
                filled,
                focus);
    }

    private View closed(SignUpSession session, Reply reply) {
        return session.openness() == Openness.FOR_CLASSES || session.openness() == Openness.ELSEWHERE
                ? reply.page(pages.bookingsSignupClosed(session, null))
                : reply.page(
                        HttpStatus.GONE, pages.bookingsSignupClosed(session, alternatives.forVisitors(session, 1)));
    }
}
