package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.accounts.SteadyDuration;
import nl.tec.bookings.Alternatives;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpCalendar;
import nl.tec.bookings.SignUpChange;
import nl.tec.bookings.SignUpChange.Done;
import nl.tec.bookings.SignUpChange.Refused;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.SignUpTexts;
import nl.tec.bookings.SignUpsByLink;
import nl.tec.documents.QrCode;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The pages of a visitor's own sign-up, by the link in the mail: view, confirm, change, cancel, export, erase. */
@Controller
@RequestMapping("/mijn")
class MySignUpController {

    /** Longer than writing the mail takes. */
    private static final Duration MIN_LINKS_DURATION = Duration.ofMillis(80);

    /** The field with the stamp of what the form showed. */
    private static final String SEEN = "gezien";

    private final SignUpsByLink signUps;
    private final SignUpTexts words;
    private final SignUpCalendar calendar;
    private final Alternatives alternatives;
    private final RateLimit limits;
    private final JsonMapper json;
    private final Pages pages;

    MySignUpController(
            SignUpsByLink signUps,
            SignUpTexts words,
            SignUpCalendar calendar,
            Alternatives alternatives,
            RateLimit limits,
            JsonMapper json,
            Pages pages) {
        this.signUps = signUps;
        this.words = words;
        this.calendar = calendar;
        this.alternatives = alternatives;
        this.limits = limits;
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        this.pages = pages;
    }

    @ModelAttribute
    void protectSecretUrl(HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
    }

    /** Shows the form to request new links, for visitors who lost the mail. */
    @GetMapping
    JteModel ask() {
        return pages.bookingsSignupLinks(false, "");
    }

    @PostMapping(params = Texts.SHOW_IN)
    JteModel askIn(FormData form) {
        return pages.bookingsSignupLinks(false, form.text(SignUpFields.EMAIL));
    }

    /** Mails the links. The response does not disclose whether the address has sign-ups, neither by its content nor by its timing. */
    @PostMapping
    View mailLinks(FormData form, Locale language, HttpServletRequest request, Reply reply) {
        String email = form.text(SignUpFields.EMAIL);
        Optional<String> address = MailAddress.parse(email);
        Problems problems = new Problems().addIf(address.isEmpty(), SignUpFields.EMAIL, "form.email");
        Optional<Duration> wait =
                address.flatMap(to -> limits.tryConsume(Mailed.SIGN_UP_LINKS, request.getRemoteAddr(), to));
        wait.ifPresent(duration -> problems.add(SignUpFields.EMAIL, "signup.check.tooOften", duration.toMinutes() + 1));
        if (problems.any()) {
            return reply.refused(
                    wait.isPresent() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT,
                    problems,
                    pages.bookingsSignupLinks(false, email));
        }
        SteadyDuration.run(MIN_LINKS_DURATION, () -> signUps.mailLinks(address.orElseThrow(), language));
        return reply.page(pages.bookingsSignupLinksSent(address.orElseThrow()));
    }

    @GetMapping("/verwijderd")
    JteModel erased() {
        return pages.bookingsSignupErased();
    }

    @GetMapping("/{secret}")
    View show(@PathVariable String secret, Locale language, Reply reply) {
        return found(
                secret,
                reply,
                signUp -> reply.page(pages.bookingsSignupMine(
                        secret,
                        signUp,
                        people(signUp, language),
                        signUp.state() == BookingState.CONFIRMED ? QrCode.of(signUps.checkInAddress(secret)) : null,
                        signUp.cancelledBy() == CancelledBy.TEC || signUp.state() == BookingState.WAITING
                                ? alternatives.replacementsForVisitors(signUp)
                                : List.of())));
    }

    @PostMapping("/{secret}/bevestigen")
    View confirm(@PathVariable String secret, Reply reply) {
        return signUps.confirm(secret) instanceof SignUpChange.Unknown ? unknown(reply) : redirectToSignUp(secret);
    }

    @GetMapping("/{secret}/wijzigen")
    View change(@PathVariable String secret, Reply reply) {
        return found(
                secret,
                reply,
                signUp -> signUp.changeable()
                        ? reply.page(changePage(secret, signUp, SignUpForm.of(signUp), signUp.stamp(), null, false))
                        : redirectToSignUp(secret));
    }

    /** Shows the form in another language. */
    @PostMapping(path = "/{secret}/wijzigen", params = Texts.SHOW_IN)
    View changeIn(@PathVariable String secret, FormData form, Reply reply) {
        return found(
                secret,
                reply,
                signUp -> reply.page(changePage(secret, signUp, SignUpForm.read(form), form.text(SEEN), null, false)));
    }

