package nl.tec.privacy.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.accounts.SteadyDuration;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.privacy.HeldRecords;
import nl.tec.privacy.PrivacyLinks;
import nl.tec.privacy.PrivacyRequests;
import nl.tec.privacy.ProcessingRegister;
import nl.tec.privacy.ProcessingRegister.Entry;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The public pages about personal data, and access to one's own data without an account (rules 8.4). */
@Controller
@RequestMapping("/privacy")
class PrivacyController {

    private static final String EMAIL = "email";
    /** For an address without an account all modules are asked what they hold. */
    private static final Duration MIN_LINK_DURATION = Duration.ofMillis(600);

    private static final String BASE = "/privacy/gegevens/";

    private final ProcessingRegister register;
    private final HeldRecords records;
    private final PrivacyLinks links;
    private final PrivacyRequests requests;
    private final RateLimit limits;
    private final RecordsFile file;
    private final Texts texts;
    private final Pages pages;

    PrivacyController(
            ProcessingRegister register,
            HeldRecords records,
            PrivacyLinks links,
            PrivacyRequests requests,
            RateLimit limits,
            RecordsFile file,
            Texts texts,
            Pages pages) {
        this.register = register;
        this.records = records;
        this.links = links;
        this.requests = requests;
        this.limits = limits;
        this.file = file;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping
    JteModel privacy() {
        return pages.privacyPrivacy();
    }

    @GetMapping("/register")
    JteModel register(Locale language) {
        return pages.privacyRegister(register.list(language));
    }

    @GetMapping("/register.{format:csv|xlsx}")
    void registerFile(@PathVariable String format, Locale language, HttpServletResponse response) throws IOException {
        List<String> header = List.of("what", "whose", "why", "basis", "term", "seenBy", "lastErased", "columns");
        new TableExport(
                        "register",
                        header.stream()
                                .map(column -> texts.text(language, "privacy.register." + column))
                                .toList(),
                        register.list(language).stream()
                                .map(entry -> row(entry, language))
                                .toList())
                .download(format, response);
    }

    private List<@Nullable Object> row(Entry entry, Locale language) {
        return Arrays.asList(
                entry.what(),
                labels(entry.holding().subjects(), language),
                entry.why(),
                texts.label(language, entry.holding().basis()),
                entry.term(),
                labels(entry.holding().seenBy(), language),
                entry.lastErased(),
                String.join(", ", entry.holding().columns()));
    }

    private String labels(Collection<? extends Enum<?>> constants, Locale language) {
        return constants.stream()
                .map(constant -> texts.label(language, constant))
                .collect(Collectors.joining(", "));
    }

    @GetMapping("/gegevens")
    JteModel ask() {
        return pages.privacyAsk(false, "");
    }

    @PostMapping(path = "/gegevens", params = Texts.SHOW_IN)
    JteModel askIn(FormData form) {
        return pages.privacyAsk(false, form.text(EMAIL));
    }

    /** Responds identically, and as late, whether or not any data are held about the address. */
    @PostMapping("/gegevens")
    View mailLink(FormData form, Locale language, HttpServletRequest request, Reply reply) {
        String email = form.text(EMAIL);
        Optional<String> address = MailAddress.parse(email);
        Problems problems = new Problems().addIf(address.isEmpty(), EMAIL, "form.email");
        Optional<Duration> wait =
                address.flatMap(to -> limits.tryConsume(Mailed.PRIVACY_LINK, request.getRemoteAddr(), to));
        wait.ifPresent(duration -> problems.add(EMAIL, "privacy.ask.tooOften", duration.toMinutes() + 1));
        if (problems.any()) {
            return reply.refused(
                    wait.isPresent() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT,
                    problems,
                    pages.privacyAsk(false, email));
        }
        SteadyDuration.run(MIN_LINK_DURATION, () -> links.mail(address.orElseThrow(), language));
        return reply.page(pages.privacyAsked(address.orElseThrow()));
    }

    @GetMapping("/verwijderd")
    JteModel erased() {
        return pages.privacyErased();
    }

    @GetMapping("/gegevens/{secret}")
    View records(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        return found(
                secret,
                response,
                reply,
                person -> reply.page(pages.privacyRecords(records.about(person), BASE + secret, false)));
    }

    @GetMapping("/gegevens/{secret}/gegevens.json")
    ResponseEntity<byte[]> export(@PathVariable String secret, Locale language, HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
        Person person = links.find(secret).orElseThrow(() -> new NotFound("person of a link"));
        return file.of(records.about(person), language);
    }

    @GetMapping("/gegevens/{secret}/verbeteren")
    View askToCorrect(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        return found(
                secret, response, reply, person -> reply.page(pages.privacyCorrect(BASE + secret, new FormData())));
    }

    @PostMapping(path = "/gegevens/{secret}/verbeteren", params = Texts.SHOW_IN)
    View askToCorrectIn(@PathVariable String secret, FormData form, HttpServletResponse response, Reply reply) {
        return found(secret, response, reply, person -> reply.page(pages.privacyCorrect(BASE + secret, form)));
    }

    @PostMapping("/gegevens/{secret}/verbeteren")
    View correct(
            @PathVariable String secret, FormData form, Locale language, HttpServletResponse response, Reply reply) {
        return found(
                secret,
                response,
                reply,
                person -> requests.askToCorrect(person, form.text("wat"), true, language)
                        .either(
                                id -> reply.saved("privacy.correct.done", BASE + secret),
                                problems -> reply.refused(problems, pages.privacyCorrect(BASE + secret, form))));
    }

    @GetMapping("/gegevens/{secret}/verwijderen")
    View askForget(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        return found(secret, response, reply, person -> reply.page(forgetPage(secret)));
    }

    @PostMapping("/gegevens/{secret}/verwijderen")
    View forget(@PathVariable String secret, FormData form, HttpServletResponse response, Reply reply) {
        if (links.isErased(secret)) { // the second of two clicks
            SecurityHeaders.protectSecretUrl(response);
            return Reply.redirect("/privacy/verwijderd");
        }
        return found(secret, response, reply, person -> {
            Problems problems = new Problems().addIf(!form.has("zeker"), "zeker", "accounts.forget.unsure");
            if (problems.any()) {
                return reply.refused(problems, forgetPage(secret));
            }
            links.erase(secret);
            return Reply.redirect("/privacy/verwijderd");
        });
    }

    private JteModel forgetPage(String secret) {
        return pages.privacyForget(BASE + secret + "/verwijderen", BASE + secret, false);
    }

    private View found(String secret, HttpServletResponse response, Reply reply, Function<Person, View> answer) {
        SecurityHeaders.protectSecretUrl(response);
        return links.find(secret)
                .map(answer)
                .orElseGet(() -> reply.page(HttpStatus.NOT_FOUND, pages.privacyAsk(true, "")));
    }
}
