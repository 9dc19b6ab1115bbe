package nl.tec.accountability.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nl.tec.accountability.AccountContent;
import nl.tec.accountability.AccountTexts;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.accountability.Section;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.reach.AreaMap;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The annual accounts for hub staff, drafts included. */
@Controller
@RequestMapping("/verantwoording/jaar")
class ManageAccountsController {

    private static final String LIST = "/verantwoording/jaar";
    private static final String ONE = "/{id:[0-9]{1,18}}";

    private final AnnualAccounts accounts;
    private final AccountFiles files;
    private final Texts texts;
    private final Pages pages;

    ManageAccountsController(AnnualAccounts accounts, AccountFiles files, Texts texts, Pages pages) {
        this.accounts = accounts;
        this.files = files;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping
    JteModel list() {
        return list(new FormData());
    }

    private JteModel list(FormData form) {
        return pages.accountabilityManage(
                accounts.list(), accounts.years(), accounts.sources(), new AccountTexts(texts), form);
    }

    @PostMapping
    View begin(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        int year = form.number("jaar");
        Long source = form.id("bron", "annual.problem.source");
        return form.then(() -> accounts.begin(year, source, actor))
                .either(id -> Reply.redirect(LIST + "/" + id), problems -> reply.refused(problems, list(form)));
    }

    /** Shows the editor of a draft, or an adopted version. */
    @GetMapping(ONE)
    JteModel one(@PathVariable long id) {
        AccountVersion version = accounts.version(id);
        return version.draft() ? draft(version, form(version)) : account(version);
    }

    @GetMapping(ONE + "/voorbeeld")
    JteModel preview(@PathVariable long id) {
        return account(accounts.version(id));
    }

    private JteModel account(AccountVersion version) {
        AccountContent content = accounts.content(version);
        return pages.accountabilityAccount(
                version,
                content,
                new AccountTexts(texts),
                AreaMap.of(content.schools().areas()),
                List.of(version),
                LIST + "/" + version.id(),
                accounts.tables(version));
    }

    @GetMapping(ONE + "/{file:" + AccountFiles.NAMES + "}")
    void file(@PathVariable long id, @PathVariable String file, HttpServletResponse response) throws IOException {
        files.send(accounts.version(id), file, response);
    }

    @PostMapping(ONE)
    View save(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Map<Section, String> written = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            written.put(section, form.text(section.name()));
        }
        AnnualAccounts.Draft draft = new AnnualAccounts.Draft(written, form.all("citaat"), form.text("reden"));
        boolean adopt = form.has("dan", "vaststellen");
        int edits = form.number("wijzigingen");
        return form.then(() -> adopt
                        ? accounts.adopt(id, draft, form.day("dag"), edits, actor)
                        : accounts.save(id, draft, edits, actor))
                .either(
                        done -> reply.saved(adopt ? "annual.adopted" : "annual.saved", LIST + "/" + id),
                        problems -> problems.has(AnnualAccounts.GONE)
                                ? reply.refused(problems, pages.accountabilityGone(form))
                                : refused(accounts.version(id), draft, form, problems, reply));
    }

    /** Shows the draft again with what was typed. What somebody else stored meanwhile is shown beside it, and saving again replaces it. */
    private View refused(
            AccountVersion now, AnnualAccounts.Draft typed, FormData form, Problems problems, Reply reply) {
        if (!now.draft() && typed.isIn(now)) {
            return reply.saved("annual.adopted", LIST + "/" + now.id()); // the button was pressed twice
        }
        if (problems.has(AnnualAccounts.OUTDATED)) {
            form.put("wijzigingen", now.edits());
        }
        problems.addIf(problems.has(AnnualAccounts.ADOPTED), "", "annual.problem.typed");
        return reply.refused(problems, draft(now, form));
    }

    @PostMapping(ONE + "/verbeteren")
    View correct(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return Reply.redirect(LIST + "/" + accounts.correct(accounts.version(id).accountId(), actor));
    }

    @PostMapping(ONE + "/weg")
    View remove(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return accounts.remove(id, actor)
                .either(
                        done -> reply.saved("annual.removed", LIST),
                        problems -> reply.warn(AnnualAccounts.ADOPTED, LIST + "/" + id));
    }

    private JteModel draft(AccountVersion version, FormData form) {
        return pages.accountabilityDraft(
                version, form, accounts.quotes(version), accounts.earliest(version), new AccountTexts(texts));
    }

    private static FormData form(AccountVersion version) {
        FormData form = new FormData()
                .put("wijzigingen", version.edits())
                .put("reden", version.reason())
                .put("citaat", version.quotes());
        for (Section section : Section.values()) {
            form.put(section.name(), version.text(section));
        }
        return form;
    }
}
