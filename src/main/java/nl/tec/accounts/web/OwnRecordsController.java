package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OwnRecords;
import nl.tec.accounts.PersonalRecords.Fact;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.Section;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is held about you: see it, take it along, have it deleted (rules 8). */
@Controller
@RequestMapping("/account")
class OwnRecordsController {

    private final OwnRecords records;
    private final Accounts accounts;
    private final SignedInSessions sessions;
    private final Texts texts;
    private final JsonMapper json;
    private final Pages pages;

    OwnRecordsController(
            OwnRecords records, Accounts accounts, SignedInSessions sessions, Texts texts, JsonMapper json, Pages pages) {
        this.records = records;
        this.accounts = accounts;
        this.sessions = sessions;
        this.texts = texts;
        this.json = json;
        this.pages = pages;
    }

    @GetMapping("/gegevens")
    JteModel records(@AuthenticationPrincipal Actor actor) {
        return pages.accountsRecords(records.about(person(actor)));
    }

    /** The same as a file: section, entries, label and value, in the language of the page. */
    @GetMapping("/gegevens.json")
    ResponseEntity<byte[]> export(@AuthenticationPrincipal Actor actor, Locale language) {
        Map<String, Object> file = new LinkedHashMap<>();
        for (Section section : records.about(person(actor))) {
            List<Map<String, String>> items = new ArrayList<>();
            for (List<Fact> facts : section.items()) {
                Map<String, String> item = new LinkedHashMap<>();
                facts.forEach(fact -> item.put(texts.text(language, fact.labelKey()), fact.value()));
                items.add(item);
            }
            file.put(texts.text(language, section.titleKey()), items);
        }
        byte[] bytes = json.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(file);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tec-gegevens.json\"")
                .body(bytes);
    }

    @GetMapping("/verwijderen")
    JteModel askForget() {
        return pages.accountsForget();
    }

    @PostMapping("/verwijderen")
    View forget(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "zeker", required = false) @Nullable String sure,
            HttpServletRequest request,
            HttpServletResponse response,
            Reply reply) {
        Problems problems = new Problems().addIf(sure == null, "zeker", "accounts.forget.unsure");
        if (!problems.any() && forget(actor) == Change.LAST_ADMINISTRATOR) {
            problems.add("", "accounts.lastAdministrator");
        }
        if (problems.any()) {
            return reply.refused(problems, pages.accountsForget());
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
