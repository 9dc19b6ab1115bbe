package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
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
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing up without an account (journey 1): the form, and the page that says to look in the mail. */
@Controller
@RequestMapping("/meedoen/{sessionId}")
class SignUpController {

    /** A field that people do not see; programs that fill in every form do. */
    static final String TRAP = "bericht";

    private static final String KEY = "sleutel";
    private static final String WAIT = "wachtlijst";
    /**
     * So long the page after the form shows the address, so that somebody can see a slip of the pen and mend it, and the next
     * date of a series is filled in with what was typed.
     */
    private static final Duration SHOWN = Duration.ofHours(1);

    private final SignUps signUps;
    private final Alternatives alternatives;
    private final RateLimit limits;
    private final Mailbox mailbox;
    private final Clock clock;

    SignUpController(SignUps signUps, Alternatives alternatives, RateLimit limits, Mailbox mailbox, Clock clock) {
        this.signUps = signUps;
        this.alternatives = alternatives;
        this.limits = limits;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** @param after an earlier sign-up for another date of the same series was for this session, with this {@code key} */
    @GetMapping
    String form(
            @PathVariable long sessionId,
            @RequestParam(name = "na", required = false) @Nullable Long after,
            @RequestParam(name = "k", defaultValue = "") String key,
            @AuthenticationPrincipal @Nullable Actor actor,
            HttpServletResponse response,
            Model model) {
        SignUpSession session = get(sessionId);
        if (session.openness() != Openness.OPEN) {
            return closed(model, response, session);
        }
        Optional<SignUp> earlier = after == null
                ? Optional.empty()
                : key(key).flatMap(uuid -> signUps.find(after, uuid))
                        .filter(signUp -> signUps.datesLeft(signUp).stream().anyMatch(next -> next.id() == sessionId))
                        .filter(this::justMade);
        if (earlier.isPresent()) {
            SignUpPages.keepToOneself(response);
            model.addAttribute("filled", true);
        }
        SignUpEntry entry =
                earlier.map(SignUpForm::again).orElseGet(() -> SignUpForm.empty(session.questions(), actor));
        return form(model, session, entry, UUID.randomUUID(), new Problems(), null);
    }

    /** The form in another language. */
    @PostMapping(params = Texts.SHOW_IN)
    String formIn(
            @PathVariable long sessionId,
            @RequestParam Map<String, String> form,
            HttpServletResponse response,
            Model model) {
        SignUpSession session = get(sessionId);
        return session.openness() == Openness.OPEN
                ? form(model, session, SignUpForm.read(form), keyOf(form), new Problems(), null)
                : closed(model, response, session);
    }

    @PostMapping
    String signUp(
            @PathVariable long sessionId,
            @RequestParam Map<String, String> form,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        SignUpSession session = get(sessionId);
        if (session.openness() != Openness.OPEN) {
            return closed(model, response, session);
        }
        SignUpEntry entry = SignUpForm.read(form);
        UUID key = keyOf(form);
        if (SignUpForm.changesRows(form)) {
            model.addAttribute("focus", SignUpForm.MORE.equals(form.get(SignUpForm.BUTTON)));
            return form(model, session, SignUpForm.withRows(entry, form), key, new Problems(), null);
        }
        if (!SignUpForm.field(form, TRAP).isEmpty()) {
            return refused(model, response, session, entry, key, new Problems().add("", "signup.check.trap"));
        }
        Optional<Duration> wait = wait(request, entry.email());
        if (wait.isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            Problems problems =
                    new Problems().add("", "signup.check.tooOften", wait.get().toMinutes() + 1);
            return form(model, session, entry, key, problems, null);
        }
        SignUpResult result = signUps.signUp(new SignUpVisitors(
                session, entry, key, form.containsKey(WAIT), language, RateLimit.address(request.getRemoteAddr())));
        if (result instanceof Received received) {
            return "redirect:/meedoen/" + session.id() + "/klaar?k=" + received.key();
        }
        if (result instanceof AlreadySignedUp already) {
            // a mail went out: it counts
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("already", already);
            return form(model, session, entry, key, new Problems(), null);
        }
        giveBack(request, entry.email());
        if (result instanceof Full full) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return form(model, session.with(Openness.OPEN, full.free()), entry, key, new Problems(), full.free());
        }
        if (result instanceof Refused refused) {
            return refused(model, response, session, entry, key, refused.problems());
        }
        return closed(model, response, session.with(((Closed) result).why(), 0));
    }

    /** How it stands: look in the mail. */
    @GetMapping("/klaar")
    String received(
            @PathVariable long sessionId, @RequestParam("k") String key, HttpServletResponse response, Model model) {
        SignUp signUp = find(sessionId, key);
        return received(model, response, signUp, key, null, new Problems());
    }

    @PostMapping(path = "/klaar", params = Texts.SHOW_IN)
    String receivedIn(
            @PathVariable long sessionId,
            @RequestParam("k") String key,
            @RequestParam(name = SignUpFields.EMAIL, defaultValue = "") String email,
            HttpServletResponse response,
            Model model) {
        return received(model, response, find(sessionId, key), key, email, new Problems());
    }

