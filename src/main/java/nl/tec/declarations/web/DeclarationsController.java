package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.Row;
import nl.tec.declarations.Declarations.Version;
import nl.tec.documents.FileTransfer;
import nl.tec.documents.Markdown;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** The pages for managing declarations: the list, the text and the publication. */
@Controller
@RequestMapping("/beheer/verklaringen")
class DeclarationsController {

    private static final int PAGE = 50;

    private final Declarations declarations;
    private final DeclarationPages page;
    private final Pages pages;

    DeclarationsController(Declarations declarations, DeclarationPages page, Pages pages) {
        this.declarations = declarations;
        this.page = page;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@RequestParam(name = "voor", required = false) @Nullable Long before) {
        List<Row> rows = declarations.list(before, PAGE + 1);
        return pages.declarationsDeclarations(
                rows.size() > PAGE ? rows.subList(0, PAGE) : rows,
                rows.size() > PAGE ? rows.get(PAGE - 1).id() : null,
                before == null);
    }

    @GetMapping("/nieuw")
    JteModel write() {
        return pages.declarationsDeclarationNew(new FormData());
    }

    @PostMapping("/nieuw")
    View write(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Draft draft = DeclarationForm.draft(form);
        return form.then(() -> declarations.write(draft, actor))
                .either(
                        id -> Reply.redirect("/beheer/verklaringen/" + id),
                        problems -> reply.refused(problems, pages.declarationsDeclarationNew(form)));
    }

    @GetMapping("/{id}")
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page.show(declarations.read(id, actor), new FormData());
    }

    /** Shows a version of the text, current or superseded, with its signatures. */
    @GetMapping("/{id}/versie/{number:[0-9]{1,9}}")
    JteModel version(@PathVariable long id, @PathVariable int number, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        Version version = declarations.versions(id).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("version " + number + " of declaration " + id));
        return pages.declarationsDeclarationVersion(declaration, version, Markdown.html(version.text(), 2));
    }

    @GetMapping("/{id}/tekst")
    View text(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        Declaration declaration = declarations.read(id, actor);
        if (declaration.state() != DeclarationState.DRAFT && declaration.state() != DeclarationState.OPEN) {
            return Reply.redirect("/beheer/verklaringen/" + id);
        }
        FormData form = new FormData()
                .put(DeclarationFields.TITLE, declaration.title())
                .put(DeclarationFields.TEXT, declaration.text());
        return reply.page(pages.declarationsDeclarationText(declaration, form));
    }

    @PostMapping("/{id}/tekst")
    View text(
            @PathVariable long id,
            @RequestParam(name = "versie", defaultValue = "0") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return declarations
                .changeText(id, version, form.text(DeclarationFields.TITLE), form.text(DeclarationFields.TEXT), actor)
                .either(
                        done -> reply.saved("declarations.saved", "/beheer/verklaringen/" + id),
                        problems -> reply.refused(
                                problems, pages.declarationsDeclarationText(declarations.read(id, actor), form)));
    }

    @PostMapping("/{id}/openbaar")
    View publication(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Instant moment = DeclarationForm.publicFrom(form);
        Outcome<Long> outcome = form.then(() -> declarations.changePublication(id, moment, actor));
        return page.after(outcome, id, form, actor, "declarations.saved", reply);
    }

    @PostMapping("/{id}/vanzelf")
    View reminding(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Integer days = DeclarationForm.remindDays(form);
        Outcome<Long> outcome = form.then(() -> declarations.changeReminding(id, days, actor));
        return page.after(outcome, id, form, actor, "declarations.saved", reply);
    }

    @PostMapping("/{id}/intrekken")
    View withdraw(
            @PathVariable long id,
            @RequestParam(name = DeclarationFields.REPLACED_BY, required = false) @Nullable Long replacedBy,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return page.after(
                declarations.withdraw(id, replacedBy, actor),
                id,
                new FormData(),
                actor,
                "declarations.withdrawn",
                reply);
    }

    @GetMapping("/{id}/verklaring.pdf")
    ResponseEntity<byte[]> file(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        return FileTransfer.pdf(
                declarations.file(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                declaration.slug());
    }
}
