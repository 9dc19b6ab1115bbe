package nl.tec.privacy.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.privacy.HeldRecords;
import nl.tec.privacy.PrivacyRequests;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The personal data of an account holder: viewing, export, correction and deletion (rules 8.4). */
@Controller
@RequestMapping("/account")
class OwnRecordsController {

    private static final String BASE = "/account/gegevens";

    private final HeldRecords records;
    private final PrivacyRequests requests;
    private final Accounts accounts;
    private final SignedInSessions sessions;
    private final RecordsFile file;
    private final Pages pages;

    OwnRecordsController(
            HeldRecords records,
            PrivacyRequests requests,
            Accounts accounts,
            SignedInSessions sessions,
            RecordsFile file,
            Pages pages) {
        this.records = records;
        this.requests = requests;
        this.accounts = accounts;
        this.sessions = sessions;
        this.file = file;
        this.pages = pages;
    }

    @GetMapping("/gegevens")
    JteModel records(@AuthenticationPrincipal Actor actor) {
        return pages.privacyRecords(records.about(person(actor)), BASE, true);
    }

    @GetMapping("/gegevens.json")
    ResponseEntity<byte[]> export(@AuthenticationPrincipal Actor actor, Locale language) {
        return file.of(records.about(person(actor)), language);
    }

    @GetMapping("/gegevens/verbeteren")
    JteModel askToCorrect() {
        return pages.privacyCorrect(BASE, new FormData());
    }

    @PostMapping(path = "/gegevens/verbeteren", params = Texts.SHOW_IN)
    JteModel askToCorrectIn(FormData form) {
        return pages.privacyCorrect(BASE, form);
    }

    @PostMapping("/gegevens/verbeteren")
    View correct(FormData form, @AuthenticationPrincipal Actor actor, Locale language, Reply reply) {
        return requests.askToCorrect(person(actor), form.text("wat"), false, language)
                .either(
                        id -> reply.saved("privacy.correct.done", BASE),
                        problems -> reply.refused(problems, pages.privacyCorrect(BASE, form)));
    }

    @GetMapping("/verwijderen")
    JteModel askForget() {
        return pages.privacyForget("/account/verwijderen", BASE, true);
    }

    @PostMapping("/verwijderen")
    View forget(
            @AuthenticationPrincipal Actor actor,
            FormData form,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        Problems problems = new Problems().addIf(!form.has("zeker"), "zeker", "accounts.forget.unsure");
        if (!problems.any() && forget(actor) == Change.LAST_ADMINISTRATOR) {
            problems.add("", "accounts.lastAdministrator");
        }
        if (problems.any()) {
            return reply.refused(problems, askForget());
        }
        sessions.end(request, response);
        return reply.saved("accounts.forget.done", "/");
    }

    private Change forget(Actor actor) {
        return records.forget(
                actor,
                accounts.find(actor.accountId()).orElseThrow(() -> new NotFound("account " + actor.accountId())));
    }

    private static Person person(Actor actor) {
        return new Person(actor.accountId(), actor.email());
    }
}
