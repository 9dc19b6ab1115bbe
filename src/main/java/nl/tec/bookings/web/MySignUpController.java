package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
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
import nl.tec.bookings.SignUpWords;
import nl.tec.bookings.SignUpsByLink;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.mail.QrCode;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One's own sign-up, by the link in the mail: how it stands, confirm, change, cancel, take along, remove. */
@Controller
@RequestMapping("/mijn")
class MySignUpController {

    private final SignUpsByLink signUps;
    private final SignUpWords words;
    private final SignUpCalendar calendar;
    private final Alternatives alternatives;
    private final RateLimit limits;
    private final JsonMapper json;

    MySignUpController(
            SignUpsByLink signUps,
            SignUpWords words,
            SignUpCalendar calendar,
            Alternatives alternatives,
            RateLimit limits,
            JsonMapper json) {
        this.signUps = signUps;
        this.words = words;
        this.calendar = calendar;
        this.alternatives = alternatives;
        this.limits = limits;
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    @ModelAttribute
    void keepToOneself(HttpServletResponse response) {
        SignUpPages.keepToOneself(response);
    }

    /** For who lost the mail. */
    @GetMapping
    String ask(Model model) {
        return ask(model, false, "", new Problems());
    }

    @PostMapping(params = Texts.SHOW_IN)
    String askIn(@RequestParam(name = SignUpFields.EMAIL, defaultValue = "") String email, Model model) {
        return ask(model, false, email, new Problems());
    }

    /** Says the same whether something was signed up with the address or not. */
    @PostMapping
    String mailLinks(
            @RequestParam(name = SignUpFields.EMAIL, defaultValue = "") String email,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<String> address = MailAddress.parse(email);
        Problems problems = new Problems().addIf(address.isEmpty(), SignUpFields.EMAIL, "signup.check.email");
        Optional<Duration> wait = address.flatMap(
                to -> limits.tryConsume(Limit.SIGN_UP_ADDRESS, RateLimit.address(request.getRemoteAddr()))
                        .or(() -> limits.tryConsume(Limit.SIGN_UP_MAIL, to)));
        wait.ifPresent(duration -> problems.add(SignUpFields.EMAIL, "signup.check.tooOften", duration.toMinutes() + 1));
        if (problems.any()) {
            response.setStatus(
                    (wait.isPresent() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT).value());
            return ask(model, false, email, problems);
        }
        signUps.mailLinks(address.orElseThrow(), language);
        model.addAttribute("email", address.orElseThrow());
        return "bookings/signupLinksSent";
    }

    @GetMapping("/verwijderd")
    String erased() {
        return "bookings/signupErased";
    }

    @GetMapping("/{secret}")
    String show(@PathVariable String secret, Locale language, HttpServletResponse response, Model model) {
        Optional<SignUp> signUp = signUps.find(secret);
        if (signUp.isEmpty()) {
            return unknown(model, response);
        }
        if (signUp.get().state() == BookingState.CONFIRMED) {
            model.addAttribute("code", QrCode.of(signUps.checkInAddress(secret)));
        }
        if (signUp.get().cancelledBy() == CancelledBy.TEC) {
            model.addAttribute("others", alternatives.insteadForVisitors(signUp.get()));
        }
        return page("bookings/signupMine", secret, signUp.get(), language, model);
    }

    @PostMapping("/{secret}/bevestigen")
    String confirm(@PathVariable String secret, HttpServletResponse response, Model model) {
        SignUpChange change = signUps.confirm(secret);
        return change instanceof SignUpChange.Unknown ? unknown(model, response) : "redirect:/mijn/" + secret;
    }

    @GetMapping("/{secret}/wijzigen")
    String change(@PathVariable String secret, Locale language, HttpServletResponse response, Model model) {
        Optional<SignUp> signUp = signUps.find(secret);
        if (signUp.isEmpty()) {
            return unknown(model, response);
        }
        return signUp.get().changeable()
                ? changeForm(secret, signUp.get(), SignUpForm.of(signUp.get()), new Problems(), language, model)
                : "redirect:/mijn/" + secret;
    }

    /** The form in another language. */
    @PostMapping(path = "/{secret}/wijzigen", params = Texts.SHOW_IN)
    String changeIn(
            @PathVariable String secret,
            @RequestParam Map<String, String> form,
            Locale language,
            HttpServletResponse response,
            Model model) {
        return signUps.find(secret)
                .map(signUp -> changeForm(secret, signUp, SignUpForm.read(form), new Problems(), language, model))
                .orElseGet(() -> unknown(model, response));
    }

    @PostMapping("/{secret}/wijzigen")
    String change(
            @PathVariable String secret,
            @RequestParam Map<String, String> form,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<SignUp> signUp = signUps.find(secret);
        if (signUp.isEmpty()) {
            return unknown(model, response);
        }
        SignUpEntry entry = SignUpForm.read(form);
        if (SignUpForm.changesRows(form)) {
            model.addAttribute("focus", SignUpForm.MORE.equals(form.get(SignUpForm.BUTTON)));
            return changeForm(secret, signUp.get(), SignUpForm.withRows(entry, form), new Problems(), language, model);
        }
        SignUpChange change = signUps.change(secret, entry);
        if (change instanceof Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return changeForm(secret, signUp.get(), entry, refused.problems(), language, model);
        }
        say(change, "signup.flash.changed", request, response);
        return "redirect:/mijn/" + secret;
    }

    @GetMapping("/{secret}/afmelden")
    String cancel(@PathVariable String secret, Locale language, HttpServletResponse response, Model model) {
        Optional<SignUp> signUp = signUps.find(secret);
        if (signUp.isEmpty()) {
            return unknown(model, response);
        }
        return signUp.get().state().active()
                ? page("bookings/signupCancel", secret, signUp.get(), language, model)
                : "redirect:/mijn/" + secret;
    }

    @PostMapping("/{secret}/afmelden")
    String cancel(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response, Model model) {
        SignUpChange change = signUps.cancel(secret);
        if (change instanceof SignUpChange.Unknown) {
            return unknown(model, response);
        }
        say(change, "signup.flash.cancelled", request, response);
        return "redirect:/mijn/" + secret;
    }

    @GetMapping("/{secret}/weghalen")
    String erase(@PathVariable String secret, Locale language, HttpServletResponse response, Model model) {
        return signUps.find(secret)
                .map(signUp -> page("bookings/signupErase", secret, signUp, language, model))
                .orElseGet(() -> unknown(model, response));
    }

    @PostMapping("/{secret}/weghalen")
    String erase(@PathVariable String secret, HttpServletResponse response, Model model) {
        return signUps.erase(secret) ? "redirect:/mijn/verwijderd" : unknown(model, response);
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
        Map<String, Object> all = signUps.export(secret).orElseThrow(() -> new NotFound("sign-up of a link"));
        return file("gegevens.json", MediaType.APPLICATION_JSON_VALUE, json.writeValueAsString(all));
    }

    private static ResponseEntity<byte[]> file(String name, String type, String content) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(content.getBytes(StandardCharsets.UTF_8));
    }

    private String changeForm(
            String secret, SignUp signUp, SignUpEntry entry, Problems problems, Locale language, Model model) {
        model.addAttribute("entry", entry);
        model.addAttribute("problems", problems);
        return page("bookings/signupChange", secret, signUp, language, model);
    }

    private String page(String template, String secret, SignUp signUp, Locale language, Model model) {
        model.addAttribute("secret", secret);
        model.addAttribute("signUp", signUp);
        model.addAttribute("people", words.people(signUp.people(), language));
        return template;
    }

    /** What is too late shows on the page by itself. */
    private static void say(SignUpChange change, String key, HttpServletRequest request, HttpServletResponse response) {
        if (change instanceof Done) {
            Flash.say(request, response, key);
        }
    }

    private static String unknown(Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return ask(model, true, "", new Problems());
    }

    private static String ask(Model model, boolean unknown, String email, Problems problems) {
        model.addAttribute("unknown", unknown);
        model.addAttribute("email", email);
        model.addAttribute("problems", problems);
        return "bookings/signupLinks";
    }
}
