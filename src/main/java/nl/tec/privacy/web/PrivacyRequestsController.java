package nl.tec.privacy.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.RecordId;
import nl.tec.accounts.PersonalRecords.Section;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.privacy.Erasures;
import nl.tec.privacy.HeldRecords;
import nl.tec.privacy.PrivacyRequests;
import nl.tec.privacy.PrivacyRequests.Action;
import nl.tec.privacy.PrivacyRequests.Answer;
import nl.tec.privacy.PrivacyRequests.Channel;
import nl.tec.privacy.PrivacyRequests.Identified;
import nl.tec.privacy.PrivacyRequests.Request;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The administrator's pages for privacy requests: searching people, showing and erasing their data, and a log without names. */
@Controller
@RequestMapping("/admin/privacy")
class PrivacyRequestsController {

    private static final int MIN_WORDS = 3;
    private static final int LOG = 50;
    private static final int PAGE = 100;

    private final PrivacyRequests requests;
    private final HeldRecords held;
    private final Erasures erasures;
    private final Audit audit;
    private final RecordsFile file;
    private final Clock clock;
    private final Pages pages;

    PrivacyRequestsController(
            PrivacyRequests requests,
            HeldRecords held,
            Erasures erasures,
            Audit audit,
            RecordsFile file,
            Clock clock,
            Pages pages) {
        this.requests = requests;
        this.held = held;
        this.erasures = erasures;
        this.audit = audit;
        this.file = file;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping
    JteModel list() {
        return page(new FormData());
    }

    private JteModel page(FormData form) {
        return pages.privacyRequests(requests.open(), requests.log(LOG), form, clock.instant());
    }

    /** Searches by POST, to keep names out of URLs, browser histories and logs. */
    @PostMapping("/zoeken")
    View search(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        String words = form.line(RequestFields.WORDS);
        Problems problems = new Problems()
                .addIf(words.length() < MIN_WORDS, RequestFields.WORDS, "privacy.search.short", MIN_WORDS);
        return problems.any() ? reply.refused(problems, page(form)) : reply.page(found(form, actor));
    }

    private JteModel found(FormData form, Actor actor) {
        audit.add(actor, "PRIVACY_SEARCHED", "privacy_request", null);
        return pages.privacyFound(held.find(form.line(RequestFields.WORDS)), form);
    }

    @PostMapping(path = "/verzoek", params = Texts.SHOW_IN)
    JteModel openIn(FormData form, @AuthenticationPrincipal Actor actor) {
        return found(form, actor);
    }

    @PostMapping("/verzoek")
    View open(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Optional<Person> person = person(form.text(RequestFields.WHO));
        Optional<Channel> channel =
                form.constant(RequestFields.CHANNEL, Channel.class).filter(Channel.OF_ADMINISTRATOR::contains);
        Optional<Identified> identified =
                form.constant(RequestFields.IDENTIFIED, Identified.class).filter(Identified.BY_ADMINISTRATOR::contains);
        Problems problems = new Problems()
                .addIf(person.isEmpty(), RequestFields.WHO, "privacy.open.who")
                .addIf(channel.isEmpty(), RequestFields.CHANNEL, "privacy.open.channel")
                .addIf(identified.isEmpty(), RequestFields.IDENTIFIED, "privacy.open.identified");
        return problems.any()
                ? reply.refused(problems, found(form, actor))
                : Reply.redirect(address(
                        requests.open(person.orElseThrow(), channel.orElseThrow(), identified.orElseThrow(), actor)));
    }

    private Optional<Person> person(String choice) {
        if (choice.startsWith("mail:") && choice.length() > "mail:".length()) {
            return Optional.of(held.person(choice.substring("mail:".length())));
        }
        String[] parts = choice.split(":", 3);
        return parts.length == 3 && parts[0].equals("record") && parts[1].matches("[0-9]{1,18}")
                ? Optional.of(new Person(0, "", new RecordId(parts[2], Long.parseLong(parts[1]))))
                : Optional.empty();
    }

    @GetMapping("/verzoek/{id:\\d{1,18}}")
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Request request = requests.get(id);
        List<Section> sections = request.open() ? requests.about(id, Action.SHOWN, actor) : List.of();
        return pages.privacyRequest(request, sections);
    }

    @GetMapping("/verzoek/{id:\\d{1,18}}/gegevens.json")
    ResponseEntity<byte[]> export(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Request request = requests.get(id);
        return file.of(requests.about(id, Action.EXPORTED, actor), request.language());
    }

    @PostMapping("/verzoek/{id:\\d{1,18}}/verwijderen")
    View erase(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Problems problems = new Problems().addIf(!form.has("zeker"), "zeker", "privacy.erase.unsure");
        if (problems.any()) {
            return reply.refused(problems, show(id, actor));
        }
        return requests.erase(id, actor)
                .either(
                        records -> reply.saved("privacy.erase.done", address(id)),
                        refused -> reply.refused(refused, show(id, actor)));
    }

    @PostMapping("/verzoek/{id:\\d{1,18}}/klaar")
    View close(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Answer answer = form.text("antwoord").equals("nee") ? Answer.REFUSED : Answer.DONE;
        requests.close(id, answer, actor);
        return reply.saved("privacy.closed", "/admin/privacy");
    }

    /** Shows how much was erased on which day. */
    @GetMapping("/verwijderd")
    JteModel erased(@RequestParam(name = "tot", defaultValue = "") String until, Locale language) {
        LocalDate day = FormData.parseDay(until).orElse(Dates.today(clock));
        List<Erasures.Erased> erased = erasures.list(day, PAGE + 1);
        return pages.privacyErasures(
                erased.subList(0, Math.min(PAGE, erased.size())),
                erased.size() > PAGE ? erased.get(PAGE).day() : null);
    }

    private static String address(long id) {
        return "/admin/privacy/verzoek/" + id;
    }
}