    @PostMapping("/{secret}/wijzigen")
    View change(@PathVariable String secret, FormData form, Locale language, Reply reply) {
        return found(secret, reply, signUp -> {
            SignUpEntry entry = SignUpForm.read(form);
            if (SignUpForm.changesRows(form)) {
                boolean more = form.has(SignUpForm.BUTTON, SignUpForm.MORE);
                return reply.page(
                        changePage(secret, signUp, SignUpForm.withRows(entry, form), form.text(SEEN), null, more));
            }
            SignUpChange change = signUps.change(secret, entry, form.text(SEEN));
            return change instanceof Refused refused
                    ? refused(refused.problems(), secret, entry, form.text(SEEN), language, reply)
                    : answer(change, "signup.flash.changed", secret, reply);
        });
    }

    /** Shows the form again, and who is signed up now if that changed since the form was shown. */
    private View refused(
            Problems problems, String secret, SignUpEntry entry, String seen, Locale language, Reply reply) {
        return found(secret, reply, now -> {
            String people = now.stamp().equals(seen) ? null : people(now, language);
            return reply.refused(problems, changePage(secret, now, entry, now.stamp(), people, false));
        });
    }

    @GetMapping("/{secret}/afmelden")
    View cancel(@PathVariable String secret, Locale language, Reply reply) {
        return found(
                secret,
                reply,
                signUp -> signUp.state().active()
                        ? reply.page(pages.bookingsSignupCancel(secret, signUp, people(signUp, language)))
                        : redirectToSignUp(secret));
    }

    /** @param part the booking of one part of an event; null: everything upcoming */
    @PostMapping("/{secret}/afmelden")
    View cancel(
            @PathVariable String secret,
            @RequestParam(name = "deel", required = false) @Nullable Long part,
            Reply reply) {
        SignUpChange change = part == null ? signUps.cancel(secret) : signUps.leaveOut(secret, part);
        return change instanceof SignUpChange.Unknown
                ? unknown(reply)
                : answer(change, part == null ? "signup.flash.cancelled" : "signup.flash.leftOut", secret, reply);
    }

    @GetMapping("/{secret}/weghalen")
    View erasing(@PathVariable String secret, Reply reply) {
        return found(secret, reply, signUp -> reply.page(pages.bookingsSignupErase(secret, signUp)));
    }

    @PostMapping("/{secret}/weghalen")
    View erase(@PathVariable String secret) {
        // a link is unknown after what it was for is erased, as by the first of two clicks
        signUps.erase(secret);
        return Reply.redirect("/mijn/verwijderd");
    }

    @GetMapping("/{secret}/afspraak.ics")
    ResponseEntity<byte[]> appointment(@PathVariable String secret, Locale language) {
        SignUp signUp = signUps.find(secret)
                .filter(one -> one.state() == BookingState.CONFIRMED)
                .orElseThrow(() -> new NotFound("sign-up of a link"));
        return file("afspraak.ics", "text/calendar;charset=UTF-8", calendar.file(signUp, language, false));
    }

    @GetMapping("/{secret}/gegevens.json")
    ResponseEntity<byte[]> export(@PathVariable String secret) {
        String all =
                json.writeValueAsString(signUps.export(secret).orElseThrow(() -> new NotFound("sign-up of a link")));
        return file("gegevens.json", MediaType.APPLICATION_JSON_VALUE, all);
    }

    private static ResponseEntity<byte[]> file(String name, String type, String content) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(content.getBytes(StandardCharsets.UTF_8));
    }

    private View found(String secret, Reply reply, Function<SignUp, View> answer) {
        return signUps.find(secret).map(answer).orElseGet(() -> unknown(reply));
    }

    /**
     * @param stamp of the sign-up that the entry was typed over
     * @param now who is signed up, if that was changed meanwhile; otherwise null
     * @param focus whether to focus the child that was added
     */
    private JteModel changePage(
            String secret, SignUp signUp, SignUpEntry entry, String stamp, @Nullable String now, boolean focus) {
        return pages.bookingsSignupChange(secret, signUp, entry, stamp, now, focus);
    }

    private String people(SignUp signUp, Locale language) {
        return words.people(signUp.people(), language);
    }

    /** Answers a change; the page itself shows why a change was too late. */
    private static View answer(SignUpChange change, String key, String secret, Reply reply) {
        return change instanceof Done ? reply.saved(key, "/mijn/" + secret) : redirectToSignUp(secret);
    }

    private static View redirectToSignUp(String secret) {
        return Reply.redirect("/mijn/" + secret);
    }

    private View unknown(Reply reply) {
        return reply.page(HttpStatus.NOT_FOUND, pages.bookingsSignupLinks(true, ""));
    }
}