    /** The mail once more, perhaps to an address without the slip of the pen. */
    @PostMapping("/klaar")
    String mailAgain(
            @PathVariable long sessionId,
            @RequestParam("k") String key,
            @RequestParam(name = SignUpFields.EMAIL, defaultValue = "") String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        SignUp signUp = find(sessionId, key);
        Optional<String> address = MailAddress.parse(email);
        Problems problems = new Problems().addIf(address.isEmpty(), SignUpFields.EMAIL, "signup.check.email");
        address.flatMap(to -> wait(request, to))
                .ifPresent(wait -> problems.add(SignUpFields.EMAIL, "signup.check.tooOften", wait.toMinutes() + 1));
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return received(model, response, signUp, key, email, problems);
        }
        Readdressed answer = signUps.mailAgain(sessionId, UUID.fromString(key), address.orElseThrow());
        if (answer == Readdressed.REFUSED) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return received(
                    model, response, signUp, key, email, problems.add(SignUpFields.EMAIL, "signup.check.otherAddress"));
        }
        return "redirect:/meedoen/" + sessionId + "/klaar?k=" + key;
    }

    private SignUp find(long sessionId, String key) {
        return key(key).flatMap(uuid -> signUps.find(sessionId, uuid))
                .orElseThrow(() -> new NotFound("sign-up for session " + sessionId));
    }

    private String received(
            Model model,
            HttpServletResponse response,
            SignUp signUp,
            String key,
            @Nullable String typed,
            Problems problems) {
        SignUpPages.keepToOneself(response);
        model.addAttribute("signUp", signUp);
        model.addAttribute("key", key);
        model.addAttribute(
                "email",
                typed != null ? typed : justMade(signUp) && !signUp.addressConfirmed() ? signUp.email() : null);
        model.addAttribute("meetings", signUp.state().active() ? signUps.datesLeft(signUp) : List.of());
        model.addAttribute("problems", problems);
        model.addAttribute("mailbox", mailbox.exists());
        return "bookings/signupReceived";
    }

    private boolean justMade(SignUp signUp) {
        return clock.instant().isBefore(signUp.requestedAt().plus(SHOWN));
    }

    private SignUpSession get(long sessionId) {
        return signUps.session(sessionId).orElseThrow(() -> new NotFound("session " + sessionId));
    }

    private String refused(
            Model model,
            HttpServletResponse response,
            SignUpSession session,
            SignUpEntry entry,
            UUID key,
            Problems problems) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(model, session, entry, key, problems, null);
    }

    /** @param left places left for who is with more than that; null: not asked yet */
    private String form(
            Model model,
            SignUpSession session,
            SignUpEntry entry,
            UUID key,
            Problems problems,
            @Nullable Integer left) {
        model.addAttribute("session", session);
        model.addAttribute("entry", entry);
        model.addAttribute("key", key.toString());
        model.addAttribute("problems", problems);
        model.addAttribute("left", left);
        model.addAttribute("meetings", signUps.dates(session));
        boolean full = left != null || session.free() == 0;
        model.addAttribute("others", full ? alternatives.forVisitors(session, people(entry)) : null);
        return "bookings/signup";
    }

    /** How many they are with, as far as that can be read; 1 when nothing can. */
    private static int people(SignUpEntry entry) {
        long children =
                entry.children().stream().filter(child -> !child.blank()).count();
        String adults = entry.adults().strip();
        return (int) Math.max(1, children + (adults.matches("[0-9]{1,3}") ? Integer.parseInt(adults) : 0));
    }

    private String closed(Model model, HttpServletResponse response, SignUpSession session) {
        if (session.openness() != Openness.FOR_CLASSES) {
            response.setStatus(HttpStatus.GONE.value());
        }
        model.addAttribute("session", session);
        model.addAttribute(
                "others", session.openness() == Openness.FOR_CLASSES ? null : alternatives.forVisitors(session, 1));
        return "bookings/signupClosed";
    }

    private Optional<Duration> wait(HttpServletRequest request, String email) {
        return limits.tryConsume(Limit.SIGN_UP_ADDRESS, RateLimit.address(request.getRemoteAddr()))
                .or(() -> limits.tryConsume(Limit.SIGN_UP_MAIL, email.strip()));
    }

    private void giveBack(HttpServletRequest request, String email) {
        limits.giveBack(Limit.SIGN_UP_ADDRESS, RateLimit.address(request.getRemoteAddr()));
        limits.giveBack(Limit.SIGN_UP_MAIL, email.strip());
    }

    private static UUID keyOf(Map<String, String> form) {
        return key(form.get(KEY)).orElseGet(UUID::randomUUID);
    }

    private static Optional<UUID> key(@Nullable String typed) {
        try {
            return typed == null ? Optional.empty() : Optional.of(UUID.fromString(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
